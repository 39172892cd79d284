// What a XEP or an RFC is, and what the tables have of it.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import { cite, type Explanation, type Part, type Reference } from "../explanation.ts";
import { referenceTo } from "../reference.ts";
import { stepTitle } from "./step.ts";

/** How many names are listed. */
const MOST_NAMED = 12;

/** A specification that is asked for: "XEP-0198", "xep 198", "198", "RFC 6120", "rfc6120 §4.9", "RFC 6120 4.9". */
export interface Asked {
  readonly spec: string;
  readonly section: string;
}

const ASKED =
  /^(?:(?:xep[- ]?)?(?<number>\d{1,4})|rfc[- ]?(?<rfc>\d{1,5}))(?:(?:[ ,]*(?:§+ *|section *|#section-)|[ ,]+)(?<section>\d[\d.]*?)\.?)?$/i;

export function readSpecification(word: string): Asked | undefined {
  const { number, rfc, section = "" } = ASKED.exec(word)?.groups ?? {};
  if (rfc !== undefined) return { spec: `RFC ${rfc}`, section };
  return number === undefined ? undefined : { spec: `XEP-${number.padStart(4, "0")}`, section };
}

/** The RFC that a number alone may mean, where no XEP has it: `6120 4.9` -> `RFC 6120 4.9`. */
export function rfcMeant(word: string, { rfcs }: Knowledge): string | undefined {
  const asked = /^\d/.test(word) ? readSpecification(word) : undefined;
  const isNamed = asked !== undefined && rfcs.has(asked.spec.slice("XEP-".length));
  return isNamed ? `RFC ${word}` : undefined;
}

/** Undefined for a XEP that there is not. */
export function explainSpecification(
  { spec, section }: Asked,
  knowledge: Knowledge,
): Explanation | undefined {
  const reference = referenceTo(spec, section, knowledge);
  const text = spec.startsWith("XEP")
    ? aboutXep(spec.slice(4), knowledge)
    : aboutRfc(spec.slice(4), knowledge);
  if (text === undefined) return undefined;
  const title = reference.title === undefined ? "" : `: ${reference.title}`;
  return {
    title: `${cite(reference)}${title}`,
    text: section === "" ? [...text, ...namesIn(spec, knowledge)] : text,
    parts: section === "" ? mechanismsIn(spec, knowledge) : partsAt({ spec, section }, knowledge),
    spec: withoutTitle(reference),
    alsoSee: [],
  };
}

function withoutTitle({ title: _title, ...reference }: Reference): Reference {
  return reference;
}

function aboutXep(number: string, { xeps }: Knowledge): readonly string[] | undefined {
  const fact = xeps.get(number);
  if (!fact) return undefined;
  const version =
    fact.version === "" ? "" : ` Version ${fact.version}${fact.date === "" ? "" : ` of ${fact.date}`}.`;
  const standing = `${fact.type}, ${fact.status}.${version}`;
  return fact.summary === "" ? [standing] : [fact.summary, standing];
}

function aboutRfc(number: string, { rfcs }: Knowledge): readonly string[] {
  const fact = rfcs.get(number);
  if (!fact) return ["An RFC that the tables of XMPP do not name."];
  return fact.meaning === "" ? [] : [fact.meaning];
}

function namesIn(spec: string, { namespaces }: Knowledge): readonly string[] {
  const number = spec.slice(4);
  const kind = spec.startsWith("XEP") ? "xep" : "rfc";
  const names = [...namespaces.values()]
    .filter((fact) => fact.kind === kind && fact.number === number && fact.state === "current")
    .map(({ namespace }) => namespace);
  if (names.length === 0) return [];
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return [`Names that it defines: ${names.slice(0, MOST_NAMED).join(", ")}${rest}.`];
}

function mechanismsIn(spec: string, { mechanisms }: Knowledge): readonly Part[] {
  return mechanisms
    .filter((fact) => fact.spec === spec || fact.spec.startsWith(`${spec} `))
    .map(({ name, meaning }) => ({ name, text: meaning }));
}

/** What the tables have of a section and of those inside it. */
function partsAt({ spec, section }: Asked, { conditions, handshake, features }: Knowledge): readonly Part[] {
  const isThere = (row: { readonly spec: string; readonly section: string }) =>
    row.spec === spec && `${row.section}.`.startsWith(`${section.replace(/\.$/, "")}.`);
  return [
    ...handshake.filter(isThere).map((row) => ({ name: stepTitle(row), text: row.explanation })),
    ...features.filter(isThere).map(({ name, meaning }) => ({ name: `<${name}>`, text: meaning })),
    ...conditions.filter(isThere).map(({ name, meaning }) => ({ name, text: meaning })),
  ];
}
