// The attributes that fit into a start tag, and their values.
import { meaningOfAttribute } from "../../xmpp/knowledge/attributes.ts";
import { type ElementFact, RECEIVED } from "../../xmpp/knowledge/elements.ts";
import type { Candidate, ForClient, Value } from "./completions.ts";
import { withMeanings } from "./meanings.ts";
import { elementsOfName, namespacesInStanza } from "./namespaces.ts";
import { offeredTo } from "./offered.ts";
import { type Amid, factsOfTag, namespaceToDeclare } from "./xml-elements.ts";
import { elementOf, type OpenElement, type OpenTag, type XmlAround } from "./xml-place.ts";
import { startingWith, valuesOf } from "./xml-values.ts";

/** What a pattern's element may say besides. */
const OF_PATTERNS: ReadonlyMap<string, { readonly values: readonly string[]; readonly meaning: string }> =
  new Map([
    [
      "x:strict",
      { values: ["true"], meaning: "The same attributes, and the same children in the same order" },
    ],
    ["x:absent", { values: ["true"], meaning: "No child of the element is like this one" }],
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
    .map((name) => {
      const { plainName } = elementOf(tag, amid.open.at(-1));
      const summary = OF_PATTERNS.get(name)?.meaning ?? meaningOfAttribute(plainName, name);
      return { text: `${name}='`, shown: name, summary };
    });
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
  const amid: Amid = { ...completing, open };
  const facts = factsOfTag(tag, amid);
  const known = facts.map(({ attributes }) => attributes.get(attribute)).find((found) => found !== undefined);
  if (known) return withMeanings(valuesOf(known, typed, amid), tag.name, attribute);
  if (attribute === "xmlns") return namespacesOf(typed, { facts, name: tag.name }, amid);
  if (attribute.startsWith("xmlns:")) return startingWith(namespacesInStanza(typed, amid), typed);
  return startingWith(
    (OF_PATTERNS.get(attribute)?.values ?? []).map((value) => ({ value })),
    typed,
  );
}

/** Those of the elements that fit here; else every namespace that has an element of that name; else any. */
function namespacesOf(
  typed: string,
  { facts, name }: { readonly facts: readonly ElementFact[]; readonly name: string },
  amid: Amid,
): readonly Value[] {
  const features = offeredTo(amid);
  const offered = (value: string) => features.has(value);
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
  const named = startingWith(elementsOfName(name, amid), typed);
  return named.length > 0 ? named : startingWith(namespacesInStanza(typed, amid), typed);
}
