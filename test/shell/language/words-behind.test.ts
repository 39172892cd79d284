import { expect, test } from "vitest";
import { fakeEditor } from "../../helpers/fake-editor.ts";
import { tryOut } from "../../helpers/try-out.ts";

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

test("a line that was copied with no-break spaces for blanks is not taken for the command's name alone", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  const sent = tool.server.received;
  expect(await tool.run("presence\u00a0--show\u00a0away")).toEqual({
    status: "wrong usage",
    reason:
      'Cannot read the line: a no-break space stands behind "presence", and parts no words (type a blank in its place)',
  });
  expect(tool.server.received).toBe(sent);
  expect(tool.shell.mask("auth\u00a0me\u00a0s3cret")).toBe("auth [redacted]");
  await tool.run("presence\u00a0");
  expect(tool.server.received).toBe(`${sent}<presence/>`);
});
