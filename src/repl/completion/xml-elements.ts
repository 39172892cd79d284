// The elements that fit at a place in XML, and the end tags.
import {
  type ElementFact,
  elementsIn,
  elementsNamed,
  inContent,
  type Place,
  SENT,
} from "../../xmpp/knowledge/elements.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Candidate, ForClient } from "./completions.ts";
import { dueElements } from "./due-elements.ts";
import { offeredTo } from "./offered.ts";
import { elementOf, type OpenElement, type OpenTag, type XmlAround } from "./xml-place.ts";

/** A place amid open elements. */
export type Amid = ForClient & { readonly around: XmlAround; readonly open: readonly OpenElement[] };

/** What the innermost element can hold. */
export function factsAt({ open, around, client }: Amid, typed: string): readonly ElementFact[] {
  const parent = open.at(-1);
  const all = elementsIn(parent ? placeOf(parent) : around.place);
  if (around.place !== SENT) return all;
  const due = parent ? sendableIn(open, all) : dueElements(all, client?.session.state);
  // Whoever has begun to write what is not due means it: servers are tried out in this way.
  return typed !== "" && !due.some(({ name }) => name.startsWith(typed)) ? all : due;
}

/** What a client puts into a stanza of that type. */
function sendableIn(open: readonly OpenElement[], facts: readonly ElementFact[]): readonly ElementFact[] {
  const [stanza, ...inside] = open;
  if (!stanza || inside.length > 0) return facts;
  const type = stanza.attributes.get("type");
  return facts.filter(({ types }) => {
    if (types === undefined) return true;
    // The type of an iq may still be to come: any that a payload goes with.
    return type === undefined ? types.some((one) => one !== "error") : types.includes(type);
  });
}

function placeOf({ plainName, namespace }: OpenElement): Place {
  return { name: plainName, namespace };
}

/** What is known of the innermost element. */
export function factOf(open: readonly OpenElement[], place: Place): ElementFact | undefined {
  const element = open.at(-1);
  const parent = open.at(-2);
  return element && factNamed(element, parent ? placeOf(parent) : place);
}

/** What is known of an element at a place; of one that does not belong there what it is elsewhere. */
export function factNamed({ plainName, namespace }: OpenElement, place: Place): ElementFact | undefined {
  const fits = (fact: ElementFact) =>
    fact.name === plainName && inContent(fact.namespace) === inContent(namespace);
  return elementsIn(place).find(fits) ?? elementsNamed(plainName).find(fits);
}

/** The facts of the element that a start tag begins: several namespaces may have one of that name. */
export function factsOfTag(tag: OpenTag, amid: Amid): readonly ElementFact[] {
  const element = elementOf(tag, amid.open.at(-1));
  const isDeclared = tag.attributes.has("xmlns");
  const fits = ({ name, namespace }: ElementFact) =>
    name === element.plainName && (!isDeclared || inContent(namespace) === inContent(element.namespace));
  const here = factsAt(amid, tag.name).filter(fits);
  return here.length > 0 ? here : elementsNamed(element.plainName).filter(fits);
}

export function elementCandidates(typed: string, amid: Amid): readonly Candidate[] {
  const features = offeredTo(amid);
  const offered = (fact: ElementFact) => features.has(fact.namespace);
  const facts = factsAt(amid, typed).filter(({ name }) => name.startsWith(typed));
  // What the one has said to be able to do whom it is to comes first.
  const sorted = [...facts.filter(offered), ...facts.filter((fact) => !offered(fact))];
  return sorted.map((fact) => elementCandidate(fact, amid, offered(fact)));
}

function elementCandidate(fact: ElementFact, { open }: Amid, isOffered: boolean): Candidate {
  const { name, summary } = fact;
  const declared = namespaceToDeclare(fact, open.at(-1));
  const xmlns = declared === undefined ? "" : ` xmlns='${declared}'`;
  // Few write down which language a text is in.
  const isOpen = [...fact.attributes.keys()].some((attribute) => attribute !== "xml:lang");
  const holds = fact.text !== undefined || (!fact.isEmpty && elementsIn(fact).length > 0);
  const end = isOpen ? "" : holds ? ">" : "/>";
  const notes = [...(declared === undefined ? [] : [declared]), ...(isOffered ? ["offered"] : [])];
  return {
    text: `<${name}${xmlns}${end}`,
    shown: `<${name}>`,
    summary: notes.length === 0 ? summary : `${summary} (${notes.join(", ")})`,
    isWhole: isOpen,
  };
}

/** The namespace that must be written down: not the one that it has anyway. */
export function namespaceToDeclare(
  { name, namespace }: ElementFact,
  parent: OpenElement | undefined,
): string | undefined {
  if (namespace === "" || name.startsWith("stream:")) return undefined;
  return namespace === (parent?.defaultNamespace ?? NS.client) ? undefined : namespace;
}

/** The end tag of the innermost element. */
export function closing(open: readonly OpenElement[]): readonly Candidate[] {
  const last = open.at(-1);
  return last ? [{ text: `</${last.name}>`, summary: "The end of what is open" }] : [];
}

/** The end tag that is begun; where nothing was opened that of the stream. */
export function endTag(typed: string, open: readonly OpenElement[]): readonly Candidate[] {
  const ends = open.length > 0 ? closing(open) : [{ text: "</stream:stream>", summary: "Ends the stream" }];
  return ends.filter(({ text }) => text.startsWith(`</${typed}`));
}
