// What a word that nothing is known of may have meant.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { CommandFact } from "./command.ts";
import { mistakes } from "./mistakes.ts";

const MOST = 4;

/** A word that could be meant. */
interface Candidate {
  readonly name: string;
  /** What learners type most comes first. */
  readonly rank: number;
}

/** The nearest words that are known, the nearest first, and of those as near what learners type most. */
export function nearestWords(
  word: string,
  knowledge: Knowledge,
  commands: readonly CommandFact[],
): readonly string[] {
  const asked = word.toLowerCase();
  // A number is a slip of no word.
  if (asked === "" || /^#?\d+$/.test(asked)) return [];
  const known = candidates(knowledge, commands);
  const alike = known
    .filter(({ name }) => Math.abs(name.length - asked.length) <= MOST_MISTAKES)
    .map((one) => ({ ...one, far: mistakes(asked, one.name.toLowerCase()) }))
    .filter((one) => one.far <= allowed(asked, one) && isPlausible(asked, one.name.toLowerCase()))
    .sort((a, b) => a.far - b.far || a.rank - b.rank);
  // A part of a name is likely to be meant, where it is no mere syllable.
  const containing = known
    .filter(({ name }) => asked.length > 2 && name.toLowerCase().includes(asked))
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
  return [...new Set([...alike, ...containing].map(({ name }) => name))].slice(0, MOST);
}

const MOST_MISTAKES = 4;

/** A common word is guessed from further away than the name of some XEP. */
function allowed({ length }: string, { rank }: Candidate): number {
  const few = Math.max(1, Math.min(MOST_MISTAKES, Math.floor(length / 4)));
  return rank === 0 && length > 4 ? Math.max(2, few) : few;
}

/** One wrong letter of three or four makes another word, unless it begins alike or only the order is wrong. */
function isPlausible(asked: string, name: string): boolean {
  if (asked.length > 4) return true;
  const letters = (text: string) => [...text].sort().join("");
  return asked[0] === name[0] || letters(asked) === letters(name);
}

/** Each once, however it is capitalized. */
function candidates(
  { namespaces, conditions, mechanisms, handshake, features, words, xeps }: Knowledge,
  commands: readonly CommandFact[],
): readonly Candidate[] {
  const current = [...namespaces.values()].filter(({ state }) => state === "current");
  const ranked: readonly (readonly string[])[] = [
    [
      ...commands.map(({ name }) => name),
      ...handshake.map(({ element }) => element.replace(/^[(]|[)]$/g, "").replace(/^(stream|db):/, "")),
      ...words.flatMap(({ names }) => names),
    ],
    [
      ...features.map(({ name }) => name),
      ...conditions.map(({ name }) => name),
      ...mechanisms.map(({ name }) => name),
    ],
    [
      ...current.flatMap(({ elements }) => elements),
      ...[...xeps.values()].flatMap(({ shortName, title }) => [shortName, title]),
      ...namespaces.keys(),
    ],
  ];
  const seen = new Map<string, Candidate>();
  for (const [rank, names] of ranked.entries()) {
    for (const name of names) {
      const key = name.toLowerCase();
      if (name !== "" && !seen.has(key)) seen.set(key, { name, rank });
    }
  }
  return [...seen.values()];
}
