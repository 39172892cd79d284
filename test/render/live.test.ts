import { describe, expect, test } from "vitest";
import { answerHandshake, type TryOut, type TryOutOptions, tryOut } from "../helpers/try-out.ts";

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";
const SECRET = "AG1lAHRlc3Q=";

async function ran(options: TryOutOptions, ...lines: string[]): Promise<TryOut> {
  const tool = tryOut(options);
  answerHandshake(tool.server);
  for (const line of lines) await tool.run(line);
  return tool;
}

test("a step shows what it sends, then what comes back, then what there is to say", async () => {
  const { shown } = await ran({}, "connect", "presence");
  expect(shown).toBe(
    `    -- connected to localhost:5222 [127.0.0.1:5222]
  4 C: <presence/>
    -- no stream is open: a server expects the stream header first (run "open")
`,
  );
});

test("why a connection failed is left to the step that asked for it", async () => {
  const { shown } = await ran({ setup: { address: undefined } }, "open");
  expect(shown).toBe("");
});

describe("a terminal", () => {
  test("shows the wire as it is, because it is the lesson", async () => {
    expect((await ran({}, "open", "auth me test")).shown).toContain(SECRET);
  });

  test("hides secrets when it is told to", async () => {
    const { shown } = await ran({}, "set secrets hide", "open", "auth me test");
    expect(shown).not.toContain(SECRET);
    expect(shown).toContain(">[redacted]</auth>");
  });
});

describe("what is no terminal", () => {
  test("is shown no secrets", async () => {
    const { shown } = await ran({ isPrivate: false }, "open", "auth me test");
    expect(shown).not.toContain(SECRET);
    expect(shown).toMatch(/<auth .*mechanism="PLAIN">\[redacted\]<\/auth>/);
  });

  test("is shown none with set secrets show either: that is the command line's to say", async () => {
    const { shown } = await ran({ isPrivate: false }, "set secrets show", "open", "auth me test");
    expect(shown).not.toContain(SECRET);
  });

  test("is shown them with --show-secrets", async () => {
    const { shown } = await ran({ isPrivate: false, setup: { showSecrets: true } }, "open", "auth me test");
    expect(shown).toContain(SECRET);
  });

  test.each([
    ["an element", [`send ${AUTH}${SECRET}</auth>`]],
    ["a piece of one", [`send ${AUTH}${SECRET}`]],
    ["a piece of one that began before", [`send ${AUTH}`, `send ${SECRET}`]],
    ["the end of one that began before", [`send ${AUTH}`, `send "${SECRET}</auth>"`]],
    ["what was run", ["auth me test --no-wait"]],
  ])("is shown none by show: %s", async (_what, lines) => {
    const tool = await ran({ isPrivate: false }, "connect", ...lines);
    const last = tool.transcript.last?.n ?? 0;
    for (let n = 1; n <= last; n += 1) for (const view of ["", " --raw"]) await tool.run(`show ${n}${view}`);
    expect(tool.shown).toContain("[redacted]");
    expect(tool.shown).not.toContain(SECRET);
    expect(tool.shown).not.toContain("me test");
  });
});

test("with several clients, each line says whose it is", async () => {
  const { shown } = await ran({}, "connect", "@juliet connect", "@juliet send <a/>");
  expect(shown.split("\n").slice(0, 4)).toEqual([
    "    -- connected to localhost:5222 [127.0.0.1:5222]",
    '    -- "juliet" is a new client',
    "    -- juliet: connected to localhost:5222 [127.0.0.1:5222]",
    "  6 juliet C: <a/>",
  ]);
});

test("the view is what was set last", async () => {
  const { shown } = await ran(
    {},
    "connect",
    "set view raw",
    "send <a><b/></a>",
    "set view pretty",
    "send <a><b/></a>",
  );
  expect(shown).toContain("C: <a><b/></a>\n");
  expect(shown).toMatch(/C: <a>\n {9}<b\/>\n {7}<\/a>\n/);
});

test("what cannot be read is cut where it is long, and can be had whole", async () => {
  const tool = await ran({}, "connect");
  tool.server.send(`HTTP/1.1 200 OK\r\n${"x".repeat(5000)}END`);
  expect(tool.shown).toContain("S: HTTP/1.1 200 OK");
  expect(tool.shown).toContain('… 4020 characters are left out here ("show 3 --raw" has them) …');
  expect(tool.shown).toContain("xxEND\n");
  expect(tool.shown.length).toBeLessThan(2000);
  await tool.run("show 3 --raw");
  expect(tool.shown).toContain(`${"x".repeat(5000)}END`);
});

test("what cannot be read and stands in one line is shown in about three rows, so that the reason is in sight", async () => {
  const tool = tryOut({ columns: 80 });
  await tool.run("connect");
  tool.server.send(`<message>${"<a>".repeat(1100)}`);
  const rows = tool.shown.split("\n").flatMap((line) => line.match(/.{1,80}/g) ?? []);
  const from = rows.findIndex((row) => row.includes("S: <message><a>"));
  const reason = rows.findIndex((row) => row.includes("policy-violation"));
  expect(from).toBeGreaterThanOrEqual(0);
  expect(reason - from).toBeLessThanOrEqual(6);
});
