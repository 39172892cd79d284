import { expect, test } from "vitest";
import { editing as editingAfter } from "../helpers/editing.ts";
import { tryOut } from "../helpers/try-out.ts";

const STANZA = '<message to="juliet@localhost" id="m1"><body>hello</body></message>';

/** A tool that has sent a message, and what its editor was given. */
const editing = (edit: (text: string) => string) => editingAfter(edit, { sent: STANZA });

test("the last stanza is edited as it was on the wire, and what was saved is on the line, not sent", async () => {
  const { tool, given, sentBefore } = await editing((text) => `${text.replace("hello", "good\nbye")}\n`);
  expect(await tool.run("edit")).toEqual({ status: "passed" });
  expect(given).toEqual([STANZA]);
  expect(tool.editor.line).toBe(`${STANZA.replace("hello", "good\nbye")}|`);
  expect(tool.shown).toContain("What you saved is on the line: Enter sends it\n");
  expect(tool.server.received).toBe(sentBefore);
});

test("an entry, a template or nothing can be what one begins with", async () => {
  const { tool, given } = await editing(() => "<presence/>");
  tool.server.send("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
  tool.server.send("<message><body>theirs</body></message>");
  const n = tool.transcript.last?.n;
  for (const line of [`edit ${n}`, "edit --template away", "edit --new"]) await tool.run(line);
  expect(given).toEqual([
    "<message><body>theirs</body></message>",
    "<presence><show>away</show><status></status></presence>",
    "",
  ]);
});

test("secrets are hidden in the file where they are hidden on the screen", async () => {
  const { tool, given } = await editing((text) => text);
  const auth = '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1lAHRlc3Q=</auth>';
  await tool.run(`send ${auth}`);
  const n = tool.transcript.last?.n;
  await tool.run("set secrets hide");
  await tool.run(`edit ${n}`);
  expect(given).toEqual([auth.replace("AG1lAHRlc3Q=", "[redacted]")]);
});

test("what was left as it is stands on the line all the same, and it is said that nothing was changed", async () => {
  const { tool } = await editing((text) => `${text}\n`);
  await tool.run("edit");
  expect(tool.editor.line).toBe(`${STANZA}|`);
  expect(tool.shown).toContain("It is on the line, and nothing of it was changed: Enter sends it\n");
});

test("an id that was used already is remarked on, as resend does, unless it was changed", async () => {
  const remark = "    -- its id was used already: a reply would fit both\n";
  const kept = await editing((text) => text.replace("hello", "bye"));
  await kept.tool.run("edit");
  expect(kept.tool.shown).toContain(remark);
  const changed = await editing((text) => text.replace("m1", "m2"));
  await changed.tool.run("edit");
  expect(changed.tool.shown).not.toContain(remark);
});

test("where nothing was saved it is said, and the line stays", async () => {
  const { tool } = await editing(() => " \n");
  await tool.run("edit");
  expect(tool.editor.line).toBe("");
  expect(tool.shown).toContain("Nothing was saved, and nothing is put on the line\n");
});

test("a mask that was left as it is does not come onto the line: it would be sent in place of the secret", async () => {
  const { tool } = await editing((text) => text);
  await tool.run('send <auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1lAHRlc3Q=</auth>');
  const n = tool.transcript.last?.n;
  await tool.run("set secrets hide");
  await tool.run(`edit ${n}`);
  expect(tool.editor.line).toBe("");
  expect(tool.shown).toContain(
    "Nothing was changed, and nothing is put on the line: [redacted] stands in it for a secret",
  );
});

test("what another client has asked for stands on the line for that client", async () => {
  const { tool } = await editing((text) => text);
  tool.clients.named("juliet");
  await tool.run("@juliet edit --template away");
  expect(tool.editor.line).toBe("@juliet <presence><show>away</show><status></status></presence>|");
});

test.each([
  ["edit 1 --new", "Cannot edit: an entry, --new and --template are three things to begin with"],
  [
    "edit --template awya",
    'Cannot use the template "awya": there is none of that name (did you mean "away"?)',
  ],
])("%s is refused", async (line, reason) => {
  const { tool } = await editing((text) => text);
  expect(await tool.run(line)).toMatchObject({
    status: "wrong usage",
    reason: expect.stringContaining(reason),
  });
});

test("where nobody types there is nothing to put it on", async () => {
  expect(await tryOut({ isInteractive: false }).run("edit --new")).toMatchObject({
    reason:
      "Cannot edit: there is no prompt here (start xmpp-repl at a terminal, without lines piped into it)",
  });
});
