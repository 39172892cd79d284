// What an element is that was sent or received: from its namespace and name, then from what is in it.
import type { Side } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { CONTENT_NAMESPACES, NS } from "../xmpp/namespaces.ts";
import { type Explanation, elementTitle, type Reference } from "./explanation.ts";
import { partsOf } from "./parts.ts";
import { referenceOf, referenceTo } from "./reference.ts";
import { STANZA_TYPES } from "./stanza-types.ts";
import { stepOf } from "./which-step.ts";

/** How an element came. */
export interface Seen {
  readonly from: Side;
  /** Whether TLS protected it. */
  readonly secure: boolean;
}

/** What is known of an element by itself, without what is in it. */
interface Known {
  readonly text: string;
  readonly spec?: Reference;
  readonly follows?: string;
}

export function explainElement(element: Element, seen: Seen, knowledge: Knowledge): Explanation {
  const known = knownOf(element, seen, knowledge);
  return {
    title: `${titleOf(element)}, from the ${seen.from}`,
    text: known === undefined ? [UNKNOWN] : [known.text],
    parts: partsOf(element, knowledge),
    ...(known?.spec ? { spec: known.spec } : {}),
    ...(known?.follows ? { follows: known.follows } : {}),
    alsoSee: [],
  };
}

const UNKNOWN =
  "An element that no specification in the tables defines: somebody's own extension, or a slip of the pen.";

/** What an element is in one sentence or two, where it is defined and what follows. */
export function knownOf(element: Element, seen: Seen, knowledge: Knowledge): Known | undefined {
  const step = stepOf(element, seen.from, knowledge);
  const isGeneral =
    step === undefined || (step.namespace === NS.client && ["", "type=get or set"].includes(step.context));
  // A row of the handshake tells of requests and of one's own presence; the types of stanzas are more exact.
  const stanza = isGeneral || isStanzaOf(element, seen) ? ofStanza(element, knowledge) : undefined;
  if (stanza) return stanza;
  if (step) {
    const text = isBeforeTls(step.context, seen) ? NOT_ENCRYPTED : step.explanation;
    return { text, spec: referenceTo(step.spec, step.section, knowledge), follows: step.next };
  }
  const fact = knowledge.namespaces.get(element.getNS() ?? "");
  if (!fact) return undefined;
  return { text: `An element of ${fact.title}.`, spec: referenceOf(fact, knowledge) };
}

/** Rows for stanzas are written for what a client sends. */
function isStanzaOf(element: Element, { from }: Seen): boolean {
  return from === "server" && element.getName() === "presence";
}

const NOT_ENCRYPTED =
  "The menu of what can be negotiated now, on a stream that is not encrypted: the mechanisms to authenticate with are among it.";

/** The table takes it for granted that TLS comes before authentication. */
function isBeforeTls(context: string, { secure }: Seen): boolean {
  return context === "after TLS, before authentication" && !secure;
}

function ofStanza(element: Element, knowledge: Knowledge): Known | undefined {
  if (!CONTENT_NAMESPACES.includes(element.getNS() ?? "")) return undefined;
  const type = attribute(element, "type");
  const row = STANZA_TYPES.find((one) => one.stanza === element.getName() && one.type === type);
  if (!row) return undefined;
  return { text: row.meaning, spec: referenceTo(row.spec, row.section, knowledge), follows: row.next };
}

/** `<iq type='result'> with <query xmlns='jabber:iq:roster'/>`, `<stream:features>`, `<proceed xmlns='…'/>` */
export function titleOf(element: Element): string {
  const namespace = element.getNS();
  const name = element.getName();
  if (namespace === NS.stream) return `<stream:${name}>`;
  if (!CONTENT_NAMESPACES.includes(namespace ?? "")) return elementTitle(name, namespace);
  const type = attribute(element, "type");
  const payloads = element.getChildElements().filter((child) => child.getNS() !== namespace);
  const inside = payloads.map((child) => elementTitle(child.getName(), child.getNS()));
  return `<${name}${type === undefined ? "" : ` type='${type}'`}>${inside.length === 0 ? "" : ` with ${inside.join(", ")}`}`;
}
