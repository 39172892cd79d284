// What differs between two texts of XML, row by row as they are laid out. How the attributes are ordered and quoted, and
// blanks between elements, make no difference.
import { type ChangeObject, diffArrays } from "diff";
import type { Range } from "../text/highlight.ts";
import type { Piece } from "../views/markup.ts";
import { type Line, layOut } from "../views/pretty.ts";
import { keysIn, marks } from "./marks.ts";

export interface DifferingRow {
  readonly side: "both" | "first" | "second";
  readonly depth: number;
  readonly text: string;
  /** What makes the difference, where the row of the other side is much the same. */
  readonly marked: readonly Range[];
}

export interface EntryDifference {
  /** Every row of both; none where nothing differs. */
  readonly rows: readonly DifferingRow[];
  /** `apart` where they have too little in common: the rows of one then stand below those of the other. */
  readonly compared: "row by row" | "apart";
}

/** So many rows may come or go. The time that it takes grows with the square of them, and nothing else happens in it. */
const MOST_EDITS = 1500;

export function entryDifference(first: string, second: string): EntryDifference {
  const [one, other] = [rowsOf(first), rowsOf(second)];
  const options = { comparator: (a: Row, b: Row) => a.key === b.key, maxEditLength: MOST_EDITS };
  const changes = diffArrays([...one], [...other], options);
  if (changes) return { rows: differingRows(changes), compared: "row by row" };
  const apart = (rows: readonly Row[], side: "first" | "second") =>
    rows.map((row) => ({ ...row, side, marked: [] }));
  return { rows: [...apart(one, "first"), ...apart(other, "second")], compared: "apart" };
}

function differingRows(changes: readonly ChangeObject<Row[]>[]): readonly DifferingRow[] {
  if (changes.every(({ added, removed }) => !added && !removed)) return [];
  return changes.flatMap(({ value, added, removed }, at) => {
    const side = added ? "second" : removed ? "first" : "both";
    const across = added ? changes[at - 1] : removed ? changes[at + 1] : undefined;
    const others = (added ? across?.removed : across?.added) ? (across?.value ?? []) : [];
    const next = takerByName(others);
    return value.map((row) => ({ ...row, side, marked: marks(row.text, next(row.name)?.text) }) as const);
  });
}

/** Of rows of one name the first is compared with the first, the second with the second. */
function takerByName(rows: readonly Row[]): (name: string) => Row | undefined {
  const byName = new Map<string, Row[]>();
  for (const row of rows.toReversed()) {
    const known = byName.get(row.name);
    if (known) known.push(row);
    else byName.set(row.name, [row]);
  }
  return (name) => byName.get(name)?.pop();
}

interface Row {
  readonly depth: number;
  readonly text: string;
  /** The same for rows that say the same. */
  readonly key: string;
  readonly name: string;
}

function rowsOf(text: string): readonly Row[] {
  return layOut(text).map((line: Line) => {
    const trimmed = line.pieces.map(({ text }) => text).join("");
    return {
      depth: line.depth,
      text: trimmed,
      key: line.pieces.map(keyOf).join(""),
      name: nameOf(line.pieces[0]),
    };
  });
}

/** Of what is no element there is none: a comment would be compared with none that is not the same. */
function nameOf(first: Piece | undefined): string {
  return first === undefined || first.type === "other" ? "" : first.name;
}

function keyOf({ type, name, text }: Piece): string {
  if (type === "text") return text;
  if (type === "other") return text.replaceAll("'", '"');
  const tag = /^<\/?([^\s/>]+)/.exec(text)?.[1] ?? name;
  if (type === "end") return `</${tag}>`;
  const start = `<${[
    tag,
    ...keysIn(text)
      .map(({ key }) => key)
      .sort(),
  ].join(" ")}>`;
  return type === "empty" ? `${start}</${tag}>` : start;
}
