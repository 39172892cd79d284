// What the value of a data form's field can be: its name says it, or its type (XEP-0004 §3.3).
import type { ForClient, Value } from "./completions.ts";
import { jidValues } from "./jids.ts";
import { namespacesInStanza } from "./namespaces.ts";
import type { OpenElement } from "./xml-place.ts";

/** XEP-0313 §4.1.1: with whom. */
const OF_JIDS: readonly string[] = ["with"];

const TRUE_OR_FALSE: readonly Value[] = [
  { value: "1", summary: "true" },
  { value: "0", summary: "false" },
];

/** @param completing has open what stands around the value: the payload, the form, the field, and the value itself. */
export function fieldValues(
  typed: string,
  completing: ForClient & { readonly open: readonly OpenElement[] },
): readonly Value[] {
  const field = completing.open.at(-2);
  const name = field?.attributes.get("var") ?? "";
  const type = field?.attributes.get("type") ?? "";
  if (name === "FORM_TYPE") return formTypes(typed, completing);
  if (type.startsWith("jid-") || OF_JIDS.includes(name)) return jidValues(completing);
  return type === "boolean" ? TRUE_OR_FALSE : [];
}

/** XEP-0068: a namespace; usually that of what the form stands in, or one that goes on from it. */
function formTypes(
  typed: string,
  completing: ForClient & { readonly open: readonly OpenElement[] },
): readonly Value[] {
  const { open, knowledge } = completing;
  const around = open.at(-4)?.namespace ?? "";
  const facts = [...knowledge.namespaces.values()];
  const near = facts.filter(({ namespace }) => namespace === around);
  const forms = facts.filter(({ role }) => role === "form-type");
  const values = [...near, ...forms].map(({ namespace, title }) => ({ value: namespace, summary: title }));
  return typed === "" ? values : [...values, ...namespacesInStanza(typed, completing)];
}
