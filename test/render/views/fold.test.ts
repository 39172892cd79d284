import { describe, expect, test } from "vitest";
import { shownIn } from "../shown-in.ts";

const TERMINAL = { width: 80, wrapsXml: true, fold: 500, extent: "bounded" } as const;

describe("a long text is shown by its beginning and its length", () => {
  test.each<[string, string, string]>([
    [
      "text",
      "<message><body>0123456789</body></message>",
      '<body>01234567… 10 characters, "show 7" has them …</body>',
    ],
    [
      "CDATA",
      "<message><body><![CDATA[0123456789]]></body></message>",
      '<body><![CDATA[01234567… 10 characters, "show 7" has them …]]></body>',
    ],
    [
      "a value",
      "<message><x a='0123456789' b='1'/></message>",
      "<x a='01234567… 10 characters, \"show 7\" has them …' b='1'/>",
    ],
    [
      "not inside a character and what is drawn upon it",
      "<message><body>0123456e\u0301\u0301\u0301</body></message>",
      '<body>0123456… 11 characters, "show 7" has them …</body>',
    ],
    [
      "by characters, of which an emoji is one",
      `<message><body>${"😀".repeat(9)}</body></message>`,
      `<body>${"😀".repeat(8)}… 9 characters, "show 7" has them …</body>`,
    ],
    [
      "not where it has only as many of them",
      `<message><body>${"😀".repeat(8)}</body></message>`,
      `<body>${"😀".repeat(8)}</body>`,
    ],
    [
      "but one that is as long as may be",
      "<message><body>01234567</body></message>",
      "<body>01234567</body>",
    ],
  ])("%s", async (_what, xml, row) => {
    const rows = await shownIn("pretty", `S: ${xml}`, { fold: 8 });
    expect(rows[1]?.trimStart()).toBe(row);
  });

  test("not where it is to be whole", async () => {
    const step = `S: <message><body>${"x".repeat(2000)}</body></message>`;
    for (const fold of [undefined, 0]) {
      expect((await shownIn("pretty", step, { fold })).join("")).toContain("x".repeat(2000));
    }
  });
});

const PREFIXES = Array.from({ length: 1e4 }, (_, at) => `xmlns:p${at}='u'`).join(" ");

describe("a million characters do not flood the screen", () => {
  const CASES: readonly (readonly [string, string])[] = [
    ["of one word", `<message><body>${"x".repeat(1e6)}</body></message>`],
    ["of wide characters", `<message><body>${"漢".repeat(3e5)}</body></message>`],
    ["of line breaks", `<message><body>${"x\n".repeat(5e5)}</body></message>`],
    ["of elements", `<message>${"<a b='c'/>".repeat(1e5)}</message>`],
    ["of namespaces", `<message ${PREFIXES}>${"<a xmlns='u'/>".repeat(3e4)}</message>`],
    ["of whitespace", "\n ".repeat(8000)],
    ["that nobody can read", `<a></b>${"x".repeat(1e6)}`],
  ];
  test.each(
    CASES.flatMap(([what, xml]) =>
      (["pretty", "raw", "compact", "hex", "tree"] as const).map((view) => ({ what, xml, view })),
    ),
  )("$what, in the view $view", async ({ xml, view }) => {
    const rows = await shownIn(view, `S: ${xml}`, TERMINAL);
    expect(rows.length).toBeLessThanOrEqual(201);
    expect(rows.join("").length).toBeLessThan(201 * 80);
    if (view !== "compact") expect(rows.join("\n")).toMatch(/"show 7(?: --raw)?"\s+has\s+them/);
  });

  test("and the raw view is not cut inside a character", async () => {
    const shown = ["", "x"].map((more) =>
      shownIn("raw", `S: <message><body>${more}${"😀".repeat(2e4)}</body></message>`, TERMINAL),
    );
    for (const rows of await Promise.all(shown)) expect(rows.join("")).not.toContain("\\ud83d");
  });

  test("and are there whole when they are asked for", async () => {
    const step = `S: <message>${"<a b='c'/>".repeat(1e4)}</message>`;
    expect(await shownIn("pretty", step, { ...TERMINAL, extent: "whole", fold: 0 })).toHaveLength(10_002);
  });
});

describe("a text of many rows is folded by its rows", () => {
  const verses = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`).join("\n");
  const rowsOf = (text: string, options: object) =>
    shownIn("pretty", `S: <message><body>${text}</body></message>`, options);

  test("though it has few characters", async () => {
    const rows = await rowsOf(verses(100), TERMINAL);
    expect(rows).toHaveLength(12);
    expect(rows.slice(1, 3)).toEqual(["         <body>v0", "           v1"]);
    expect(rows.at(-2)).toBe('           v9… 100 rows, 389 characters, "show 7" has them …</body>');
  });

  test("and one that is long has no more of them", async () => {
    expect(await rowsOf("x\n".repeat(400), TERMINAL)).toHaveLength(12);
  });

  test("but a poem is whole, and what is asked for is, too", async () => {
    expect((await rowsOf(verses(20), { ...TERMINAL, fold: 100 })).join("")).toContain("v19</body>");
    expect(await rowsOf(verses(100), { ...TERMINAL, fold: 0 })).toHaveLength(102);
  });
});

describe("of very many elements", () => {
  const items = (count: number) => `<item jid='a@b'>text</item>`.repeat(count);

  test.each(["pretty", "tree"] as const)(
    "the first rows are those of the whole, in the view %s",
    async (view) => {
      const step = `S: <iq type='result'><query>${items(5000)}</query></iq>`;
      const rows = await shownIn(view, step, TERMINAL);
      const whole = await shownIn(view, step, { ...TERMINAL, extent: "whole" });
      expect(rows.slice(0, -1)).toEqual(whole.slice(0, 200));
      expect(rows.at(-1)).toContain('"show 7" has them all …');
    },
  );

  test("beside text, in one long line, no more are shown than rows would hold", async () => {
    const step = `S: <message>text ${items(5000)}</message>`;
    for (const wrapsXml of [true, false]) {
      const rows = await shownIn("pretty", step, { ...TERMINAL, wrapsXml });
      expect(rows.join("").length).toBeLessThan(201 * 80);
      expect(rows.at(-1)).toContain('"show 7" has them all …');
    }
  });

  test("it is said that there are more, also where what was looked at takes few rows", async () => {
    const step = `S: <message>text ${"<b>\u0301</b>".repeat(5000)}</message>`;
    const rows = await shownIn("pretty", step, { ...TERMINAL, width: 400 });
    expect(rows.length).toBeLessThan(200);
    expect(rows.at(-1)).toContain('"show 7" has them all …');
  });
});
