import { describe, expect, it } from "vitest";
import { cutPage, type Paragraph } from "../../src/lessons/pages.ts";

const text = (...lines: readonly string[]): Paragraph => ({ lines, isHeading: false });
const heading: Paragraph = { lines: ["Heading"], isHeading: true };

/** The rows of each page, without the blank ones. */
function pages(paragraphs: readonly Paragraph[], room: number): readonly (readonly string[])[] {
  const { page, rest } = cutPage(paragraphs, room);
  const rows = page.flatMap(({ lines }) => lines);
  return rest.length === 0 ? [rows] : [rows, ...pages(rest, room)];
}

describe("a text that is longer than the screen", () => {
  it("is one page where it fits, with the blank rows counted", () => {
    expect(pages([text("a", "b"), text("c")], 5)).toEqual([["a", "b", "c"]]);
  });

  it("is cut between paragraphs", () => {
    expect(pages([text("a", "b"), text("c")], 4)).toEqual([["a", "b"], ["c"]]);
  });

  it("keeps a heading with what follows it", () => {
    expect(pages([text("a"), heading, text("b", "c")], 5)).toEqual([["a"], ["Heading", "b", "c"]]);
  });

  it("is cut before a section that is whole on the next page", () => {
    const section = [heading, text("b"), text("c", "d")];
    expect(pages([text("a"), ...section], 8)).toEqual([["a"], ["Heading", "b", "c", "d"]]);
    expect(pages([text("a"), ...section], 6)).toEqual([
      ["a", "Heading", "b"],
      ["c", "d"],
    ]);
  });

  it("is cut within a paragraph only where that alone is too long", () => {
    expect(pages([heading, text("a", "b", "c", "d"), text("e")], 5)).toEqual([
      ["Heading", "a", "b"],
      ["c", "d", "e"],
    ]);
  });

  it("comes to an end on the smallest screen", () => {
    expect(pages([heading, text("a", "b")], 1)).toEqual([["Heading", "a"], ["b"]]);
  });
});
