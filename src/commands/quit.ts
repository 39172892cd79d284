import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const quit = defineCommand({
  name: "quit",
  kind: "console",
  inScripts: "refused",
  summary: "Close the open streams and leave",
  args: {},
  options: {},
  example: {
    line: "quit",
    after: [
      { line: "open --no-wait" },
      {
        receives:
          "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' version='1.0'>",
      },
    ],
    sends: "</stream:stream>",
  },
  run({ quit: leave }) {
    leave();
    return PASSED;
  },
});
