// Where tmux leaves the cursor when it has joined the rows of a line: what is expected here was seen in tmux 3.3a.
import { expect, test } from "vitest";
import { lastRowInTmux } from "../../../src/repl/screen/reflow.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const prompt = "main offline, open next> ";
const words = (...numbers: readonly number[]) => numbers.map((number) => `word${number} 日本`).join(" ");

test.each([
  [
    "a row too high, where the last one begins with what the row above has no room for",
    `message me@localhost xxxword1 日本 ${words(2, 3, 4, 5, 6, 7)}`,
    { before: 33, now: 50, row: 1 },
  ],
  [
    "where it belongs, if something of the last row has gone to the row above",
    `message me@localhost xxxword1 日本 ${words(2, 3, 4, 5, 6, 7)}`,
    { before: 33, now: 64, row: undefined },
  ],
  [
    "where it belongs, if the row above is full",
    `message me@localhost ${"x".repeat(4)}日本語文`,
    { before: 25, now: 50, row: undefined },
  ],
  [
    "where it belongs, if all rows are one",
    "message me@localhost 日本",
    { before: 30, now: 200, row: undefined },
  ],
  ["where it belongs in a plain line", "x".repeat(90), { before: 30, now: 41, row: undefined }],
  [
    "a row too high, also in a line of several rows",
    `<a>\nmain offline, open next> message me@localhost xxxword1 日本 ${words(2, 3, 4, 5, 6, 7)}`,
    { before: 33, now: 50, row: 2 },
  ],
])("%s", (_what, line, { before, now, row }) => {
  const { server } = lineOnScreen();
  const widthOf = (character: string) => server._getDisplayPos(character).cols;
  expect(lastRowInTmux({ text: prompt + line, before, now, widthOf })).toBe(row);
});

test("what stands above the line is not erased where the cursor is a row too high", async () => {
  const { put, resize, written } = lineOnScreen({
    columns: 33,
    reflow: ["status", "line", "cursor too high"],
  });
  // With the prompt it is as long as the first one above.
  put(`${prompt.slice(2)}message me@localhost xxxword1 日本 ${words(2, 3, 4, 5, 6, 7)}`);
  const before = written().length;
  await resize(50, 24);
  expect(written().slice(before)).toMatch(/^\x1b\[1A\r/);
});
