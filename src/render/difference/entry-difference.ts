// What differs between two texts of XML, row by row as they are laid out. How the attributes are ordered and quoted, and
// blanks between elements, make no difference.
import { type ChangeObject, diffArrays } from "diff";
import { attributesIn } from "../attributes.ts";
import type { Range } from "../text/highlight.ts";
import { type Piece, pieces } from "../views/markup.ts";
import { type Line, layOut } from "../views/pretty.ts";

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
    return value.map((row, index) => ({ ...row, side, marked: marks(row, others[index]) }) as const);
  });
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
      name: line.pieces[0]?.name ?? "",
    };
  });
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

interface AttributeAt {
  /** The same for attributes that say the same. */
  readonly key: string;
  readonly range: Range;
}

function keysIn(tag: string): readonly AttributeAt[] {
  return Array.from(attributesIn(tag), ({ name, value, start, end }) => ({
    key: `${name}=${value}`,
    range: [start, end],
  }));
}

/** The attributes and the text that the other row has not; nothing where it is about something else. */
function marks(row: Row, other: Row | undefined): readonly Range[] {
  if (!other || row.name === "" || row.name !== other.name) return [];
  const theirs = pieces(other.text);
  const known = new Set(
    theirs.flatMap(({ text, type }) => (type === "text" ? [text] : keysIn(text).map(({ key }) => key))),
  );
  let at = 0;
  return pieces(row.text).flatMap(({ text, type }) => {
    const start = at;
    at += text.length;
    if (type === "text") return known.has(text) ? [] : [[start, at] as const];
    return keysIn(text)
      .filter(({ key }) => !known.has(key))
      .map(({ range }): Range => [range[0] + start, range[1] + start]);
  });
}
