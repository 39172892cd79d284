import { describe, expect, test } from "vitest";
import { assign, match } from "../../src/xml/match.ts";
import { PAIRS, pattern, patterns, received, receivedOne } from "./pairs.ts";

test.each(PAIRS)("%s", (_what, expected, given, captures) => {
  const found = match(pattern(expected), receivedOne(given));
  expect(found && Object.fromEntries(found)).toEqual(captures);
});

/** Which element each pattern gets, and what is captured. */
function assigned(expected: string, given: string): unknown {
  const found = assign(patterns(expected), received(given));
  return found && [found.chosen, Object.fromEntries(found.captures)];
}

describe("several patterns", () => {
  test("get different elements, in any order", () => {
    expect(assigned("<a/><b/>", "<b/><c/><a/>")).toEqual([[2, 0], {}]);
    expect(assigned("<a/><a/>", "<a/><b/>")).toBeUndefined();
  });

  test("take the earliest elements they can have, the first pattern first", () => {
    expect(assigned("<a/><a/>", "<a/><a/><a/>")).toEqual([[0, 1], {}]);
    expect(assigned("<a/><a i='1'/>", "<a i='1'/><a/><a i='1'/>")).toEqual([[0, 2], {}]);
  });

  test("give way where another pattern would have none", () => {
    expect(assigned("<a i='{capture:x}'/><a i='1'/>", "<a i='1'/><a i='2'/>")).toEqual([[1, 0], { x: "2" }]);
  });
});

describe("children that all look alike", () => {
  const alike = (count: number, child: string) => `<m>${child.repeat(count)}</m>`;

  test("match when there are enough", () => {
    expect(match(pattern(alike(200, "<a/>")), receivedOne(alike(200, "<a/>")))).toBeDefined();
  });

  test("are known to be one too few at once", () => {
    const wanted = pattern(`<m>${"<a i='{any}'/>".repeat(199)}<b/></m>`);
    expect(match(wanted, receivedOne(alike(200, "<a i='1'/>")))).toBeUndefined();
    const another = pattern(`<m>${"<a i='1'/>".repeat(100)}${"<a/>".repeat(100)}</m>`);
    const given = receivedOne(`<m>${"<a i='1'/>".repeat(99)}${"<a/>".repeat(101)}</m>`);
    expect(match(another, given)).toBeUndefined();
  });

  test("match the first of very many", () => {
    const wanted = pattern(`<m>${"<a/>".repeat(1999)}<a i='{capture:i}'/></m>`);
    const given = receivedOne(`<m>${"<a i='1'/>".repeat(1999)}${"<a i='2'/>".repeat(190_000)}</m>`);
    expect(match(wanted, given)).toEqual(new Map([["i", "2"]]));
  });

  test("nested deep match as well", () => {
    const nested = (text: string) => `${"<a>".repeat(99)}${text}${"</a>".repeat(99)}`;
    expect(match(pattern(nested("x")), receivedOne(nested("x")))).toBeDefined();
    expect(match(pattern(nested("x")), receivedOne(nested("y")))).toBeUndefined();
  });
});
