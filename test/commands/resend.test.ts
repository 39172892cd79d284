import { expect, test } from "vitest";
import type { Entry } from "../../src/transcript/entry.ts";
import { logIn, type TryOut, tryOut } from "../helpers/try-out.ts";

async function online(): Promise<TryOut> {
  const tool = tryOut();
  await logIn(tool);
  return tool;
}

/** The entry of what was sent that begins so. */
function sent(tool: TryOut, begins: string): Entry | undefined {
  return [...tool.transcript.entries].find(
    (entry) => entry.type === "traffic" && entry.event.raw.startsWith(begins),
  );
}

const lastOf = (tool: TryOut) => tool.transcript.last?.n ?? 0;

test("the last stanza that was sent is put on the line byte for byte, and nothing is sent", async () => {
  const tool = await online();
  const stanza = "<message  to='juliet@localhost' id='m1'>\n\t<body>it&apos;s</body></message >";
  await tool.run(stanza);
  const n = lastOf(tool);
  const { received } = tool.server;
  expect(await tool.run("resend")).toEqual({ status: "passed" });
  expect(tool.editor.line).toBe(`${stanza}|`);
  expect(tool.server.received).toBe(received);
  expect(tool.shown).toContain(
    `    -- ${n} is on the line, as it was sent; its id was used already: a reply would fit both\n`,
  );
});

test.each(["resend last", "edit last"])("%s takes that very stanza", async (line) => {
  const tool = await online();
  await tool.run("<message id='m1'/>");
  tool.server.send("<message id='theirs'/>");
  expect(await tool.run(line)).toEqual({ status: "passed" });
  expect(tool.editor.line).toContain("<message id='m1'/>");
});

test("an entry that was received can be sent as well, and it is said that it was received", async () => {
  const tool = await online();
  tool.server.send("<message from='juliet@localhost' id='theirs'><body>hi</body></message>");
  const n = lastOf(tool);
  await tool.run(`resend ${n}`);
  expect(tool.editor.line).toBe("<message from='juliet@localhost' id='theirs'><body>hi</body></message>|");
  expect(tool.shown).toMatch(/-- \d+ is on the line, as it was received\n$/);
});

test("what a terminal would obey, or nobody would see, is put on the line as escapes, and goes out as it was", async () => {
  const tool = await online();
  const raw = "<message><body>\u009b2J \u202e ${jid} \"'\\ \u200b\u{e0041}</body></message>";
  tool.server.send(raw);
  await tool.run(`resend ${lastOf(tool)}`);
  const line = tool.editor.line.replace(/\|$/, "");
  expect(line).toMatch(/^send "<message><body>\\u\{9b\}2J \\u\{202e\} .* \\u\{200b\}\\u\{e0041\}</);
  const before = tool.server.received.length;
  await tool.run(line);
  expect(tool.server.received.slice(before)).toBe(raw);
});

test("what another client has asked for is put on the line for that client", async () => {
  const tool = await online();
  await tool.run("<presence/>");
  const n = lastOf(tool);
  await tool.run("@juliet open --no-wait");
  await tool.run(`@juliet resend ${n}`);
  expect(tool.editor.line).toBe("@juliet <presence/>|");
  await tool.run("@juliet");
  await tool.run(`resend ${n}`);
  expect(tool.editor.line).toBe("<presence/>|");
});

test("a piece of XML that is not whole is put on the line for send", async () => {
  const tool = await online();
  await tool.run("send <message>");
  await tool.run(`resend ${sent(tool, "<message>")?.n}`);
  expect(tool.editor.line).toBe('send "<message>"|');
});

test("where secrets are hidden what holds one is refused: a mask would be sent", async () => {
  const tool = await online();
  const auth = sent(tool, "<auth");
  await tool.run(`resend ${auth?.n}`);
  expect(tool.editor.line).toMatch(
    /^<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">\w+=*</,
  );
  await tool.run("set secrets hide");
  expect(await tool.run(`resend ${auth?.n}`)).toEqual({
    status: "wrong usage",
    reason: `Cannot resend ${auth?.n}: secrets are hidden, and a mask would be sent in their place (run "set secrets show" first)`,
  });
});

test.each([
  ["resend", "Cannot resend the last stanza: main has sent none (the number of an entry names any other)"],
  ["resend 99", "Cannot resend 99: the last entry is 1"],
  ["resend 1", 'Cannot resend 1: nothing of it was on the wire ("show 1" says what it is)'],
])("%s of nothing is refused", async (line, reason) => {
  expect(await tryOut().run(line)).toEqual({ status: "wrong usage", reason });
});
