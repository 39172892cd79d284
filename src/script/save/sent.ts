// What was sent -> what the script sends: the same, with names for the values that are others next time.
import { escapeVariables } from "../../shell/language/expansion.ts";
import type { Known } from "./known.ts";
import type { Moment } from "./timeline.ts";
import { type Replace, replaceValues, type Value } from "./values.ts";

/** Attributes that say whom something is for, or from. */
const ADDRESSES = new Set(["to", "from", "jid", "by"]);
const FOR_PEOPLE = new Set(["body", "subject"]);

/** The variable for a value that is sent, where there is one. */
export function nameOf(known: Known, moment: Moment): Replace {
  // A line that captures or binds says what it is only behind itself.
  const before = { ...moment, n: moment.n - 1 };
  return (value) => known.variable(value.value, moment) ?? addressIn(value, known, before);
}

function addressIn({ value, element, attribute }: Value, known: Known, moment: Moment): string | undefined {
  if (attribute === undefined && FOR_PEOPLE.has(element)) return undefined;
  const isAddress = attribute !== undefined && ADDRESSES.has(attribute);
  // A header's `to` opens the stream: before it no domain is known.
  if (element === "stream") return undefined;
  return known.jid(value, moment) ?? (isAddress ? known.domain(value, moment) : undefined);
}

/** XML as it went out: nothing in it was a variable. */
export function sentText(xml: string, known: Known, moment: Moment): string {
  return replaceValues(xml, nameOf(known, moment), escapeVariables);
}

/** XML on the line of a command: what looks like a variable in it was one. */
export function typedXml(xml: string, known: Known, moment: Moment): string {
  return replaceValues(xml, nameOf(known, moment));
}
