import { expect, test } from "vitest";
import { describePlace } from "../../src/xml/place.ts";

test.each([
  ["<a></b>", 7, "at character 7"],
  ["<a></b>\n", 7, "at character 7"],
  ["<a>\n</b>", 8, "in row 2, column 4"],
  ["<a>\n😀 &x", 9, "in row 2, column 4"],
  // The row end is what must not stand there.
  ["<a\n=1>", 3, "in row 1, column 3"],
])("what shows in %j behind %i units is said to be %s", (text, end, place) => {
  expect(describePlace(text, end)).toBe(place);
});
