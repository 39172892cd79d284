// Values in a stanza that nobody on the way knows: they are sent, and mean something else there or nothing.
import { attribute, type Element } from "../xml/element.ts";
import { shortened } from "./shortened.ts";
import { SHOW_VALUES, STANZA_TYPES } from "./stanza-types.ts";

/** What becomes of a type that is none (RFC 6121 §5.2.2 and §4.7.1; RFC 6120 §8.2.3). */
const UNKNOWN_TYPE: Readonly<Record<string, string>> = {
  message: "whoever gets it takes it for normal (RFC 6121 §5.2.2)",
  presence:
    "servers answer bad-request, or pass it on, and nobody is told that you are there (RFC 6121 §4.7.1)",
  iq: "servers answer bad-request (RFC 6120 §8.2.3)",
};

export function remarksOnValues(stanza: Element): readonly string[] {
  return [...remarksOnType(stanza), ...(stanza.is("presence") ? remarksOnShow(stanza) : [])];
}

function remarksOnType(stanza: Element): readonly string[] {
  const name = stanza.getName();
  const type = attribute(stanza, "type");
  const known = STANZA_TYPES.flatMap((row) => (row.stanza === name ? (row.type ?? []) : []));
  if (type === undefined || known.includes(type)) return [];
  return [`type="${shortened(type)}" is none of ${known.join(", ")}: ${UNKNOWN_TYPE[name]}`];
}

function remarksOnShow(presence: Element): readonly string[] {
  const show = presence.getChild("show")?.getText();
  if (show === undefined || Object.hasOwn(SHOW_VALUES, show)) return [];
  const known = Object.keys(SHOW_VALUES).join(", ");
  return [
    `<show>${shortened(show)}</show> is none of ${known}: some servers answer bad-request, and others see you as plainly available (RFC 6121 §4.7.2.1)`,
  ];
}
