import { describe, expect, test } from "vitest";
import { stage } from "../../helpers/stage.ts";
import { session } from "./saved.ts";

/** Lines for the prompt, with what no other command would take as words. */
const LINES = [
  "alias p = ping --timeout 5s",
  "alias p = ping --nonsense",
  `alias hi = message juliet@localhost it's "so`,
  "alias p",
  "history 'x",
  "history --",
  'history "',
  `again 'nothing like it`,
  "diff 1 2",
  "edit --new",
  "explain bind",
  "fault",
  "filter x = message",
  "grep it's",
  "grep --last 1 a",
  "help bind",
  "log",
  "next",
  "rename nurse",
  "resend 1",
  "set view raw",
  "show --last 1",
  "template away",
  "wait 0s",
  'define greeting "it\'s me"',
];

describe("a session can be saved, and its way gone again, with this line in it:", () => {
  test.each(LINES)("%s", async (line) => {
    const { run, tool } = session();
    await run("connect", line);
    await tool.run("save saved.xmpp");
    expect(tool.saved.get("saved.xmpp")).toMatch(/^(?:@nurse )?connect$/m);
    const { tool: other, servers } = stage();
    await other.run("connect");
    await other.run(line);
    servers[0]?.close();
    expect(await other.run("reconnect")).toEqual({ status: "passed" });
    expect(servers).toHaveLength(2);
  });
});
