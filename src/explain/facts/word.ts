// What a plain word of XMPP, or of this tool, means.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { WordFact } from "../../xmpp/knowledge/words.ts";
import type { Explanation } from "../explanation.ts";
import { referenceTo } from "../reference.ts";

/** The word, or of a plural that is no word itself the word without its s. */
export function findWord(word: string, { words }: Knowledge): WordFact | undefined {
  const named = (name: string) =>
    words.find(({ names }) => names.some((one) => one.toLowerCase() === name.toLowerCase()));
  return named(word) ?? (word.endsWith("s") ? named(word.slice(0, -1)) : undefined);
}

export function explainTerm(fact: WordFact, knowledge: Knowledge): Explanation {
  const { names, meaning, spec, section, alsoSee } = fact;
  return {
    title: names.join(", "),
    text: [meaning],
    parts: [],
    ...(spec === "" ? {} : { spec: referenceTo(spec, section, knowledge) }),
    alsoSee,
  };
}
