import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import type { Candidate } from "../../../src/repl/completion/completions.ts";
import { type ListLayout, listPages } from "../../../src/repl/completion/list.ts";

const layout = { columns: 40, rows: 10, theme: NO_COLOR };
/** The first page. */
const listed = (candidates: readonly Candidate[], at: ListLayout) => [...listPages(candidates, at)][0] ?? [];
const named = (...names: readonly string[]) => names.map((text) => ({ text }));

describe("what fits is listed", () => {
  test("with descriptions below each other, wrapped by the width", () => {
    const candidates = [
      { text: "--no-wait", summary: "do not wait for the reply" },
      { text: "--timeout", shown: "--timeout DURATION", summary: "how long to wait" },
    ];
    expect(listed(candidates, layout)).toEqual([
      "--no-wait           do not wait for the",
      "                    reply",
      "--timeout DURATION  how long to wait",
    ]);
  });

  test("with a description that takes two rows at most", () => {
    const candidates = [{ text: "a", summary: "one two three four five six seven eight nine ten" }];
    expect(listed(candidates, { ...layout, columns: 20 })).toEqual([
      "a  one two three",
      "   four five six …",
    ]);
  });

  test("with a description below a name that is too long", () => {
    const candidates = [{ text: "n".repeat(30), summary: "long" }];
    expect(listed(candidates, layout)).toEqual(["n".repeat(30), `${" ".repeat(24)}long`]);
  });

  test("however many there are, as in a folder of mail", () => {
    const candidates = Array.from({ length: 200_000 }, (_, n) => ({ text: `mail-${n}` }));
    const [first] = listPages(candidates, layout);
    expect(first?.at(-1)).toBe("… and 199973 more (Tab goes on)");
  });

  test("aligned by what a terminal draws, where names are wide", () => {
    const candidates = [
      { text: "日本@x", summary: "wide" },
      { text: "abc@x", summary: "narrow" },
    ];
    expect(listed(candidates, layout)).toEqual(["日本@x  wide", "abc@x   narrow"]);
  });

  test("in columns where nothing is described", () => {
    expect(listed(named("alpha", "beta", "gamma", "delta", "epsilon", "zeta"), layout)).toEqual([
      "alpha    gamma    epsilon",
      "beta     delta    zeta",
    ]);
  });

  test("as names without their descriptions where these do not fit, and then with them, a page at each Tab", () => {
    const candidates = ["one", "two", "three", "four", "five"].map((text) => ({
      text,
      summary: `is ${text}`,
    }));
    expect([...listPages(candidates, { ...layout, columns: 20, rows: 3 })]).toEqual([
      ["one    three  five", "two    four", "… Tab tells what they are"],
      ["one    is one", "two    is two", "… and 3 more (Tab goes on)"],
      ["three  is three", "four   is four", "five   is five"],
    ]);
  });

  test("in columns on as many pages as it takes", () => {
    const candidates = named(..."abcdefghijkl");
    expect([...listPages(candidates, { ...layout, columns: 4, rows: 3 })]).toEqual([
      ["a  c", "b  d", "… and 8 more (Tab goes on)"],
      ["e  g", "f  h", "… and 4 more (Tab goes on)"],
      ["i  k", "j  l"],
    ]);
  });

  test("with the descriptions at once where several have one name", () => {
    const candidates = ["a", "b", "c", "d"].map((summary) => ({
      text: `<x ${summary}`,
      shown: "<x>",
      summary,
    }));
    expect([...listPages(candidates, { ...layout, rows: 3 })]).toEqual([
      ["<x>  a", "<x>  b", "… and 2 more (Tab goes on)"],
      ["<x>  c", "<x>  d"],
    ]);
  });

  test("without anything that a terminal would obey", () => {
    expect(listed([{ text: "a\x1b[2J", summary: "b\x9b\n\u202ec" }], layout)).toEqual([
      "a\\x1b[2J  b\\x9b\\n\\u202ec",
    ]);
  });

  test("without a row that is longer than the terminal is wide", () => {
    const rows = listed([{ text: "x".repeat(90), summary: "y".repeat(90) }], layout);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });
});
