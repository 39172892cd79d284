// The attributes that fit into a start tag, and their values.
import { type ElementFact, RECEIVED } from "../../xmpp/knowledge/elements.ts";
import type { Candidate, ForClient, Value } from "./completions.ts";
import { withMeanings } from "./meanings.ts";
import { elementsOfName, namespaceValues } from "./namespaces.ts";
import { type Amid, factsOfTag, namespaceToDeclare } from "./xml-elements.ts";
import type { OpenElement, OpenTag, XmlAround } from "./xml-place.ts";
import { startingWith, valuesOf } from "./xml-values.ts";

/** What a pattern's element may say besides. */
const OF_PATTERNS: ReadonlyMap<string, readonly string[]> = new Map([
  ["x:strict", ["true"]],
  ["x:absent", ["true"]],
]);

export function attributeCandidates(typed: string, tag: OpenTag, amid: Amid): readonly Candidate[] {
  const facts = factsOfTag(tag, amid);
  const names = [
    ...(mustDeclare(facts, tag, amid) ? ["xmlns"] : []),
    ...facts.flatMap(({ attributes }) => [...attributes.keys()]),
    ...(amid.around.place === RECEIVED ? OF_PATTERNS.keys() : []),
  ];
  return [...new Set(names)]
    .filter((name) => name.startsWith(typed) && !tag.attributes.has(name))
    .map((name) => ({ text: `${name}='`, shown: name }));
}

function mustDeclare(facts: readonly ElementFact[], tag: OpenTag, { open }: Amid): boolean {
  const parent: OpenElement | undefined = open.at(-1);
  if (tag.name.includes(":")) return false;
  return facts.length === 0 || facts.some((fact) => namespaceToDeclare(fact, parent) !== undefined);
}

interface InValue {
  readonly open: readonly OpenElement[];
  readonly tag: OpenTag;
  readonly attribute: string;
}

export function attributeValues(
  typed: string,
  { open, tag, attribute }: InValue,
  completing: ForClient & { readonly around: XmlAround },
): readonly Value[] {
  const amid = { ...completing, open };
  const facts = factsOfTag(tag, amid);
  const known = facts.map(({ attributes }) => attributes.get(attribute)).find((found) => found !== undefined);
  if (known) return withMeanings(valuesOf(known, typed, completing), tag.name, attribute);
  if (attribute === "xmlns") return namespacesOf(typed, { facts, name: tag.name }, completing);
  if (attribute.startsWith("xmlns:")) return startingWith(namespaceValues(typed, completing), typed);
  return startingWith(
    (OF_PATTERNS.get(attribute) ?? []).map((value) => ({ value })),
    typed,
  );
}

/** Those of the elements that fit here; else every namespace that has an element of that name; else any. */
function namespacesOf(
  typed: string,
  { facts, name }: { readonly facts: readonly ElementFact[]; readonly name: string },
  completing: ForClient,
): readonly Value[] {
  const offered = (value: string) => completing.seen.features.has(value);
  const here = facts
    .filter(({ namespace }) => namespace !== "")
    .map(({ namespace, summary }) => ({
      value: namespace,
      summary: offered(namespace) ? `${summary} (offered)` : summary,
    }));
  const sorted = [
    ...here.filter(({ value }) => offered(value)),
    ...here.filter(({ value }) => !offered(value)),
  ];
  const fitting = startingWith(sorted, typed);
  if (fitting.length > 0) return fitting;
  const named = startingWith(elementsOfName(name, completing), typed);
  return named.length > 0 ? named : startingWith(namespaceValues(typed, completing), typed);
}
