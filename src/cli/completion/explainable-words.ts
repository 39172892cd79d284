// What a shell offers behind `xmpp-repl explain`: what there is an explanation of.
import { commands } from "../../commands/index.ts";
import { loadKnowledge } from "../../explain/knowledge.ts";
import type { Candidate, Typed } from "../command-line/definition.ts";

/** Of a term of several words, as bare JID, the word that comes next. */
export async function explainableWords({ before, word }: Typed): Promise<readonly Candidate[]> {
  const { words, conditions, mechanisms, namespaces, xeps } = await loadKnowledge();
  const terms: readonly Candidate[] = [
    ...words.flatMap(({ names, meaning }) => names.map((name) => [name, meaning] as const)),
    ...commands.map(({ name, summary }) => [name, summary] as const),
  ];
  // Nobody reads a list of some hundred: those come when something is typed of them.
  const rare: readonly Candidate[] =
    word === ""
      ? []
      : [
          ...conditions.map(({ name, meaning }) => [name, meaning] as const),
          ...mechanisms.map(({ name }) => [name, "a SASL mechanism"] as const),
          ...[...namespaces.values()].map(({ namespace }) => [namespace, "a namespace"] as const),
          ...[...xeps.values()].map(({ number, title }) => [`XEP-${number}`, title] as const),
        ];
  const typed = [...before, ""].join(" ").toLowerCase();
  const next = [...terms, ...rare].flatMap(([term, meaning]): Candidate[] => {
    if (!term.toLowerCase().startsWith(typed)) return [];
    const [first = ""] = term.slice(typed.length).split(" ");
    return first === "" ? [] : [[first, meaning]];
  });
  return [...new Map(next.toReversed()).entries()].toReversed();
}
