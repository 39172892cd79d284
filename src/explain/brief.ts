// What was received, in one line.
import type { SessionState } from "../session/state.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { Element } from "../xml/element.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { CONTENT_NAMESPACES } from "../xmpp/namespaces.ts";
import { knownOf, titleOf } from "./element.ts";
import { cite } from "./explanation.ts";
import { referenceOf } from "./reference.ts";
import { shortened } from "./shortened.ts";
import { stepInside, stepOf } from "./which-step.ts";

/** A kind of thing that is received, and one line about it. */
export interface Brief {
  /** What tells it from other kinds. */
  readonly kind: string;
  readonly line: string;
}

/** How long a line is to be, where the words allow it. */
const LENGTH = 110;

/** Undefined of what is no element, no header and no end tag. */
export function briefOf(
  entry: Entry<Traffic>,
  before: SessionState,
  knowledge: Knowledge,
): Brief | undefined {
  const brief = whole(entry, before, knowledge);
  // Kinds are remembered, and the names in them are as long as a server likes.
  return brief && { ...brief, kind: shortened(brief.kind, LONGEST_KIND) };
}

function whole(
  { event, secure }: Entry<Traffic>,
  before: SessionState,
  knowledge: Knowledge,
): Brief | undefined {
  switch (event.type) {
    case "open":
      return ofHeader(before);
    case "close":
      return {
        kind: "end",
        line: "</stream:stream>: the server says goodbye; the connection ends when both have (RFC 6120 §4.4)",
      };
    case "element":
      if (event.kind === "features") return ofFeatures(event.element);
      return event.kind === "stanza"
        ? ofStanza(event.element, knowledge)
        : ofNonza(event.element, { secure, knowledge });
    case "whitespace":
    case "fragment":
    case "violation":
      return undefined;
  }
}

function ofHeader({ streams, secure, authenticated }: SessionState): Brief {
  if (streams <= 1) {
    return {
      kind: "header",
      line: "<stream:stream>: the server opens its half of the stream; its features come next (RFC 6120 §4.2)",
    };
  }
  if (authenticated === undefined && secure) {
    return {
      kind: "header after TLS",
      line: "<stream:stream>: a new stream, now under TLS, with a new id (RFC 6120 §5.4.3.3)",
    };
  }
  return {
    kind: "another header",
    line: "<stream:stream>: a new stream, with a new id; what was offered before is void (RFC 6120 §4.3.3)",
  };
}

function ofFeatures(features: Element): Brief {
  const names = features.getChildElements().map((child) => child.getName());
  const offered = names.length === 0 ? "nothing, all is negotiated" : [...new Set(names)].join(", ");
  return {
    kind: `features ${[...names].sort().join(" ")}`,
    line: `<stream:features>: what the server offers next: ${shortened(offered, LONGEST_NAME)} (RFC 6120 §4.3.2)`,
  };
}

interface Around {
  readonly secure: boolean;
  readonly knowledge: Knowledge;
}

function ofNonza(element: Element, { secure, knowledge }: Around): Brief {
  const known = knownOf(element, { from: "server", secure }, knowledge);
  const name = shortened(
    titleOf(element)
      .replace(/ xmlns='.*'\/?/, "")
      .replace(/\/>$/, ">"),
    LONGEST_NAME,
  );
  const kind = `${element.getName()} ${element.getNS()} ${element.children.length === 0 ? "empty" : ""}`;
  if (!known) return { kind, line: `${name}: no specification in the tables defines it` };
  const where = known.spec ? ` (${cite(known.spec)})` : "";
  const line = `${name}: ${firstSentence(known.text)}`;
  const next = known.follows ? `; next: ${firstSentence(known.follows)}` : "";
  return { kind, line: `${line}${`${line}${next}${where}`.length <= LENGTH ? next : ""}${where}` };
}

function ofStanza(stanza: Element, knowledge: Knowledge): Brief {
  const known = knownOf(stanza, { from: "server", secure: true }, knowledge);
  const children = stanza.getChildElements();
  const payloads = children.filter((child) => !CONTENT_NAMESPACES.includes(child.getNS() ?? ""));
  const names = payloads.map((child) => `<${child.getName()}>`);
  const title = titleOf(stanza).replace(/ with .*/s, "");
  const name = shortened(names.length === 0 ? title : `${title} with ${names.join(", ")}`, LONGEST_NAME);
  const step = stepOf(stanza, "server", knowledge);
  // A step of the handshake says all of its payload that there is to say.
  const isStep = step !== undefined && /with/.test(step.context);
  const explained = isStep ? [] : payloads.slice(0, MOST_EXPLAINED);
  const about = [...new Set(explained.flatMap((child) => payloadLine(child, stanza, knowledge)))];
  const cited = about.length === 0 && known?.spec ? ` (${cite(known.spec)})` : "";
  return {
    kind: [title, ...children.map((child) => `${child.getName()} ${child.getNS()}`).sort()].join("|"),
    line: `${name}: ${[firstSentence(known?.text ?? "a stanza"), ...about].join("; ")}${cited}`,
  };
}

function payloadLine(payload: Element, stanza: Element, knowledge: Knowledge): readonly string[] {
  const step = stepInside(payload, stanza, knowledge);
  if (step)
    return [`${firstSentence(step.explanation)} (${cite({ name: step.spec, section: step.section })})`];
  const fact = knowledge.namespaces.get(payload.getNS() ?? "");
  if (!fact) return [];
  const reference = referenceOf(fact, knowledge);
  // The title of a core RFC says less than that of the section.
  const title = fact.kind === "rfc" && fact.sectionTitle !== "" ? fact.sectionTitle : fact.title;
  return [`<${shortened(payload.getName())}>: ${title}, ${cite(reference)}`];
}

/** It goes on in a sentence of ours. */
function firstSentence(text: string): string {
  const [first = ""] = text.split(/(?<=\w\w\.)\s+/);
  return first.replace(/\.$/, "").replace(/^[A-Z](?=[a-z' ])/, (letter) => letter.toLowerCase());
}

/** A whole element in a title. */
const LONGEST_NAME = 90;

/** A server may put any number of payloads into a stanza. */
const MOST_EXPLAINED = 10;

/** Long enough for the names and namespaces of any real stanza. */
const LONGEST_KIND = 1000;
