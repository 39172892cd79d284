// Error conditions in words.
import type { Element } from "../xml/element.ts";
import type { Condition } from "../xmpp/conditions.ts";
import type { SaidOnce } from "./remark.ts";
import { shortened } from "./shortened.ts";

/** The condition element of an error and the text the server added. */
export interface ErrorContent {
  readonly condition: string;
  readonly text?: string | undefined;
  /** Of a stanza error. */
  readonly type?: string | undefined;
  /** Whether an element of an application's own stands beside the condition. */
  readonly isSpecified?: true | undefined;
}

/** Takes a stream error, a SASL failure or a stanza's error child apart; `namespace` is that of its conditions. */
export function errorContent(error: Element, namespace: string): ErrorContent {
  const children = error.getChildElements().filter((child) => child.getNS() === namespace);
  const condition = children.find((child) => child.getName() !== "text");
  const text = children.find((child) => child.getName() === "text")?.getText();
  const isSpecified = error.getChildElements().some((child) => child.getNS() !== namespace);
  return {
    condition: condition?.getName() ?? "no condition",
    ...(text ? { text } : {}),
    ...(isSpecified ? { isSpecified } : {}),
  };
}

/** The condition, an explanation of it, where it is specified, and what the server itself says. */
export function explained(
  { condition, text, type }: ErrorContent,
  explanation: string,
  table: readonly Condition[],
): SaidOnce {
  const spec = find(table, condition)?.spec;
  const quoted = text ? ` The server says: ${quote(shortened(text, LONGEST_TEXT))}` : "";
  const name = shortened(condition);
  const what = `${name}${type ? ` (${shortened(type)})` : ""}: ${explanation}${spec ? ` [${spec}]` : ""}.`;
  return {
    text: `${what}${quoted}`,
    what,
    again: (first) => `${name} again (#${first} says more; "explain ${name}")`,
  };
}

/** The whole is in the element that is explained. */
const LONGEST_TEXT = 500;

/** In the quotes that the text has not got itself. */
function quote(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

/** What a condition means, what usually causes it, and what to do: without a full stop. */
export function inGeneral(
  table: readonly Condition[],
  { condition, isSpecified }: Omit<ErrorContent, "text">,
): string {
  const known = find(table, condition);
  if (!known) return "a condition that the specification does not know";
  // It sends the reader to an element that is not always there.
  if (condition === "undefined-condition" && !isSpecified) return UNSPECIFIED;
  return [
    known.meaning,
    known.cause && `Usual cause: ${known.cause}`,
    known.remedy && `What to do: ${known.remedy}`,
  ]
    .filter(Boolean)
    .join(" ")
    .replace(/\.$/, "");
}

const UNSPECIFIED =
  "none of the named conditions fits, and no element beside it says more; what there is to know stands in the server's text or its log";

function find(table: readonly Condition[], name: string): Condition | undefined {
  return table.find((condition) => condition.name === name);
}
