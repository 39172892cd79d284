import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { mismatchLines, redactMismatch } from "../../../src/shell/expecting/mismatch-lines.ts";
import type { DifferenceLine } from "../../../src/xml/difference.ts";

function redacted(...lines: readonly DifferenceLine[]): readonly string[] {
  const { nearest } = redactMismatch({ expected: "", arrived: [1], nearest: { n: 1, lines } });
  return nearest?.lines.map(({ text }) => text) ?? [];
}

const both = (text: string, depth = 0): DifferenceLine => ({ side: "both", depth, text });
const expected = (text: string, depth = 0): DifferenceLine => ({ side: "expected", depth, text });
const received = (text: string, depth = 0): DifferenceLine => ({ side: "received", depth, text });

describe("secrets in what was expected and did not come", () => {
  test("are taken out on both sides, where they begin in a line before, too", () => {
    expect(
      redacted(
        both("<query>"),
        expected("<password>one</password>", 1),
        received("<password>", 1),
        received("two", 2),
        received("</password>", 1),
        both("<username>me</username>", 1),
        both("</query>"),
      ),
    ).toEqual([
      "<query>",
      "<password>[redacted]</password>",
      "<password>",
      "[redacted]",
      "</password>",
      "<username>me</username>",
      "</query>",
    ]);
  });

  test("are taken out of a line of both sides where they are secret to one", () => {
    expect(redacted(expected("<password>"), received("<word>"), both("abc", 1))[2]).toBe("[redacted]");
    expect(redacted(expected("<word>"), received("<password>"), both("abc", 1))[2]).toBe("[redacted]");
  });

  test("are taken out of many lines as well", () => {
    const many = Array.from({ length: 50_000 }, (_, at) => received(`<item jid='${at}@example.org'/>`, 1));
    const texts = redacted(both("<query>"), ...many, received("<password>abc</password>", 1));
    expect(texts).toHaveLength(50_002);
    expect(texts.at(-1)).toBe("<password>[redacted]</password>");
  });
});

test("what was expected, what has arrived and where it differs are told one after the other", () => {
  const lines = [expected("<a/>"), received("<b/>")];
  expect(mismatchLines({ expected: "<a/>", arrived: [3, 4], nearest: { n: 4, lines } }, NO_COLOR)).toEqual([
    "expected:",
    "  <a/>",
    "arrived: #3, #4",
    "the nearest is #4 (- expected, + received):",
    "  - <a/>",
    "  + <b/>",
  ]);
});
