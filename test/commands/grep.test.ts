import { expect, test } from "vitest";
import { foundRows } from "../../src/render/found-rows.ts";
import { NO_COLOR, type Theme } from "../../src/render/themes/theme.ts";
import { readSearch } from "../../src/shell/filter/search.ts";
import type { Entry } from "../../src/transcript/entry.ts";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

const MESSAGE =
  "<message id='m1' type='chat' from='romeo@localhost/a'><body>Good Night</body><x xmlns='urn:x'/><y>night night</y></message>";

async function opened(): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS + MESSAGE);
  return tool;
}

async function found(tool: TryOut, line: string): Promise<readonly string[]> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before).trimEnd().split("\n");
}

test("the first row of an entry and those in which it is are shown, in any case", async () => {
  expect(await found(await opened(), "grep NIGHT")).toEqual([
    "  6 S: <message id='m1' type='chat' from='romeo@localhost/a'>",
    "         <body>Good Night</body>",
    "       …",
    "         <y>night night</y>",
    "    -- found in 1 entry",
  ]);
});

test("remarks and lines are found too, with their numbers, but no search finds itself", async () => {
  const tool = await opened();
  tool.transcript.append("main", { type: "note", by: "tool", text: "opening night" });
  await tool.run("define when night");
  const rows = await found(tool, "grep night");
  expect(rows.slice(-3)).toEqual([
    "  7 -- opening night",
    "  8 > define when night",
    "    -- found in 3 entries",
  ]);
  expect((await found(tool, "grep night")).at(-1)).toBe("    -- found in 3 entries");
});

test("where entries were dropped it is said that they were not looked in", async () => {
  const tool = await opened();
  await tool.run("set keep entries 3");
  for (let at = 0; at < 4; at += 1) await tool.run("define when then");
  const from = tool.transcript.oldest + 1;
  expect(await found(tool, "grep night")).toEqual([
    `    -- nothing was found; entries before ${from} were dropped to save memory (--log has all of them)`,
  ]);
});

test("what goes over the end of a row is found in the rows of the wire", async () => {
  expect((await found(await opened(), 'grep "/><y>"'))[0]).toMatch(/^ {2}6 S: <message .*<\/y><\/message>$/);
});

test("in the raw view it is found in every row of the wire, which begins at the edge", async () => {
  const tool = await opened();
  tool.server.send("<message><body>one\nnights\nthree</body></message>");
  expect(await found(tool, "grep nights --raw")).toEqual([
    "  7 S: <message><body>one",
    "nights",
    "    -- found in 1 entry",
  ]);
});

test("an expression stands between slashes", async () => {
  expect((await found(await opened(), "grep /<body>.*t</"))[1]).toBe("         <body>Good Night</body>");
  expect(await (await opened()).run("grep /a(/")).toEqual({
    status: "wrong usage",
    reason: "Cannot look for /a(/: a ( is not closed",
  });
});

test("it can be limited to the last, and to what a filter lets through", async () => {
  const tool = await opened();
  expect((await found(tool, "grep localhost --last 1")).at(-1)).toBe(
    "    -- found in 4 entries; 3 more came before",
  );
  expect((await found(tool, "grep localhost --filter 'in stream'")).at(-1)).toBe("    -- found in 1 entry");
  expect(await found(tool, "grep --filter message")).toEqual([
    "  6 S: <message id='m1' type='chat' from='romeo@localhost/a'>",
    "    -- found in 1 entry",
  ]);
  expect(await tool.run("grep")).toMatchObject({
    reason: "Cannot look for nothing: give a text, /an expression/ or --filter",
  });
});

test("where a filter names a client that is not there, that is why nothing was found", async () => {
  expect(await found(await opened(), "grep night --filter 'client maine'")).toEqual([
    '    -- nothing was found; there is no client "maine" (yet), but "main"',
  ]);
});

test("what is hidden as a secret is not found, and not shown beside what is", async () => {
  const tool = await opened();
  await tool.run("send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>");
  expect((await found(tool, "grep HRlc3")).join()).toContain("AG1lAHRlc3Q=");
  await tool.run("set secrets hide");
  expect(await found(tool, "grep HRlc3")).toEqual(["    -- nothing was found"]);
  expect((await found(tool, "grep mechanism=")).join()).not.toContain("AG1lAHRlc3Q=");
});

/** Colours that can be read, each closed by the same mark, as a terminal's are. */
const MARKED: Theme = {
  ...NO_COLOR,
  value: (text) => `\x1b[32m${text}\x1b[39m`,
  punctuation: (text) => `\x1b[2m${text}\x1b[22m`,
  match: (text) => `\x1b[7m${text}\x1b[27m`,
};

const ENTRY: Entry = {
  n: 5,
  at: 0,
  client: "main",
  type: "traffic",
  from: "server",
  secure: false,
  event: { type: "close", raw: "" },
};

test("what was found is painted once, and the colours around it stay what they were", async () => {
  const header = { name: "a", namespace: "" };
  const event = { type: "open", raw: "<a b='night'>", breaches: [], header } as const;
  const rows = foundRows({ ...ENTRY, event }, await readSearch("igh"), {
    theme: MARKED,
    view: "raw",
    width: 0,
  });
  expect(rows).toEqual([
    "  5 S: \x1b[2m<\x1b[0ma b\x1b[2m=\x1b[0m\x1b[32m'n\x1b[0m\x1b[7migh\x1b[27m\x1b[32mt'\x1b[0m\x1b[2m>\x1b[0m",
  ]);
});

test("of a row that is very long, what is around the find is shown", async () => {
  const raw = `<a>${"x".repeat(5000)}needle${"y".repeat(5000)}</a>`;
  const rows = foundRows(
    { ...ENTRY, event: { type: "fragment", raw, broken: true } },
    await readSearch("needle"),
    {
      theme: NO_COLOR,
      view: "raw",
      width: 80,
    },
  );
  expect(rows).toEqual([`  5 S: …${"x".repeat(60)}needle${"y".repeat(334)}…`]);
});

test("on a narrow terminal what goes on of a row stands deeper than its beginning", async () => {
  const tool = tryOut({ columns: 40 });
  await tool.run("open --no-wait");
  tool.server.send(
    `${SERVER_HEADER}<message><query xmlns='http://jabber.org/protocol/disco#info'/></message>`,
  );
  expect(await found(tool, "grep disco#info")).toEqual([
    "  5 S: <message>",
    "         <query",
    "           xmlns='http://jabber.org/",
    "           protocol/disco#info'/>",
    "    -- found in 1 entry",
  ]);
});
