// `${name}` in a text. `$${` stands for `${` itself.

import { UsageError } from "../../errors.ts";
import type { Pattern } from "../../xml/pattern.ts";

/** What becomes of XML that stands in a line or beneath it. */
export interface Expanding {
  /** Replaces the variables in XML; what is put in is escaped. */
  expandXml(text: string): string;
  /** Reads XML as something to match with, in the client's content namespace. */
  patterns(text: string): Promise<readonly Pattern[]>;
}

export interface VariablePart {
  readonly name: string;
  /** Where its `$` stands in the text, in UTF-16 units. */
  readonly at: number;
}

const PART = /\$\$\{|\$\{([^${}<>]*)\}/g;

/** The variables in a text, in their order. */
export function variablesIn(text: string): readonly VariablePart[] {
  return [...text.matchAll(PART)].flatMap(({ index, 1: name }) =>
    name === undefined ? [] : [{ name, at: index }],
  );
}

/** In UTF-16 units: as long as the longest stanza that is read. */
const LONGEST = 16 * 1024 * 1024;

/**
 * The text with every variable replaced, once: what is put in is not looked at again.
 * @throws UsageError where it would grow without end.
 */
export function expand(text: string, value: (name: string) => string): string {
  let { length } = text;
  return text.replace(PART, (_whole, name: string | undefined) => {
    if (name === undefined) return "${";
    const put = value(name);
    length += put.length;
    if (length > LONGEST && put.length > 0) {
      throw new UsageError(`$\{${name}} cannot be put in: the text would be longer than 16 MiB`);
    }
    return put;
  });
}

/** A text that `expand` gives back as it is. */
export function escapeVariables(text: string): string {
  return text.replaceAll("${", () => "$${");
}
