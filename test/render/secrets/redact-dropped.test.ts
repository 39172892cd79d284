import { describe, expect, test } from "vitest";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../../helpers/try-out.ts";

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";
const FORM = "<iq type='set' id='f'><x xmlns='jabber:x:data'><field var='password'>";

/** A login, or a form, that begins in entries which were dropped, and goes on in others. */
async function begunAndDropped(begin: string, ...rest: readonly string[]): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS);
  await tool.run(`send "${begin}"`);
  await tool.run("set keep entries 4");
  for (let n = 0; n < 8; n += 1) tool.server.send(`<message id='m${n}'/>`);
  await tool.run("set keep entries 100");
  for (const piece of rest) await tool.run(`send "${piece}"`);
  await tool.run("set secrets hide");
  return tool;
}

/** All that shows, keeps or looks through what was on the wire. */
async function everywhere(tool: TryOut): Promise<string> {
  const before = tool.shown.length;
  const lines = ["show --last 50", "grep auth", "grep field", "log save a.ndjson", "log save a.txt"];
  for (const line of lines) await tool.run(line);
  return tool.shown.slice(before) + tool.saved.get("a.ndjson") + tool.saved.get("a.txt");
}

describe("a secret stays hidden where the entries are gone that it began in:", () => {
  test.each([
    ["the payload, at once", AUTH, ["AG1lAHRlc3Q=</auth>"]],
    ["the payload, cut in the middle", `${AUTH}AG1l`, ["AHRlc3Q=</auth>"]],
    ["the payload, in pieces that do not end", AUTH, ["AG1lAHRl", "AHRlc3Q="]],
    ["the payload, in pieces", AUTH, ["AG1lAHRl", "AHRlc3Q=</auth>"]],
    ["a field of a form, in pieces", FORM, ["<value>AHRlc3Q=", "</value></field></x></iq>"]],
    ["a field of a form, at once", FORM, ["<value>AHRlc3Q=</value></field></x></iq>"]],
    ["an attribute", "<token xmlns='urn:xmpp:fast:0' tok", ["en='AHRlc3Q='", "/>"]],
  ])("%s", async (_what, begin, rest) => {
    expect(await everywhere(await begunAndDropped(begin, ...rest))).not.toMatch(/AHRl|c3Q=/);
  });
});

test("what is sent behind it is shown as it is again", async () => {
  const tool = await begunAndDropped(
    AUTH,
    "AG1l",
    "AHRlc3Q=</auth>",
    "<message><body>one",
    " two</body></message>",
  );
  const shown = await everywhere(tool);
  expect(shown).toContain("<message><body>one");
  expect(shown).toContain(" two</body></message>");
});

test("a piece that begins something is shown as it is, though entries before it are gone", async () => {
  const tool = await begunAndDropped("<presence/>", "<message/>", "<message><body>one");
  expect(await everywhere(tool)).toContain("<message><body>one");
});
