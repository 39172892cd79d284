import { describe, expect, test } from "vitest";
import {
  ExpressionFault,
  loadExpressions,
  loadFinder,
  quoteForExpression,
} from "../../src/xml/expressions.ts";

const compile = await loadExpressions();

test.each<[what: string, source: string, text: string, fits: boolean]>([
  ["fits the whole value", "a+", "aaa", true],
  ["does not fit a part of it", "a", "aa", false],
  ["is anchored with alternatives too", "a|b", "ab", false],
  ["takes a character beyond 16 bits as one", "..", "😀é", true],
  ["knows the classes of Unicode", "\\p{L}+", "Żółć", true],
  ["lets a dot not match a line feed", ".*", "a\nb", false],
  ["lets a dot match a line feed behind (?s)", "(?s).*", "a\nb", true],
  ["ignores case behind (?i)", "(?i)ÉTÉ", "été", true],
  ["may fit nothing at all", "", "", true],
])("an expression %s", (_what, source, text, fits) => {
  expect(compile(source)(text)).toBe(fits);
});

test.each(["(a+)+$", "(a|aa)+b", "(a*)*b", "(.*)(.*)(.*)x", "(a|a?)+b"])(
  "%s does not hang on a long text",
  (source) => {
    expect(compile(source)(`${"a".repeat(100_000)}c`)).toBe(false);
  },
);

describe("an expression that cannot be used says why", () => {
  test.each<[source: string, why: string]>([
    ["(a)\\1", "\\1 refers back to a group (not possible here: expressions run in linear time)"],
    ["(?=a)b", "(?= looks ahead or behind (not possible here: expressions run in linear time)"],
    ["(?<!a)b", "(?<! looks ahead or behind (not possible here: expressions run in linear time)"],
    ["(?>a)", "(?> is not known"],
    ["(?<a b>c)", "(?<a b> gives a group no name"],
    ["\\q", "\\q is no escape"],
    ["a\\", "it ends with a \\"],
    ["[a", "a [ is not closed"],
    ["(a", "a ( is not closed"],
    ["a)", "a ) closes nothing (write \\) for the character)"],
    ["*", "* repeats nothing (write a \\ before the character)"],
    ["a**", "** repeats a repetition"],
    ["[z-a]", "z-a is no class or range of characters"],
    ["\\p{Klingon}", "\\p{Klingon} is no class or range of characters"],
    ["a{1001}", "{1001} is no repetition, or one of more than 1000 times (those inside each other multiply)"],
    [
      "((a{100}){100}){100}",
      "{100} is no repetition, or one of more than 1000 times (those inside each other multiply)",
    ],
    ["(?:abcdefgh){900}", "it is too large with its repetitions written out"],
  ])("%s", (source, why) => {
    expect(() => compile(source)).toThrow(new ExpressionFault(why));
  });

  test("where it has too many groups, or is too long", () => {
    const deep = `${"(".repeat(1500)}a${")".repeat(1500)}`;
    expect(() => compile(deep)).toThrow("its groups are too deep inside each other");
    expect(() => compile("a".repeat(4001))).toThrow("it is longer than 4000 characters");
  });
});

test.each(["a.b*c", "[x]", "^$|()", "a-z", "\\d", "{2}", "é😀/@ \n"])(
  "a quoted value is literal: %j",
  (value) => {
    expect(compile(quoteForExpression(value))(value)).toBe(true);
    expect(compile(`[${quoteForExpression(value)}]+`)(value)).toBe(true);
    expect(compile(`[${quoteForExpression(value)}]`)("m")).toBe(false);
  },
);

describe("an expression that is looked for", async () => {
  const find = await loadFinder();

  test.each<[source: string, text: string, where: readonly [number, number] | undefined]>([
    ["b+", "aabba", [2, 4]],
    ["É", "l'été", [2, 3]],
    ["^a", "ba", undefined],
    ["x", "😀x", [2, 3]],
  ])("%s in %s, in any case", (source, text, where) => {
    expect(find(source)(text)).toEqual(where);
  });

  test("does not hang on a long text", () => {
    expect(find("(a+)+b")("a".repeat(100_000))).toBeUndefined();
  });
});
