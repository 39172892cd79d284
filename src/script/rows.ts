// A file's text -> its rows.

export interface Row {
  /** What belongs to the script: in Markdown without the indentation of its fence. */
  readonly text: string;
  /** The row as it stands in the file. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** Where `text` begins, from 1. */
  readonly column: number;
}

export const LINE_END = /\r\n|\r|\n/;

/** A newline at the end of the text ends its last row and begins no other. */
export function rowsOf(text: string): readonly Row[] {
  const rows = text.split(LINE_END);
  if (rows.at(-1) === "") rows.pop();
  return rows.map((row, index) => ({ text: row, source: row, line: index + 1, column: 1 }));
}

export function isBlankRow({ text }: Row): boolean {
  return text.trim() === "";
}

// A no-break space that came along with a copied text looks like indentation, and is read as such.
export function isIndentedRow({ text }: Row): boolean {
  return /^\s/.test(text);
}
