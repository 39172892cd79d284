// Where a terminal begins another row of a line that is too long for one, counted as readline counts it.

export interface Rows {
  /** How wide the terminal is. */
  readonly columns: number;
  /** Where the line begins in its first row: behind the prompt. */
  readonly column: number;
  /** How many columns a character takes by itself. */
  widthOf(character: string): number;
}

const PLAIN = /^[\x20-\x7e]*$/;
const TAB = 8;

/**
 * The index of the first character of each row. A line that ends at the margin has another row, where the cursor stands
 * behind it.
 */
export function rowStarts(line: string, { columns, column, widthOf }: Rows): readonly number[] {
  const starts = [0];
  let begin = 0;
  for (;;) {
    const newline = line.indexOf("\n", begin);
    const row = line.slice(begin, newline < 0 ? line.length : newline);
    const offset = begin === 0 ? column : 0;
    const breaks = PLAIN.test(row)
      ? plainBreaks(row.length, offset, columns)
      : breaksIn(row, offset, { columns, widthOf });
    // Only where the line ends is there a row without a character.
    for (const at of breaks) if (newline < 0 || at < row.length) starts.push(begin + at);
    if (newline < 0) return starts;
    begin = newline + 1;
    starts.push(begin);
  }
}

function plainBreaks(length: number, offset: number, columns: number): readonly number[] {
  const breaks: number[] = [];
  for (let at = columns - offset; at <= length; at += columns) breaks.push(at);
  return breaks;
}

function breaksIn(row: string, first: number, { columns, widthOf }: Omit<Rows, "column">): readonly number[] {
  const breaks: number[] = [];
  let offset = first;
  let margin = columns;
  let at = 0;
  for (const character of row) {
    const width = character === "\t" ? TAB - (offset % TAB) : widthOf(character);
    // What is two columns wide does not stand across the margin.
    if (width === 2 && character !== "\t" && (offset + 1) % columns === 0) offset += 1;
    if (width > 0 && offset >= margin) {
      breaks.push(at);
      margin = offset - (offset % columns) + columns;
    }
    offset += width;
    at += character.length;
  }
  if (offset >= margin) breaks.push(at);
  return breaks;
}
