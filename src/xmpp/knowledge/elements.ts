// Which elements fit inside which, with their attributes: what is common in the RFCs and the usual XEPs, for completion.
import { CONTENT_NAMESPACES } from "../namespaces.ts";
import text from "./elements.tsv";
import { listIn, readTable } from "./table.ts";

/** Where a value is looked for that is not written down. */
export type ValueKind = "jid" | "own" | "domain" | "mechanism" | "namespace" | "field";

export interface Values {
  readonly written: readonly string[];
  readonly kind?: ValueKind | undefined;
}

export interface ElementFact {
  /** As it is written: with its prefix for `stream:features`. */
  readonly name: string;
  /** Empty where it is the content namespace of the stream. */
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, Values>;
  /** What its text can be; undefined where it has none. */
  readonly text: Values | undefined;
  /** Nothing is in it, though an element of that name may hold something elsewhere. */
  readonly isEmpty: boolean;
  /** Of a stanza's child: the types of the stanza in which a client sends it; undefined of any, none where only others do. */
  readonly types: readonly string[] | undefined;
  readonly summary: string;
}

/** What stands around an element; first-level elements have what is sent, or received, around them. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
}

export const SENT: Place = { name: "(sent)", namespace: "" };
export const RECEIVED: Place = { name: "(received)", namespace: "" };

interface Row {
  readonly fact: ElementFact;
  readonly places: readonly Place[];
}

const KINDS: readonly ValueKind[] = ["jid", "own", "domain", "mechanism", "namespace", "field"];
const STANZAS = ["message", "presence", "iq"];

const ROWS: readonly Row[] = readTable(text, (cell) => {
  const namespace = inContent(cell("namespace"));
  const fact = {
    name: cell("element"),
    // Within a stanza that is forwarded the content namespace must be declared.
    namespace: cell("namespace"),
    attributes: new Map(cell("attributes").split(" ").filter(Boolean).map(attributeIn)),
    text: ["", "-"].includes(cell("text")) ? undefined : valuesIn(cell("text")),
    isEmpty: cell("text") === "-",
    types: typesIn(cell("types")),
    summary: cell("summary"),
  };
  return { fact, places: listIn(cell("parent")).map((parent) => placeIn(parent, namespace)) };
});

/** `name` in the same namespace as the element, or `name namespace`. */
function placeIn(parent: string, inherited: string): Place {
  const [name = "", namespace] = parent.split(" ");
  const isInContent = STANZAS.includes(name) || name.startsWith("(");
  return { name, namespace: isInContent ? "" : inContent(namespace ?? inherited) };
}

function attributeIn(written: string): [string, Values] {
  const [, name = "", values = ""] = /^([^=]+)=?(.*)$/.exec(written) ?? [];
  return [name, valuesIn(values)];
}

/** `a|b`, `@jid`; "?" is any text, "=" base64. */
function valuesIn(written: string): Values {
  const kind = KINDS.find((known) => written === `@${known}`);
  if (kind !== undefined) return { written: [], kind };
  return { written: ["", "?", "="].includes(written) ? [] : written.split("|") };
}

/** "-" is none. */
function typesIn(written: string): readonly string[] | undefined {
  return written === "" ? undefined : listIn(written).filter((type) => type !== "-");
}

/** The content namespaces are one: what fits into a stanza does not depend on them. */
export function inContent(namespace: string): string {
  return CONTENT_NAMESPACES.includes(namespace) ? "" : namespace;
}

const BY_PLACE = new Map<string, ElementFact[]>();
for (const { fact, places } of ROWS) {
  for (const place of places) {
    const facts = BY_PLACE.get(keyOf(place)) ?? [];
    facts.push(fact);
    BY_PLACE.set(keyOf(place), facts);
  }
}

function keyOf({ name, namespace }: Place): string {
  return `${name} ${inContent(namespace)}`;
}

/** What can stand inside, in the order of the table. */
export function elementsIn(place: Place): readonly ElementFact[] {
  return BY_PLACE.get(keyOf(place)) ?? [];
}

/** Every element of that name, wherever it stands. */
export function elementsNamed(name: string): readonly ElementFact[] {
  return ROWS.filter(({ fact }) => fact.name === name).map(({ fact }) => fact);
}

export const ELEMENTS: readonly ElementFact[] = ROWS.map(({ fact }) => fact);
/** Every place that the table names. */
export const PLACES: readonly Place[] = ROWS.flatMap(({ places }) => places);
