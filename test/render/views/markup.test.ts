import { expect, test } from "vitest";
import { pieces } from "../../../src/render/views/markup.ts";

function cut(text: string): readonly string[] {
  return pieces(text).map(({ type, text: piece }) => `${type} ${piece}`);
}

test.each<[string, string, string[]]>([
  ["elements and text", "<a b='>'>x</a><c/>", ["start <a b='>'>", "text x", "end </a>", "empty <c/>"]],
  [
    "what holds markup that is none",
    "<!--<a>--><![CDATA[<b>]]><?c <d>?>",
    ["other <!--<a>-->", "text <![CDATA[<b>]]>", "other <?c <d>?>"],
  ],
  ["a comment that does not end", "<!--<a/>", ["other <", "text !--", "empty <a/>"]],
  [
    "a comment behind an instruction that does not end",
    "<?a<!--b-->",
    ["other <", "text ?a", "other <!--b-->"],
  ],
])("%s: cut into its pieces", (_what, text, expected) => {
  expect(cut(text)).toEqual(expected);
});

test.each(["<!--", "<![CDATA[", "<?", "<!DOCTYPE", "<!DOCTYPE [", "<a '", '<a b="', "<", "</a", "<a/"])(
  "100,000 times %s, which never ends, is cut without an end being sought for each",
  (beginning) => {
    const text = beginning.repeat(100_000);
    expect(pieces(text).reduce((sum, piece) => sum + piece.text.length, 0)).toBe(text.length);
  },
);
