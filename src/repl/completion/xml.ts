// Tab in XML: the elements, attributes, values and end tags that fit.
import { elementsNamed, RECEIVED, SENT } from "../../xmpp/knowledge/elements.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Completions, ForClient } from "./completions.ts";
import { withMeanings } from "./meanings.ts";
import { attributeCandidates, attributeValues } from "./xml-attributes.ts";
import { closing, elementCandidates, endTag, factOf } from "./xml-elements.ts";
import { isClosed, type OpenElement, type XmlAround, xmlPlace } from "./xml-place.ts";
import { valuesOf, written } from "./xml-values.ts";

/** The line in whose last argument the XML stands. */
interface LineAround {
  readonly command: string;
  /** The words before it, without the options. */
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** @param line is undefined where the XML is sent as it stands. */
export function aroundXml(line: LineAround | undefined, { client }: ForClient): XmlAround {
  const namespace = client?.session.state.contentNamespace ?? NS.client;
  const iq = (attributes: Readonly<Record<string, string | undefined>>): OpenElement => ({
    name: "iq",
    plainName: "iq",
    namespace,
    defaultNamespace: namespace,
    attributes: new Map(
      Object.entries(attributes).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
  });
  switch (line?.command) {
    case "iq":
      return { open: [iq({ type: line.words[0], to: line.options.get("to") })], place: SENT };
    case "reply": {
      const requests = client?.session.state.requests ?? [];
      const meant = requests.find(({ n }) => String(n) === line.words[0]?.replace(/^#/, "")) ?? requests[0];
      // An error may hold again what it is the answer to (RFC 6120 §8.3.1): any payload.
      const type = line.options.has("error") ? undefined : "result";
      return { open: [iq({ type, to: meant?.from })], place: SENT };
    }
    case "expect":
      return { open: [], place: RECEIVED };
    default:
      return { open: [], place: SENT };
  }
}

/** @param behind is what stands behind the cursor. */
export function completeXml(
  xml: string,
  completing: ForClient & { readonly around: XmlAround; readonly behind: string },
): Completions | undefined {
  const { around, behind } = completing;
  const at = xmlPlace(xml, around.open);
  const { from, typed, open } = at;
  // What a command puts around it is not there to be closed.
  const typedElements = open.slice(around.open.length);
  switch (at.in) {
    case "name": {
      const ends = typed === "" ? closing(typedElements) : [];
      return { from, candidates: [...ends, ...elementCandidates(typed, { ...completing, open })] };
    }
    case "end tag":
      // What closes the stream stands alone: behind a stanza, one Tab too many would end the session.
      if (typedElements.length === 0 && (from > 0 || around.open.length > 0)) return { from, candidates: [] };
      return { from, candidates: endTag(typed, typedElements) };
    case "attribute":
      return { from, candidates: attributeCandidates(typed, at.tag, { ...completing, open }) };
    case "value": {
      const values = attributeValues(typed, at, completing);
      if (at.quote === "") {
        const quoted = written(values, { begin: "'", end: "'" });
        return { from, candidates: quoted.length > 0 ? quoted : [{ text: "'" }] };
      }
      return { from, candidates: written(values, { end: behind.startsWith(at.quote) ? "" : at.quote }) };
    }
    case "text":
      return inText(typed.trimStart(), { ...completing, open, xml });
    case "elsewhere":
      return undefined;
  }
}

interface InText extends ForClient {
  readonly around: XmlAround;
  readonly open: readonly OpenElement[];
  /** All that stands before the cursor. */
  readonly xml: string;
  readonly behind: string;
}

/** In the text of an element: its values, its end, and what can be in it. */
function inText(begun: string, completing: InText): Completions {
  const { around, open, xml, behind } = completing;
  const cursor = xml.length;
  const typedElements = open.slice(around.open.length);
  const end = typedElements.at(-1);
  const fact = factOf(open, around.place);
  const holder = open.at(-2)?.plainName ?? "";
  const values = fact?.text ? withMeanings(valuesOf(fact.text, begun, completing), holder, fact.name) : [];
  if (end && values.length > 0) {
    const endTag = `</${end.name}>`;
    const rest = behind.startsWith(endTag) ? "" : endTag;
    return { from: cursor - begun.length, candidates: written(values, { end: rest }) };
  }
  if (isFilledIn(completing, end)) return { from: cursor, candidates: [] };
  const ends = closing(typedElements);
  const isFree = fact?.text?.written.length === 0;
  const isUnknown = end !== undefined && elementsNamed(end.plainName).length === 0;
  // Behind a text its end tag goes where the cursor stands.
  if (begun !== "" || isUnknown) return { from: cursor, candidates: ends };
  if (isFree) return { from: cursor, candidates: [] };
  const candidates = [...ends, ...elementCandidates("", completing)];
  // A "<" that was not typed would be there for nothing.
  return { from: cursor, candidates, isOpen: candidates.length > 1 };
}

/** Behind something that was typed, and all that is open is closed: nothing is missing there, and nothing is put in. */
function isFilledIn({ around, xml, behind }: InText, end: OpenElement | undefined): boolean {
  const isBehindEnd = /(?:<\/[^<>]*|\/)>\s*$/.test(xml);
  const isEmpty = end !== undefined && xml.trimEnd().endsWith(">") && !isBehindEnd;
  if (isEmpty && behind.trimStart().startsWith(`</${end.name}`)) return false;
  // A declaration or a comment is no element.
  return /<[^!?]/.test(xml) && isClosed(xml + behind, around.open);
}
