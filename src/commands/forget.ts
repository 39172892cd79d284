import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const forget = defineCommand({
  name: "forget",
  kind: "wire",
  summary: "Empty the inbox: what has arrived so far is not looked at by `expect` any more",
  detail: "The transcript keeps it. Only the inbox of the acting client is emptied.",
  args: {},
  options: {},
  example: { line: "forget", shows: "the inbox was empty" },
  looksAtInbox: true,
  run({ client, print, origin }) {
    const { inbox } = client.session;
    const count = inbox.unclaimed.length;
    inbox.empty();
    if (origin === "line") {
      print(
        count === 0 ? "the inbox was empty" : `${count} ${count === 1 ? "element" : "elements"} forgotten`,
      );
    }
    return PASSED;
  },
});
