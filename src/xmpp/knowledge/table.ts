/** The value in a column of one row. */
export type Cell = (column: string) => string;

/**
 * Reads a table: one header line, cells divided by tabs, nothing quoted.
 * @throws Error for a column that the table does not have.
 */
export function readTable<Row>(text: string, rowOf: (cell: Cell) => Row): readonly Row[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const columns = new Map(header.split("\t").map((name, at) => [name, at]));
  return lines.map((line) => {
    const cells = line.split("\t");
    return rowOf((column) => {
      const at = columns.get(column);
      if (at === undefined) throw new Error(`no column ${column}`);
      return cells[at] ?? "";
    });
  });
}

/** The values of a cell that has several. */
export function listIn(cell: string): readonly string[] {
  return cell === "" ? [] : cell.split(",").map((value) => value.trim());
}
