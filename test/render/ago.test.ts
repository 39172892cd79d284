import { expect, test } from "vitest";
import { ago } from "../../src/render/ago.ts";

test.each([
  [0, "0 s ago"],
  [999, "0 s ago"],
  [59_999, "59 s ago"],
  [60_000, "1 min ago"],
  [3_599_999, "59 min ago"],
  [7_200_000, "2 h ago"],
  // A clock that was set back in between.
  [-5000, "0 s ago"],
])("%d milliseconds are %s", (milliseconds, text) => {
  expect(ago(milliseconds)).toBe(text);
});
