import { describe, expect, test } from "vitest";
import { withLinks } from "../../../src/render/text/links.ts";
import { wrapAll, wrapQuoting, wrapWords } from "../../../src/render/text/wrap.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";

describe("prose is broken at blanks", () => {
  test.each<[string, string, number, string[]]>([
    ["so that no line is longer than the width", "one two three", 8, ["one two", "three"]],
    ["with a line that fits exactly left whole", "one two", 7, ["one two"]],
    ["not at all without a width", "one two three", 0, ["one two three"]],
    ["not inside a word that is too long", "a wordthatistoolong b", 5, ["a", "wordthatistoolong", "b"]],
    ["with the indentation of the first line kept", "  -- one two", 9, ["  -- one", "two"]],
    ["with several blanks inside a line kept", "a  b c", 4, ["a  b", "c"]],
    ["with a picture counted as the two columns it takes", 'a ☕" b', 6, ['a ☕"', "b"]],
    ["with East Asian writing counted the same", "漢字 a", 5, ["漢字", "a"]],
    ["with an accent that is written by itself not counted", "cafe\u0301 a", 6, ["cafe\u0301 a"]],
    ["into one line where there is nothing", "", 10, [""]],
  ])("%s", (_what, text, width, lines) => {
    expect(wrapWords(text, width)).toEqual(lines);
  });
});

test("what an error has in quotes is not broken, unless a line cannot hold it", () => {
  expect(wrapQuoting('do it (run "xmpp-repl serve --help")', 30)).toEqual([
    "do it (run",
    '"xmpp-repl serve --help")',
  ]);
  expect(wrapQuoting('say "a b c d"', 6)).toEqual(['say "a', 'b c d"']);
  expect(wrapQuoting('say "a b"', 0)).toEqual(['say "a b"']);
});

test("a word that is longer than a line is broken where all must fit", () => {
  expect(wrapAll("a AB:CD:EF", 5)).toEqual(["a", "AB:", "CD:EF"]);
  expect(wrapAll("no (DEPTH_ZERO_SELF_SIGNED_CERT); it is pinned", 20)).toEqual([
    "no",
    "(DEPTH_ZERO_SELF_",
    "SIGNED_CERT); it is",
    "pinned",
  ]);
  expect(wrapAll("AB:CD:EF", 0)).toEqual(["AB:CD:EF"]);
});

test("a link takes the room of its text, and is not broken", () => {
  const link = withLinks(NO_COLOR).link("RFC 6120 §4", "https://example.org/a-long-address");
  expect(wrapWords(`see ${link}, and more`, 16)).toEqual([`see ${link},`, "and more"]);
  expect(wrapAll(`see ${link}`, 8)).toEqual(["see", link]);
});
