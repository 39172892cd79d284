import { describe, expect, test } from "vitest";
import { shownIn } from "./shown-in.ts";

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

describe("a million characters do not flood the screen", () => {
  const CASES: readonly (readonly [string, string])[] = [
    ["of one word", `<message><body>${"x".repeat(1e6)}</body></message>`],
    ["of wide characters", `<message><body>${"漢".repeat(3e5)}</body></message>`],
    ["of line breaks", `<message><body>${"x\n".repeat(5e5)}</body></message>`],
    ["of elements", `<message>${"<a b='c'/>".repeat(1e5)}</message>`],
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

  test("and are there whole when they are asked for", async () => {
    const step = `S: <message>${"<a b='c'/>".repeat(1e4)}</message>`;
    expect(await shownIn("pretty", step, { ...TERMINAL, extent: "whole", fold: 0 })).toHaveLength(10_002);
  });
});
