// A worked example as lines: a name and its formula, and below it the value.
import type { Derivation, DerivationRow } from "../transcript/entry.ts";
import { sanitizeLine } from "./sanitize.ts";
import type { Theme } from "./theme.ts";
import { wrapWords } from "./wrap.ts";

export interface DerivationLayout {
  readonly theme: Theme;
  /** Columns to wrap words at; 0 leaves them on one line. Values are never wrapped, so that they can be copied. */
  readonly width: number;
}

const INDENTATION = "  ";

/** The lines below the title. */
export function derivationLines({ rows }: Derivation, layout: DerivationLayout): readonly string[] {
  return rows.flatMap((row) => rowLines(row, layout));
}

function rowLines(
  { name, value, formula, meaning }: DerivationRow,
  { theme, width }: DerivationLayout,
): string[] {
  const shown = value === "" ? "(empty)" : sanitizeLine(value);
  const painted = value === "" ? theme.markup(shown) : theme.value(shown);
  if (formula !== undefined) {
    const [first = "", ...others] = wrapWords(`${name} = ${formula}`, width);
    return [
      theme.attribute(name) + theme.markup(first.slice(name.length)),
      ...others.map((line) => theme.markup(INDENTATION + line)),
      `${INDENTATION}= ${painted}`,
    ];
  }
  const line = `${theme.attribute(name)} = ${painted}`;
  if (meaning === undefined) return [line];
  const words = sanitizeLine(`(${meaning})`);
  const length = name.length + shown.length + words.length + 5;
  if (width === 0 || length <= width) return [`${line}  ${theme.markup(words)}`];
  return [
    line,
    ...wrapWords(words, width - INDENTATION.length).map((more) => theme.markup(INDENTATION + more)),
  ];
}
