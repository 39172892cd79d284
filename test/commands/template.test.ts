import { expect, test } from "vitest";
import { BIND_FEATURES, logIn, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

test("alone it lists them with what they are, no wider than the terminal", async () => {
  const tool = tryOut({ columns: 80 });
  await tool.run("template");
  const rows = tool.shown.trimEnd().split("\n");
  expect(rows[0]).toBe("message           a message (RFC 6121 §5.2)");
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

test("a name puts it on the line, with a fresh id and the cursor at the first thing to fill in", async () => {
  const tool = tryOut();
  await tool.run("template chat");
  expect(tool.editor.line).toBe('<message to="|" type="chat" id="id-1"><body></body></message>');
});

test("what is known of the stream is filled in", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("template ping");
  expect(tool.editor.line).toBe(
    '<iq type="get" id="id-2" to="localhost"><ping xmlns="urn:xmpp:ping"/></iq>|',
  );
  await tool.run("template pubsub-subscribe");
  expect(tool.editor.line).toContain('to="|"');
  expect(tool.editor.line).toContain('jid="me@localhost"');
});

test("a JID that the server has made up is not put on the line where a terminal would obey it", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + BIND_FEATURES);
  await tool.run("bind --no-wait");
  tool.server.send(
    "<iq type='result' id='id-1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>m\u202ee\u009b@localhost/desk</jid></bind></iq>",
  );
  await tool.run("template pubsub-subscribe");
  expect(tool.editor.line).toContain('jid=""');
});

test("what another client has asked for is put on the line for that client, the cursor where it is to be filled in", async () => {
  const tool = tryOut();
  tool.clients.named("juliet");
  await tool.run("@juliet template chat");
  expect(tool.editor.line).toBe('@juliet <message to="|" type="chat" id="id-1"><body></body></message>');
});

test("a name that is none gets the nearest", async () => {
  expect(await tryOut().run("template mucjoin")).toEqual({
    status: "wrong usage",
    reason: 'Cannot use the template "mucjoin": there is none of that name (did you mean "muc-join"?)',
  });
});

test.each([
  ["mam-", '"mam-query", "mam-before", "mam-after"'],
  ["publish", '"pubsub-publish"'],
  ["iq", '"iq-get", "iq-set"'],
])("a part of names gets all that have it: %s", async (typed, meant) => {
  expect(await tryOut().run(`template ${typed}`)).toEqual({
    status: "wrong usage",
    reason: `Cannot use the template "${typed}": there is none of that name (did you mean ${meant}?)`,
  });
});

test("where nobody types there is no line to put it on, and the list is there all the same", async () => {
  const tool = tryOut({ isInteractive: false });
  expect(await tool.run("template chat")).toMatchObject({
    reason: expect.stringMatching(/^Cannot put a template on the line: there is no prompt here/),
  });
  expect(await tool.run("template")).toEqual({ status: "passed" });
});
