// What an expectation expects: XML in which values may be placeholders, and marks say how strict it is.

/** What a value, an attribute's or a text, is compared with. */
export type Expected =
  | { readonly kind: "text"; readonly text: string }
  /** `{any}`: the attribute is there, the text is not blank. */
  | { readonly kind: "any" }
  /** `{empty}` */
  | { readonly kind: "empty" }
  /** `{capture:name}`: as `{any}`, and kept. */
  | { readonly kind: "capture"; readonly name: string }
  /** `{re:…}`: the whole value fits the expression. */
  | { readonly kind: "expression"; readonly source: string; matches(text: string): boolean };

export interface PatternAttribute {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly local: string;
  /** Empty where it has none. */
  readonly namespace: string;
  readonly expected: Expected;
}

export interface Pattern {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  /** Without declarations of namespaces and without the marks. */
  readonly attributes: readonly PatternAttribute[];
  readonly children: readonly Pattern[];
  /** Undefined matches any text. */
  readonly text?: Expected;
  /** `x:strict`: the same attributes, and the same children in the same order. */
  readonly isStrict: boolean;
  /** `x:absent`: no child of the received element matches it. */
  readonly isAbsent: boolean;
}

/** The names that a pattern gives to what it captures. */
export function captureNames({ attributes, text, children }: Pattern): readonly string[] {
  const own = [...attributes.map(({ expected }) => expected), text];
  const names = own.flatMap((expected) => (expected?.kind === "capture" ? [expected.name] : []));
  return [...names, ...children.flatMap(captureNames)];
}
