// `${name}` in a text. `$${` stands for `${` itself.

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

/** The text with every variable replaced, once: what is put in is not looked at again. */
export function expand(text: string, value: (name: string) => string): string {
  return text.replace(PART, (_whole, name: string | undefined) => (name === undefined ? "${" : value(name)));
}

/** A text that `expand` gives back as it is. */
export function escapeVariables(text: string): string {
  return text.replaceAll("${", () => "$${");
}
