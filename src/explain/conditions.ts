// Error conditions in words.
import type { Element } from "../xml/element.ts";
import type { Condition } from "../xmpp/conditions.ts";

/** The condition element of an error and the text the server added. */
export interface ErrorContent {
  readonly condition: string;
  readonly text?: string | undefined;
}

/** Takes a stream error, a SASL failure or a stanza's error child apart; `namespace` is that of its conditions. */
export function errorContent(error: Element, namespace: string): ErrorContent {
  const children = error.getChildElements().filter((child) => child.getNS() === namespace);
  const condition = children.find((child) => child.getName() !== "text");
  const text = children.find((child) => child.getName() === "text")?.getText();
  return { condition: condition?.getName() ?? "no condition", ...(text ? { text } : {}) };
}

/** The condition, an explanation of it, where it is specified, and what the server itself says. */
export function explained(
  { condition, text }: ErrorContent,
  explanation: string,
  table: readonly Condition[],
): string {
  const spec = find(table, condition)?.spec;
  const quoted = text ? ` The server says: "${text}"` : "";
  return `${condition}: ${explanation}${spec ? ` [${spec}]` : ""}.${quoted}`;
}

/** What a condition means, what usually causes it, and what to do: without a full stop. */
export function inGeneral(table: readonly Condition[], name: string): string {
  const known = find(table, name);
  if (!known) return "a condition that the specification does not know";
  return [
    known.meaning,
    known.cause && `Usual cause: ${known.cause}`,
    known.remedy && `What to do: ${known.remedy}`,
  ]
    .filter(Boolean)
    .join(" ")
    .replace(/\.$/, "");
}

function find(table: readonly Condition[], name: string): Condition | undefined {
  return table.find((condition) => condition.name === name);
}
