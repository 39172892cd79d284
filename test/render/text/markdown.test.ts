import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../../src/render/text/markdown.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";

const marked = { ...NO_COLOR, value: (text: string) => `[${text}]`, heading: (text: string) => `!${text}!` };

describe("Markdown in the terminal", () => {
  it("is wrapped at 76 columns, or at the width of a narrower terminal", () => {
    const text = "word ".repeat(40);
    const longest = (columns: number) =>
      Math.max(...renderMarkdown(text, NO_COLOR, columns).map((line) => line.length));
    expect(longest(200)).toBeLessThanOrEqual(76);
    expect(longest(200)).toBeGreaterThan(70);
    expect(longest(30)).toBeLessThanOrEqual(30);
  });

  it("shows code and emphasis by colour, and code by its quotes where there is none", () => {
    const text = "Type `auth me`, **now**, *here*.";
    expect(renderMarkdown(text, marked)).toEqual(["Type [auth] [me], !now!, !here!."]);
    expect(renderMarkdown(text, NO_COLOR)).toEqual(["Type `auth me`, now, here."]);
  });

  it("counts what is seen, not what colours it", () => {
    const painted = { ...NO_COLOR, heading: (text: string) => `\x1b[1m${text}\x1b[22m` };
    expect(renderMarkdown("**aa** **bb** **cc**", painted, 8)).toHaveLength(1);
  });

  it("leaves fenced blocks as they are, indented", () => {
    expect(renderMarkdown("A:\n```text\n# b   c\n\n**d**\n```\nE", NO_COLOR)).toEqual([
      ...["A:", "", "    # b   c", "    ", "    **d**", "", "E"],
    ]);
  });

  it("hangs the rows of a list behind its markers", () => {
    expect(renderMarkdown("- one two three\n- four\n  five", NO_COLOR, 10)).toEqual([
      ...["- one two", "  three", "- four", "  five"],
    ]);
  });

  it("lines up the columns of a table", () => {
    expect(renderMarkdown("| a | `bb` |\n|---|---|\n| ccc | d |", NO_COLOR)).toEqual(["a    bb", "ccc  d"]);
  });

  it("names where a link to the web goes, and not where one to a page goes", () => {
    expect(renderMarkdown("See [this](https://example.org) and [that](other.md).", NO_COLOR)).toEqual([
      "See this (https://example.org) and that.",
    ]);
  });

  it("lets no control characters through", () => {
    expect(renderMarkdown("a\x1b[31mb", NO_COLOR).join("")).not.toContain("\x1b");
  });
});
