import { expect, test } from "vitest";
import { columnsOf, fittingEnd } from "../../../src/render/text/display-width.ts";

test.each<[string, string, number]>([
  ["Latin letters", "cafe", 4],
  ["an accent by itself", "cafe\u0301", 4],
  ["Chinese", "漢字", 4],
  ["a Korean syllable of its parts", "\u1112\u1161\u11ab", 2],
  ["a hexagram", "\u4dc0", 2],
  ["a Chinese character in a square", "\u{1f202}\u{1f210}", 4],
  ["Khitan", "\u{18b00}", 2],
  ["a picture", "☕", 2],
  ["a sign made a picture", "\u2764\ufe0f", 2],
  ["what only some terminals draw as one, as its parts", "👩\u200d👧", 4],
  ["what is not drawn", "a\u200b\u2060b", 2],
  ["a colour", "\x1b[31mred\x1b[39m", 3],
])("%s takes the columns that a terminal needs at most", (_what, text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test("a text is cut where no more fits, and never between a character and what is joined to it", () => {
  expect(fittingEnd("abc", 0, 2)).toBe(2);
  expect(fittingEnd("漢字", 0, 3)).toBe(1);
  expect(fittingEnd("abe\u0301d", 0, 3)).toBe(4);
  expect(fittingEnd("a👩\u200d👧", 0, 4)).toBe(1);
});
