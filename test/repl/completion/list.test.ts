import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/theme.ts";
import { listCandidates } from "../../../src/repl/completion/list.ts";

const layout = { columns: 40, rows: 10, theme: NO_COLOR };
const named = (...names: readonly string[]) => names.map((text) => ({ text }));

describe("what fits is listed", () => {
  test("with descriptions below each other, wrapped by the width", () => {
    const candidates = [
      { text: "--no-wait", summary: "do not wait for the reply" },
      { text: "--timeout", shown: "--timeout DURATION", summary: "how long to wait" },
    ];
    expect(listCandidates(candidates, layout)).toEqual([
      "--no-wait           do not wait for the",
      "                    reply",
      "--timeout DURATION  how long to wait",
    ]);
  });

  test("with a description that takes two rows at most", () => {
    const candidates = [{ text: "a", summary: "one two three four five six seven eight nine ten" }];
    expect(listCandidates(candidates, { ...layout, columns: 20 })).toEqual([
      "a  one two three",
      "   four five six …",
    ]);
  });

  test("with a description below a name that is too long", () => {
    const candidates = [{ text: "n".repeat(30), summary: "long" }];
    expect(listCandidates(candidates, layout)).toEqual(["n".repeat(30), `${" ".repeat(24)}long`]);
  });

  test("aligned by what a terminal draws, where names are wide", () => {
    const candidates = [
      { text: "日本@x", summary: "wide" },
      { text: "abc@x", summary: "narrow" },
    ];
    expect(listCandidates(candidates, layout)).toEqual(["日本@x  wide", "abc@x   narrow"]);
  });

  test("in columns where nothing is described", () => {
    expect(listCandidates(named("alpha", "beta", "gamma", "delta", "epsilon", "zeta"), layout)).toEqual([
      "alpha    gamma    epsilon",
      "beta     delta    zeta",
    ]);
  });

  test("as far as the screen has rows, and how many more there are", () => {
    const candidates = Array.from({ length: 50 }, (_, n) => ({ text: `c${n}`, summary: "x" }));
    const rows = listCandidates(candidates, layout);
    expect(rows).toHaveLength(10);
    expect(rows.at(-1)).toBe("… and 41 more");
  });

  test("without anything that a terminal would obey", () => {
    expect(listCandidates([{ text: "a\x1b[2J", summary: "b\x9b\n\u202ec" }], layout)).toEqual([
      "a\\x1b[2J  b\\x9b\\n\\u202ec",
    ]);
  });

  test("without a row that is longer than the terminal is wide", () => {
    const rows = listCandidates([{ text: "x".repeat(90), summary: "y".repeat(90) }], layout);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });
});
