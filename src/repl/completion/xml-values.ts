// Values in XML: of attributes, and of the text of an element.
import type { ValueKind, Values } from "../../xmpp/knowledge/elements.ts";
import type { Candidate, ForClient, Value } from "./completions.ts";
import { fieldValues } from "./form-fields.ts";
import { domainValues, jidValues, ownValues } from "./jids.ts";
import { mechanismValues } from "./mechanisms.ts";
import { namespacesInStanza } from "./namespaces.ts";
import { inXml } from "./write-value.ts";
import type { OpenElement } from "./xml-place.ts";

/** What is open around the value, outermost first. */
type AmidElements = ForClient & { readonly open: readonly OpenElement[] };

/** The values that begin with what is typed. */
export function valuesOf(
  { written: known, kind }: Values,
  typed: string,
  completing: AmidElements,
): readonly Value[] {
  const values = kind === undefined ? known.map((value) => ({ value })) : ofKind(kind, typed, completing);
  return startingWith(values, typed);
}

function ofKind(kind: ValueKind, typed: string, completing: AmidElements): readonly Value[] {
  switch (kind) {
    case "jid":
      return jidValues(completing);
    case "own":
      return ownValues(completing);
    case "domain":
      return domainValues(completing);
    case "mechanism":
      return mechanismValues(undefined, completing);
    case "namespace":
      return namespacesInStanza(typed, completing);
    case "field":
      return fieldValues(typed, completing);
  }
}

/** Each once, whatever the capitals. */
export function startingWith(values: readonly Value[], typed: string): readonly Value[] {
  const begun = typed.toLowerCase();
  const fitting = new Map<string, Value>();
  for (const one of values) {
    if (one.value.toLowerCase().startsWith(begun) && !fitting.has(one.value)) fitting.set(one.value, one);
  }
  return [...fitting.values()];
}

/** @param around is what goes before and behind each: its quotes, the end tag. */
export function written(
  values: readonly Value[],
  { begin = "", end }: { readonly begin?: string; readonly end: string },
): readonly Candidate[] {
  return values.flatMap(({ value, summary }) => {
    const text = inXml(value);
    return text === undefined ? [] : [{ text: begin + text + end, shown: value, summary }];
  });
}
