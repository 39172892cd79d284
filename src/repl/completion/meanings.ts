// What the words mean that a value can be, the same behind a command as in XML.
import { SHOW_VALUES, STANZA_TYPES } from "../../explain/stanza-types.ts";
import { meaningOfAttribute } from "../../xmpp/knowledge/attributes.ts";
import type { Value } from "./completions.ts";

/** By what has the value, a command or an element, and the name of the option, attribute or element that it stands in. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ...STANZA_TYPES.map(
    ({ stanza, type = "", meaning }) => [`${stanza} type ${type}`, inAList(meaning)] as const,
  ),
  ...Object.entries(SHOW_VALUES).map(([value, meaning]) => [`presence show ${value}`, meaning] as const),
  ["roster action get", "ask for your contacts"],
  ["roster action add", "put a contact into the list, or change it"],
  ["roster action remove", "take a contact out of the list"],
  ["log what off", "write no more of them"],
  ["log what save", "write those that are kept to the file behind it"],
  ["disco what info", "who it is and what it can do"],
  ["disco what items", "what belongs to it"],
]);

/** The values, with what those mean that do not say it themselves. */
export function withMeanings(values: readonly Value[], holder: string, name: string): readonly Value[] {
  return values.map((one) => ({
    ...one,
    summary:
      one.summary ??
      MEANINGS.get(`${holder} ${name} ${one.value}`) ??
      meaningOfAttribute(holder, name, one.value),
  }));
}

/** A sentence of the tables as the other descriptions read that stand beside it. */
function inAList(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
