// A start tag of a pattern: the namespaces it declares, its marks, and the attributes it asks for.
import { readExpected, type ValueOptions } from "./expected.ts";
import { isDeclaration, splitName, XML_NAMESPACE } from "./names.ts";
import type { PatternAttribute } from "./pattern.ts";
import { PatternFault, readAt } from "./pattern-fault.ts";
import type { StartTag } from "./tokenizer.ts";

/** The namespace of our marks, `x:strict` and `x:absent`. */
export const PATTERN_NAMESPACE = "urn:xmpp-repl:pattern";
/** The namespace of Scansion's marks. They mean nothing here: who reads a Scansion script turns them into ours. */
export const SCANSION_NAMESPACE = "urn:xmpp-repl:scansion";

/** Namespaces by their prefix; that without a prefix is under the empty one. */
export type Scope = ReadonlyMap<string, string>;

export interface PatternTag {
  readonly scope: Scope;
  readonly namespace: string;
  readonly attributes: readonly PatternAttribute[];
  readonly isStrict: boolean;
  readonly isAbsent: boolean;
}

/** What a pattern need not declare. */
export function outermostScope(contentNamespace: string): Scope {
  return new Map([
    ["", contentNamespace],
    ["xml", XML_NAMESPACE],
    ["stream", "http://etherx.jabber.org/streams"],
    ["x", PATTERN_NAMESPACE],
    ["scansion", SCANSION_NAMESPACE],
  ]);
}

/** Where a tag stands. */
export interface Place {
  /** The tag as it is written. */
  readonly source: string;
  readonly start: number;
  readonly around: Scope;
  readonly isOutermost: boolean;
}

/** @throws PatternFault for a mark that is not known and a value that cannot be read. */
export function readTag(tag: StartTag, place: Place, options: ValueOptions): PatternTag {
  const offsets = valueOffsets(place);
  const offsetOf = (name: string) => offsets.get(name) ?? place.start;
  const scope = new Map(place.around);
  for (const [name, value] of tag.attributes) {
    if (!isDeclaration(name)) continue;
    scope.set(
      name === "xmlns" ? "" : splitName(name)[1],
      readAt(offsetOf(name), () => options.expand(value)),
    );
  }
  const attributes: PatternAttribute[] = [];
  const marks = new Set<string>();
  for (const [name, value] of tag.attributes) {
    if (isDeclaration(name)) continue;
    const [prefix, local] = splitName(name);
    const namespace = prefix === "" ? "" : (scope.get(prefix) ?? "");
    if (namespace === PATTERN_NAMESPACE) marks.add(readMark(`${local}=${value}`, name, offsetOf(name)));
    else if (namespace !== SCANSION_NAMESPACE) {
      const expected = readAt(offsetOf(name), () => readExpected(value, options));
      attributes.push({ name, local, namespace, expected });
    }
  }
  const namespace = scope.get(tag.prefix) ?? "";
  if (namespace === PATTERN_NAMESPACE) throw noMark(`the element <${tag.name}>`, place.start);
  const isAbsent = marks.has("absent=true");
  if (isAbsent && place.isOutermost) throw outermostAbsent(place.start);
  return { scope, namespace, attributes, isStrict: marks.has("strict=true"), isAbsent };
}

function readMark(mark: string, name: string, offset: number): string {
  if (["strict=true", "strict=false", "absent=true"].includes(mark)) return mark;
  throw noMark(`${name}="${mark.slice(mark.indexOf("=") + 1)}"`, offset);
}

function noMark(what: string, offset: number): PatternFault {
  return new PatternFault(
    `${what} is no mark (write x:strict="true", x:strict="false" or x:absent="true")`,
    offset,
  );
}

function outermostAbsent(offset: number): PatternFault {
  return new PatternFault(
    'x:absent="true" on an outermost element, which is in no other (write "expect nothing" with the element)',
    offset,
  );
}

/** Where the attributes' values begin, behind the quote. */
function valueOffsets({ source, start }: Place): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const found of source.matchAll(/\s([^\s=<>/"']+)\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
    const value = found[0].search(/["']/) + 1;
    offsets.set(found[1] ?? "", start + found.index + value);
  }
  return offsets;
}
