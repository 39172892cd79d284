import { defineCommand } from "../shell/command.ts";

export const run = defineCommand({
  name: "run",
  kind: "console",
  connects: true,
  summary: "Run a script, step by step, on these very clients",
  detail:
    "A file of lines (.xmpp), a Scansion script (.scs) or a page with xmpp blocks (.md). It ends at the first step that " +
    "fails. In a script the name is relative to that script's folder, and must lie in it or below it.",
  args: { file: { rest: true, names: "file", summary: "the script" } },
  options: {},
  example: {
    line: "run hello.xmpp",
    file: { name: "hello.xmpp", text: "send\n  <presence/>\n" },
    after: [{ line: "open --no-wait" }],
    sends: "<presence/>",
  },
  looksAtInbox: true,
  async run({ args, runFile }) {
    return await runFile(args.file);
  },
});
