// Reads text out of the emulator's buffer.
import type { IBuffer, IBufferLine, Terminal } from "@xterm/headless";

/** The rows that are visible now, without the blanks at the right and below. */
export function visibleRows({ buffer, rows }: Terminal): string {
  const lines = linesFrom(buffer.active, buffer.active.baseY).slice(0, rows);
  return lines
    .map((line) => line.translateToString(true))
    .join("\n")
    .trimEnd();
}

/** The same, but with the blanks before the cursor: a prompt's last space cannot be seen in any other way. */
export function visibleRowsToCursor({ buffer, rows }: Terminal): string {
  const { baseY, cursorX, cursorY } = buffer.active;
  return linesFrom(buffer.active, baseY)
    .slice(0, rows)
    .map((line, row) => {
      const trimmed = line.translateToString(true);
      const toCursor = row === cursorY ? line.translateToString(false, 0, cursorX) : "";
      return toCursor.length > trimmed.length ? toCursor : trimmed;
    })
    .join("\n")
    .replace(/\n+$/, "");
}

/** Every row since the start, each line that the terminal wrapped put together again. */
export function unwrappedRows({ buffer }: Terminal): string {
  const lines = linesFrom(buffer.active, 0);
  let text = "";
  for (const [index, line] of lines.entries()) {
    if (index > 0 && !line.isWrapped) text += "\n";
    text += lines[index + 1]?.isWrapped ? fullRow(line) : line.translateToString(true);
  }
  return text.trimEnd();
}

function linesFrom(buffer: IBuffer, start: number): readonly IBufferLine[] {
  return Array.from({ length: buffer.length - start }, (_, index) => buffer.getLine(start + index)).filter(
    (line) => line !== undefined,
  );
}

/** A row that goes on below: its blanks at the end were written, but for the cell that a wide character did not fit into. */
function fullRow(line: IBufferLine): string {
  const last = line.getCell(line.length - 1);
  const isUnwritten = last?.getChars() === "" && last.getWidth() === 1;
  return line.translateToString(false, 0, isUnwritten ? line.length - 1 : line.length);
}
