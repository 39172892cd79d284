// The words of a filter: what can follow the words before.
import { JOINERS, KINDS, VALUED } from "../../shell/filter/expression.ts";
import type { ForClient, Value } from "./completions.ts";
import { jidValues } from "./jids.ts";
import { namespaceValues } from "./namespaces.ts";

interface InFilter {
  /** The words that the expression has already. */
  readonly before: readonly string[];
  /** What is typed of the next one. */
  readonly typed: string;
}

export function filterValues({ before, typed }: InFilter, completing: ForClient): readonly Value[] {
  const last = (before.at(-1) ?? "").replace(/^\(+/, "");
  const isValue = last in VALUED && !((before.at(-2) ?? "") in VALUED);
  if (isValue) return valuesBehind(last, typed, completing);
  const named = completing.filters.named.map(({ name, expression }) => ({
    value: name,
    summary: expression,
  }));
  const isFirst = before.length === 0;
  return [
    ...Object.entries(KINDS).map(([value, summary]) => ({ value, summary })),
    ...Object.entries(VALUED).map(([value, what]) => ({ value, summary: `${value} ${what}` })),
    ...named,
    ...JOINERS.filter((joiner) => joiner === "not" || !isFirst).map((value) => ({ value })),
  ];
}

function valuesBehind(word: string, typed: string, completing: ForClient): readonly Value[] {
  switch (word) {
    case "from":
    case "to":
      return jidValues(completing);
    case "ns":
      return namespaceValues(typed, completing);
    case "client":
      return [...completing.clients].map(({ name }) => ({ value: name }));
    case "type":
      return TYPES.map((value) => ({ value }));
    default:
      return [];
  }
}

const TYPES = ["get", "set", "result", "error", "chat", "groupchat", "unavailable", "subscribe"];
