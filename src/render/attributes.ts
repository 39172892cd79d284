// The attributes of a tag as it is written, well-formed or not.
export interface WrittenAttribute {
  readonly name: string;
  /** What stands between its quotes: references are not resolved. */
  readonly value: string;
  /** Where it stands in the tag. */
  readonly start: number;
  readonly end: number;
}

const TAG_NAME = /^<\/?[^\s/>]+/;
// A name is tried from its beginning only: one of very many characters would else be tried from each of them.
const ATTRIBUTE = /(?<![^\s=<>"'/])([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** In their order, those that declare namespaces among them. */
export function* attributesIn(tag: string): Generator<WrittenAttribute> {
  const [named = ""] = TAG_NAME.exec(tag) ?? [];
  for (const match of tag.slice(named.length).matchAll(ATTRIBUTE)) {
    const [all, name = "", double, single = ""] = match;
    const start = named.length + match.index;
    yield { name, value: double ?? single, start, end: start + all.length };
  }
}

/** "xmlns" declares the prefix "", "xmlns:a" declares "a". */
export function isDeclaration(attribute: string): boolean {
  return attribute === "xmlns" || attribute.startsWith("xmlns:");
}
