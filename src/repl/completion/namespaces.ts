// Namespaces: those that were offered first, then all that the tables know.
import type { NamespaceFact } from "../../xmpp/knowledge/namespaces.ts";
import type { ForClient, Value } from "./completions.ts";

const MOST = 200;

/** Those that begin with what is typed. */
export function namespaceValues(typed: string, { seen, knowledge }: ForClient): readonly Value[] {
  const begun = typed.toLowerCase();
  const offered = [...seen.features].map((value) => {
    const title = knowledge.namespaces.get(value)?.title;
    return { value, summary: title === undefined ? "offered" : `${title} (offered)` };
  });
  const known = [...knowledge.namespaces.values()].filter(({ state }) => state === "current").map(factValue);
  return [...offered, ...known].filter(({ value }) => value.toLowerCase().startsWith(begun)).slice(0, MOST);
}

/** Those that have an element of that name. */
export function elementsOfName(name: string, { knowledge }: ForClient): readonly Value[] {
  return [...knowledge.namespaces.values()]
    .filter(
      ({ elements, children, state }) =>
        state === "current" && (elements.includes(name) || children.includes(name)),
    )
    .map(factValue);
}

function factValue({ namespace, title }: NamespaceFact): Value {
  return { value: namespace, summary: title };
}
