import { expect, it } from "vitest";
import { rowStarts } from "../../../src/repl/screen/line-rows.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const pieces = ["a", "bc", "0123456789", "日", "本語", "\t", "é", "e\u0301", "😀", "\n", " "];

/** Always the same, and never twice. */
function* numbers(): Generator<number, never> {
  for (let seed = 7; ; seed = (seed * 1103515245 + 12345) % 2 ** 31) yield Math.floor(seed / 65536);
}

it("rows begin where readline counts another one", () => {
  const random = numbers();
  const { server } = lineOnScreen({ columns: 16 });
  for (let run = 0; run < 300; run += 1) {
    const line = Array.from({ length: 30 }, () => pieces[random.next().value % pieces.length]).join("");
    const column = random.next().value % 16;
    const measure = (text: string) => server._getDisplayPos("x".repeat(column) + text);
    const widthOf = (character: string) => server._getDisplayPos(character).cols;
    const starts = rowStarts(line, { columns: 16, column, widthOf });
    for (const [row, start] of starts.entries()) {
      const character = [...line.slice(start)][0] ?? "";
      // What is too wide to stand behind the prompt leaves its row empty; readline counts a newline to the next row.
      if (starts[row + 1] === start || /^[\n\t]?$/.test(character)) continue;
      const { rows, cols } = measure(line.slice(0, start) + character);
      expect({ line, row: cols === 0 ? rows - 1 : rows }).toEqual({ line, row });
    }
    expect({ line, rows: measure(line).rows }).toEqual({ line, rows: starts.length - 1 });
  }
});
