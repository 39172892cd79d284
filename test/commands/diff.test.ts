import { describe, expect, test } from "vitest";
import { entryDifference } from "../../src/render/difference/entry-difference.ts";
import { differenceText } from "../../src/render/difference/entry-difference-text.ts";
import { NO_COLOR, type Theme } from "../../src/render/themes/theme.ts";
import { SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

/** A tool that has received these, the first of them as entry 5. */
async function received(...elements: readonly string[]): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + elements.join(""));
  return tool;
}

async function shownBy(tool: TryOut, line: string): Promise<readonly string[]> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before).trimEnd().split("\n");
}

test("two entries are compared row by row, told apart by their signs", async () => {
  const tool = await received(
    "<presence from='a@b/c'><show>away</show><priority>1</priority></presence>",
    "<presence from='a@b/c'><show>dnd</show><priority>1</priority><status>busy</status></presence>",
  );
  expect(await shownBy(tool, "diff 5 6")).toEqual([
    "- #5 received at 00:00:00.000 UTC, not encrypted",
    "+ #6 received at 00:00:00.000 UTC, not encrypted",
    "  <presence from='a@b/c'>",
    "-   <show>away</show>",
    "+   <show>dnd</show>",
    "    <priority>1</priority>",
    "+   <status>busy</status>",
    "  </presence>",
  ]);
});

test("the order and the quotes of attributes, blanks between elements, and how an empty one is written make no difference", async () => {
  const tool = await received(
    `<iq id='a' type="result"><query xmlns='urn:x'></query></iq>`,
    `<iq type='result'  id='a'>\n  <query xmlns="urn:x"/>\n</iq>`,
  );
  expect((await shownBy(tool, "diff 5 6")).slice(2)).toEqual([
    "  identical but for blanks and the order and quotes of attributes",
  ]);
  expect((await shownBy(tool, "diff 6 6")).slice(2)).toEqual(["  identical"]);
});

test("text is compared exactly", () => {
  expect(entryDifference("<a>x</a>", "<a>x </a>").rows.map(({ side, text }) => [side, text])).toEqual([
    ["first", "<a>x</a>"],
    ["second", "<a>x </a>"],
  ]);
});

test("with one number an entry is compared with the last of its kind, direction and client before it", async () => {
  const tool = await received(
    "<iq id='a' type='result'><query xmlns='urn:x'><a/></query></iq>",
    "<iq id='b' type='result'><query xmlns='urn:y'/></iq>",
    "<message id='b'/>",
    "<iq id='c' type='result'><query xmlns='urn:x'><b/></query></iq>",
  );
  expect((await shownBy(tool, "diff 8"))[0]).toMatch(/^- #5 /);
  expect(await tool.run("diff 7")).toEqual({
    status: "wrong usage",
    reason: 'Cannot compare 7: nothing of its kind was received before it (give two numbers, as "diff 3 7")',
  });
});

test("what was dropped is not said to have never been", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(`${SERVER_HEADER}<message/><message/>`);
  await tool.run("set keep entries 3");
  expect(await tool.run("diff 6")).toMatchObject({
    reason: expect.stringMatching(
      /^Cannot compare 6: nothing of its kind that was received before it is kept/,
    ),
  });
  await tool.run("set times none");
  expect(await tool.run("diff last")).toMatchObject({
    reason: expect.stringMatching(/^Cannot compare the last element: none that main has received is kept/),
  });
});

test("last is the last element that was received, as for show", async () => {
  const tool = await received("<presence id='a'/>", "<message/>", "<presence id='b'/>");
  await tool.run("send <presence/>");
  expect((await shownBy(tool, "diff last")).slice(0, 2)).toEqual([
    "- #5 received at 00:00:00.000 UTC, not encrypted",
    "+ #7 received at 00:00:00.000 UTC, not encrypted",
  ]);
  expect((await shownBy(tool, "diff 6 last"))[1]).toMatch(/^\+ #7 /);
  tool.clients.named("juliet");
  expect(await tool.run("@juliet diff last")).toEqual({
    status: "wrong usage",
    reason: "Cannot compare the last element: juliet has received none",
  });
});

test.each([
  ["diff 1 3", 'Cannot compare 1: it did not go over the wire (see "show 1")'],
  ["diff 3 99", "Cannot compare 99: the last entry is 6"],
  ["diff x", 'Cannot compare "x": it is no entry\'s number'],
])("%s is refused", async (line, reason) => {
  expect(await (await received("<message/>")).run(line)).toEqual({ status: "wrong usage", reason });
});

test("hidden secrets are not compared, and it is said", async () => {
  const auth = (text: string) =>
    `send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${text}</auth>`;
  const tool = await received();
  await tool.run("set secrets hide");
  await tool.run(`${auth("AG1lAHRlc3Q=")} --no-wait`);
  await tool.run(`${auth("AG1lAG90aGVy")} --no-wait`);
  const sent = [...tool.transcript.entries].filter(
    (entry) => entry.type === "traffic" && entry.from === "client" && entry.event.raw.startsWith("<auth"),
  );
  const rows = await shownBy(tool, `diff ${sent.map(({ n }) => n).join(" ")}`);
  expect(rows.slice(2)).toEqual(["  identical as far as they are shown: values were taken out"]);
});

const MARKED: Theme = {
  ...NO_COLOR,
  failure: (text) => `\x1b[31m${text}\x1b[39m`,
  received: (text) => `\x1b[36m${text}\x1b[39m`,
  match: (text) => `\x1b[7m${text}\x1b[27m`,
};

test("in colours the attributes that make the difference stand out", () => {
  const { rows } = entryDifference("<a b='1' c='2' />", "<a c='2' b='3' />");
  expect(differenceText(rows, { theme: MARKED, width: 0 })).toEqual([
    "\x1b[31m- <a \x1b[0m\x1b[7mb='1'\x1b[27m\x1b[31m c='2' />\x1b[0m",
    "\x1b[36m+ <a c='2' \x1b[0m\x1b[7mb='3'\x1b[27m\x1b[36m />\x1b[0m",
  ]);
});

test("rows far from a difference are left out, and what a server sent does not move the cursor", () => {
  const items = Array.from({ length: 20 }, (_, at) => `<i n='${at}'/>`);
  const other = items.with(10, "<i n='\x1b[2J'/>");
  const list = (of: readonly string[]) => `<l>${of.join("")}</l>`;
  expect(
    differenceText(entryDifference(list(items), list(other)).rows, { theme: NO_COLOR, width: 0 }),
  ).toEqual([
    "  …",
    "    <i n='7'/>",
    "    <i n='8'/>",
    "    <i n='9'/>",
    "-   <i n='10'/>",
    "+   <i n='\\x1b[2J'/>",
    "    <i n='11'/>",
    "    <i n='12'/>",
    "    <i n='13'/>",
    "    …",
  ]);
});

test("of a very long row the beginning and what differs are shown, and it is said which entries have the whole", async () => {
  const text = (word: string) => `<message><body>${"lorem ipsum ".repeat(60)}${word}</body></message>`;
  const tool = await received(text("ONE"), text("TWO"));
  await tool.run("set fold 0");
  const rows = (await shownBy(tool, "diff 5 6")).slice(2);
  expect(rows).toEqual([
    "  <message>",
    expect.stringMatching(/^- {3}<body>lorem .*….*ipsum ONE<\/body>$/),
    expect.stringMatching(/^\+ {3}<body>lorem .*….*ipsum TWO<\/body>$/),
    "  </message>",
    '    -- long rows are cut: "show 5" and "show 6" have them whole',
  ]);
  expect(rows[1]?.length).toBeLessThan(200);
});

const LONG = "x".repeat(400);

describe("of long rows what makes the difference is shown,", () => {
  test.each<[string, string, string, RegExp, RegExp]>([
    ["in a text", `<a>${LONG}1${LONG}</a>`, `<a>${LONG}2${LONG}</a>`, /x1x/, /x2x/],
    ["where one goes on", `<a>${LONG}</a>`, `<a>${LONG} more</a>`, /…x+<\/a>$/, /x more<\/a>$/],
    ["in a value", `<a b='${LONG}1' c='1'/>`, `<a b='${LONG}2' c='1'/>`, /x1' c/, /x2' c/],
    ["in the name of an element", `<a>${LONG}<b/></a>`, `<a>${LONG}<i/></a>`, /x<b\/>/, /x<i\/>/],
    ["in a comment", `<!--${LONG}1-->`, `<!--${LONG}2-->`, /x1-->/, /x2-->/],
    ["behind a row of another name", `<l><b/><a>${LONG}1</a></l>`, `<l><a>${LONG}2</a></l>`, /x1</, /x2</],
    ["and no half of a character", `<a>${LONG}😀</a>`, `<a>${LONG}😁</a>`, /x😀</, /x😁</],
  ])("%s", (_what, one, other, first, second) => {
    const rows = differenceText(entryDifference(one, other).rows, { theme: NO_COLOR, width: 0 });
    expect(rows.filter((row) => row.startsWith("-")).at(-1)).toMatch(first);
    expect(rows.filter((row) => row.startsWith("+")).at(-1)).toMatch(second);
  });

  test("and only that is marked", () => {
    const { rows } = entryDifference(`<a>${LONG}one${LONG}</a>`, `<a>${LONG}two${LONG}</a>`);
    const marked = differenceText(rows, { theme: MARKED, width: 0 }).map((row) => row.split("\x1b[7m")[1]);
    expect(marked.map((text) => text?.split("\x1b[27m")[0])).toEqual(["one", "two"]);
  });
});

test("a row end is told from a backslash and an n", async () => {
  const tool = await received(
    "<message><body>a\\nb</body></message>",
    "<message><body>a\nb</body></message>",
  );
  expect((await shownBy(tool, "diff 5 6")).slice(3, 5)).toEqual([
    "-   <body>a\\\\nb</body>",
    "+   <body>a\\nb</body>",
  ]);
});

test("elements that have too little in common are not compared row by row, and it is said", async () => {
  const list = (name: string) =>
    `<l>${Array.from({ length: 3000 }, (_, at) => `<${name} n='${at}'/>`).join("")}</l>`;
  const tool = await received(list("a"), list("b"));
  const rows = await shownBy(tool, "diff 5 6");
  expect(rows.slice(2, 5)).toEqual([
    "    -- too many rows differ to compare them one by one: all of the first stand here, then all of the second",
    "- <l>",
    "-   <a n='0'/>",
  ]);
  expect(rows).toHaveLength(3 + 2 * 3002);
  expect(rows.at(-1)).toBe("+ </l>");
});

test("on a narrow terminal a row goes on behind its sign", () => {
  const { rows } = entryDifference("<a/>", "<message to='juliet@localhost' from='romeo@localhost'/>");
  expect(differenceText(rows, { theme: NO_COLOR, width: 30 })).toEqual([
    "- <a/>",
    "+ <message",
    "+     to='juliet@localhost'",
    "+     from='romeo@localhost'/>",
  ]);
});
