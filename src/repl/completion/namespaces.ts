// Namespaces: those that somebody has told of first, then all that the tables know.
import type { NamespaceFact } from "../../xmpp/knowledge/namespaces.ts";
import type { ForClient, Value } from "./completions.ts";
import { offeredTo } from "./offered.ts";
import type { OpenElement } from "./xml-place.ts";

const MOST = 200;

interface Told {
  readonly features: ReadonlySet<string>;
  /** What is said of them. */
  readonly as: string;
}

/** Those that begin with what is typed; first what anybody has said to be able to do. */
export function namespaceValues(typed: string, completing: ForClient): readonly Value[] {
  return withTold(typed, { features: completing.seen.features.all, as: TOLD }, completing);
}

/** What a namespace is called that somebody has told of, who need not be the one that is written to. */
export const TOLD = "somebody's feature";

/** The same in a stanza: first what is offered by the one whom it is to. */
export function namespacesInStanza(
  typed: string,
  completing: ForClient & { readonly open: readonly OpenElement[] },
): readonly Value[] {
  return withTold(typed, { features: offeredTo(completing), as: "offered" }, completing);
}

function withTold(typed: string, { features, as }: Told, { knowledge }: ForClient): readonly Value[] {
  const begun = typed.toLowerCase();
  const told = [...features].map((value) => {
    const title = knowledge.namespaces.get(value)?.title;
    return { value, summary: title === undefined ? as : `${title} (${as})` };
  });
  const known = [...knowledge.namespaces.values()].filter(({ state }) => state === "current").map(factValue);
  return [...told, ...known].filter(({ value }) => value.toLowerCase().startsWith(begun)).slice(0, MOST);
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
