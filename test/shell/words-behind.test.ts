import { expect, test } from "vitest";
import { fakeEditor } from "../helpers/fake-editor.ts";
import { tryOut } from "../helpers/try-out.ts";

const signal = new AbortController().signal;
const JID = "$" + "{main.jid}";

test("what JavaScript hands to a command that takes it as it stands is as it was", async () => {
  const tool = tryOut({ editor: fakeEditor([`message ${JID} hi`]) });
  await tool.shell.call("alias", [{ text: `hi = message ${JID} hi`, kind: "quoted" }], signal);
  expect(tool.aliases.get("hi")).toBe(`message ${JID} hi`);
  await tool.shell.call("history", [{ text: JID, kind: "quoted" }], signal);
  expect(tool.shown).toContain(`1  message ${JID} hi\n`);
});

test("what it hands to any other command is no variable", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  await tool.shell.call(
    "message",
    [
      { text: "a@b", kind: "quoted" },
      { text: JID, kind: "quoted" },
    ],
    signal,
  );
  expect(tool.server.received).toContain(`<body>${JID}</body>`);
});
