// A worked example as lines: a name and its formula, and below it the value.
import type { Derivation, DerivationRow } from "../transcript/entry.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { wrapWords } from "./text/wrap.ts";
import type { Theme } from "./themes/theme.ts";

export interface DerivationLayout {
  readonly theme: Theme;
  /** Columns to wrap at; 0 leaves every value on one line, so that it can be copied. */
  readonly width: number;
}

const INDENTATION = "  ";
/** What goes on is indented further. */
const CONTINUED = "    ";

/** The lines below the title. */
export function derivationLines({ rows }: Derivation, layout: DerivationLayout): readonly string[] {
  return rows.flatMap((row) => rowLines(row, layout));
}

function rowLines(row: DerivationRow, { theme, width }: DerivationLayout): string[] {
  const { name, formula, meaning } = row;
  if (formula === undefined) {
    const lines = valueLines(row, { theme, width, begin: `${name} = ` });
    const [first = "", ...others] = lines;
    const painted = [theme.attribute(name) + first.slice(name.length), ...others];
    return meaning === undefined ? painted : withMeaning(painted, { row, meaning, theme, width });
  }
  const room = width === 0 ? 0 : Math.max(width - CONTINUED.length, 1);
  const [first = "", ...others] = wrapWords(`${name} = ${formula}`, room);
  return [
    theme.attribute(name) + theme.markup(first.slice(name.length)),
    ...others.map((line) => theme.markup(CONTINUED + line)),
    ...valueLines(row, { theme, width, begin: `${INDENTATION}= ` }),
  ];
}

interface ValueLayout extends DerivationLayout {
  /** What stands before the value. */
  readonly begin: string;
}

function valueLines({ value }: DerivationRow, { theme, width, begin }: ValueLayout): string[] {
  if (value === "") return [begin + theme.markup("(empty)")];
  const characters = [...sanitizeLine(value)];
  const [first, rest] =
    width === 0 ? [characters.length, 0] : [width - begin.length, width - CONTINUED.length];
  const lines = [begin + theme.value(characters.splice(0, Math.max(first, 1)).join(""))];
  while (characters.length > 0) {
    lines.push(CONTINUED + theme.value(characters.splice(0, Math.max(rest, 1)).join("")));
  }
  return lines;
}

interface Meant extends DerivationLayout {
  readonly row: DerivationRow;
  readonly meaning: string;
}

/** The meaning stands behind the value where there is room, else below it. */
function withMeaning(lines: readonly string[], { row, meaning, theme, width }: Meant): string[] {
  const words = sanitizeLine(`(${meaning})`);
  const length =
    row.name.length + Math.max(sanitizeLine(row.value).length, "(empty)".length) + words.length + 5;
  if (width === 0 || length <= width) return [`${lines.join("")}  ${theme.markup(words)}`];
  const below = wrapWords(words, width - INDENTATION.length);
  return [...lines, ...below.map((line) => theme.markup(INDENTATION + line))];
}
