// Tab in XML: the elements, attributes, values and end tags that fit.
import { elementsNamed, RECEIVED, SENT } from "../../xmpp/knowledge/elements.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Completions, ForClient } from "./completions.ts";
import { withMeanings } from "./meanings.ts";
import { attributeCandidates, attributeValues } from "./xml-attributes.ts";
import { closing, elementCandidates, endTag, factOf } from "./xml-elements.ts";
import { type OpenElement, type XmlAround, xmlPlace } from "./xml-place.ts";
import { valuesOf, written } from "./xml-values.ts";

/** @param command is whose argument it is; undefined where it is sent as it stands. */
export function aroundXml(command: string | undefined, { client }: ForClient): XmlAround {
  const namespace = client?.session.state.contentNamespace ?? NS.client;
  const element = (name: string): OpenElement => ({
    name,
    plainName: name,
    namespace,
    defaultNamespace: namespace,
    attributes: new Map(),
  });
  if (command === "iq" || command === "reply") return { open: [element("iq")], place: SENT };
  return { open: [], place: command === "expect" ? RECEIVED : SENT };
}

/** @param next is the character behind the cursor. */
export function completeXml(
  xml: string,
  completing: ForClient & { readonly around: XmlAround; readonly next: string },
): Completions | undefined {
  const { around, next } = completing;
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
      return { from, candidates: endTag(typed, typedElements) };
    case "attribute":
      return { from, candidates: attributeCandidates(typed, at.tag, { ...completing, open }) };
    case "value": {
      const values = attributeValues(typed, at, completing);
      if (at.quote === "") {
        const quoted = written(values, { begin: "'", end: "'" });
        return { from, candidates: quoted.length > 0 ? quoted : [{ text: "'" }] };
      }
      return { from, candidates: written(values, { end: next === at.quote ? "" : at.quote }) };
    }
    case "text":
      return inText(typed.trimStart(), { ...completing, open, cursor: from + typed.length });
    case "elsewhere":
      return undefined;
  }
}

/** In the text of an element: its values, its end, and what can be in it. */
function inText(
  begun: string,
  completing: ForClient & {
    readonly around: XmlAround;
    readonly open: readonly OpenElement[];
    readonly cursor: number;
  },
): Completions {
  const { around, open, cursor } = completing;
  const typedElements = open.slice(around.open.length);
  const end = typedElements.at(-1);
  const fact = factOf(open, around.place);
  const holder = open.at(-2)?.plainName ?? "";
  const values = fact?.text ? withMeanings(valuesOf(fact.text, begun, completing), holder, fact.name) : [];
  if (end && values.length > 0) {
    return { from: cursor - begun.length, candidates: written(values, { end: `</${end.name}>` }) };
  }
  const ends = closing(typedElements);
  const isFree = fact?.text && fact.text.written.length === 0 && fact.text.kind === undefined;
  const isUnknown = end !== undefined && elementsNamed(end.plainName).length === 0;
  // Behind a text its end tag goes where the cursor stands.
  if (begun !== "" || isUnknown) return { from: cursor, candidates: ends };
  if (isFree) return { from: cursor, candidates: [] };
  return { from: cursor, candidates: [...ends, ...elementCandidates("", completing)] };
}
