// Where something is in a text of several rows.

/** Both are counted from 1, as editors do. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The place of the last character of the first `end` UTF-16 units of a text: where a fault shows once they are read. */
export function placeBefore(text: string, end: number): Place {
  const read = text.slice(0, Math.max(0, end - 1));
  const rowStart = read.lastIndexOf("\n") + 1;
  return { row: read.split("\n").length, column: [...read.slice(rowStart)].length + 1 };
}

/** The same in words: the character alone where there is one row. */
export function describePlace(text: string, end: number): string {
  if (!text.trimEnd().includes("\n")) return `at character ${end}`;
  const { row, column } = placeBefore(text, end);
  return `in row ${row}, column ${column}`;
}
