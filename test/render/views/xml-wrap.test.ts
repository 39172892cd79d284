import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../../src/render/text/display-width.ts";
import { colourTheme } from "../../../src/render/themes/colour-theme.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { pieces } from "../../../src/render/views/markup.ts";
import { spansOf } from "../../../src/render/views/paint.ts";
import { rowsOf } from "../../../src/render/views/xml-wrap.ts";

const most = Number.POSITIVE_INFINITY;

/** The rows of a line of XML that is indented so deep. */
function broken(text: string, width: number, { depth = 0, theme = NO_COLOR } = {}): readonly string[] {
  const spans = pieces(text).flatMap((piece) => spansOf(piece));
  return [...rowsOf([{ depth, spans }], { theme, width, most, room: most })];
}

describe("a row that is too long is broken", () => {
  test.each<[string, string, number, string[]]>([
    ["not at all where it fits exactly", "<a b='c'/>", 10, ["<a b='c'/>"]],
    ["between attributes", "<a b='cc' d='ee'/>", 12, ["<a b='cc'", "    d='ee'/>"]],
    ["between a start tag and its text", "<body>wherefore</body>", 20, ["<body>", "    wherefore</body>"]],
    ["between words of a text", "<b>one two three</b>", 12, ["<b>one two", "    three", "    </b>"]],
    [
      "at the blank behind a row that is full",
      "<a b='cc' d='ee' f='gg'/>",
      16,
      ["<a b='cc' d='ee'", "    f='gg'/>"],
    ],
    [
      "at the blank behind a value that fills its row",
      "<abc b='cccccccccc' d='e'/>",
      18,
      ["<abc", "    b='cccccccccc'", "    d='e'/>"],
    ],
    [
      "with something before the end of a tag",
      "<a b='urn:one:two'/>",
      19,
      ["<a", "    b='urn:one:", "    two'/>"],
    ],
    [
      "also where only its quote would go along",
      "<a b='abcdefghijk'/>",
      18,
      ["<a", "    b='abcdefg", "    hijk'/>"],
    ],
    [
      "at the blanks of a value that is longer than a row",
      "<a b='one two three four'/>",
      20,
      ["<a", "    b='one two three", "    four'/>"],
    ],
    [
      "anywhere in a word that is longer than a row",
      "<a>abcdefghijklmnopqrst</a>",
      14,
      ["<a>", "    abcdefghij", "    klmnopqrst", "    </a>"],
    ],
    ["not inside a reference", "<a>aaaaaaaaa&amp;b</a>", 16, ["<a>", "    aaaaaaaaa", "    &amp;b</a>"]],
    [
      "not inside an escape that stands for a control character",
      "<a>aaaaaaaaa\x9bb</a>",
      16,
      ["<a>", "    aaaaaaaaa", "    \\x9bb</a>"],
    ],
    ["by the columns that characters take", "<a>漢字漢字</a>", 12, ["<a>", "    漢字漢字", "    </a>"]],
    [
      "not inside what is joined or drawn upon another character",
      "<a>abcde\u0301fg👩‍👩‍👧hi</a>",
      10,
      ["<a>", "    abcde\u0301f", "    g", "    👩‍👩‍👧", "    hi</a>"],
    ],
    ["where the text has a line break, and goes on inside", "<a>b\nc</a>", 20, ["<a>b", "  c</a>"]],
    ["where a text by itself has one, and goes on below itself", "b\nc", 20, ["b", "c"]],
    [
      "where a row of the text is too long, deeper than one that begins",
      "<a>b\none two three\n four</a>",
      12,
      ["<a>b", "  one two", "    three", "   four</a>"],
    ],
    ["where nothing is broken for a width, at the margin", "<a>b\n c</a>", 0, ["<a>b", " c</a>"]],
  ])("%s", (_what, text, width, rows) => {
    expect(broken(text, width)).toEqual(rows);
  });

  test("deeper than where it stands, but half of the columns stay for it", () => {
    expect(broken("<a b='cc' d='ee'/>", 16, { depth: 2 })).toEqual(["    <a b='cc'", "        d='ee'/>"]);
    expect(broken("<a b='cc' d='ee'/>", 20, { depth: 50 })).toEqual([
      `${" ".repeat(10)}<a b='cc'`,
      `${" ".repeat(10)}d='ee'/>`,
    ]);
  });
});

/** Numbers as if by chance, the same each time. */
function* chances(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const WORDS = [
  "a",
  "wherefore",
  "漢字",
  "e\u0301\u0323",
  "👩‍👩‍👧",
  "🇫🇷",
  "👍🏽",
  "❤️",
  "&amp;",
  "\x1b[2J",
  "\u202e",
  "한국",
];

function* samples(): Generator<{ text: string; width: number }> {
  const chance = chances(7);
  const next = (most: number) => Math.floor((chance.next().value ?? 0) * most);
  const words = (joint: string) =>
    Array.from({ length: next(8) }, () => WORDS[next(WORDS.length)] ?? "").join(joint);
  for (let n = 0; n < 300; n += 1) {
    const attributes = Array.from({ length: next(4) }, (_, at) => ` a${at}='${words(next(2) ? " " : "")}'`);
    yield {
      text: `<x${attributes.join("")}>${words(next(2) ? " " : "")}<y/>${words(" ")}</x>`,
      width: 20 + next(60),
    };
  }
}

const SAMPLES = [...samples()];

test("nothing is lost or changed: without what was added it is the text again", () => {
  for (const { text, width } of SAMPLES) {
    const whole = broken(text, 0).join("");
    const rows = broken(text, width, { depth: 1 });
    const shown = rows.map((row, at) => row.slice(at === 0 ? 2 : 6)).join("");
    // A blank at which a row was broken is not there.
    expect(shown.replaceAll(" ", "")).toBe(whole.replaceAll(" ", ""));
    for (const row of rows) expect(row).toMatch(/^ {2}/);
  }
});

test("no row is wider than there are columns, and none ends inside a character", () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { text, width } of SAMPLES) {
    const whole = broken(text, 0).join("");
    const ends = new Set(Array.from(segmenter.segment(whole), ({ index }) => index));
    let at = 0;
    for (const row of broken(text, width)) {
      expect(columnsOf(row)).toBeLessThanOrEqual(width);
      expect(ends).toContain(at);
      at += row.slice(at === 0 ? 0 : 4).length;
      if (whole[at] === " ") at += 1;
    }
  }
});

test("colours change nothing of it, and end with each row", () => {
  const theme = colourTheme();
  for (const { text, width } of SAMPLES) {
    const rows = broken(text, width, { theme });
    expect(rows.map((row) => stripVTControlCharacters(row))).toEqual(broken(text, width));
    for (const row of rows) {
      const codes = [...row.matchAll(/\x1b\[(\d+)m/g)].map(([, code]) => code ?? "");
      const ended = codes.filter((code) => ["0", "22", "39"].includes(code));
      expect(codes).toHaveLength(ended.length * 2);
    }
  }
});

test("a text of a million characters is broken, too", () => {
  const rows = broken(`<a>${"wherefore ".repeat(100_000)}</a>`, 80);
  expect(rows.length).toBeGreaterThan(12_500);
});
