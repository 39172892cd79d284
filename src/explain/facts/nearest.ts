// What a word that nothing is known of may have meant.
import { distance } from "fastest-levenshtein";
import type { Knowledge } from "../../xmpp/knowledge/index.ts";

const MOST = 4;

/** The nearest words that are known, the nearest first. */
export function nearestWords(word: string, knowledge: Knowledge): readonly string[] {
  const asked = word.toLowerCase();
  const known = knownWords(knowledge);
  // A part of a name is more likely to be meant than one that differs by a letter, where it is no mere syllable.
  const containing = asked.length < 3 ? [] : known.filter((name) => name.toLowerCase().includes(asked));
  const allowed = Math.max(1, Math.min(4, Math.floor(asked.length / 4)));
  const alike = known
    .map((name) => ({ name, far: distance(asked, name.toLowerCase()) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far)
    .map(({ name }) => name);
  return [...new Set([...alike, ...containing.sort((a, b) => a.length - b.length)])].slice(0, MOST);
}

function knownWords({
  namespaces,
  conditions,
  mechanisms,
  handshake,
  features,
  xeps,
}: Knowledge): readonly string[] {
  const current = [...namespaces.values()].filter(({ state }) => state === "current");
  return [
    ...new Set([
      ...handshake.map(({ element }) => element.replace(/^[(]|[)]$/g, "").replace(/^(stream|db):/, "")),
      ...features.map(({ name }) => name),
      ...conditions.map(({ name }) => name),
      ...mechanisms.map(({ name }) => name),
      ...current.flatMap(({ elements }) => elements),
      ...namespaces.keys(),
      ...[...xeps.values()].flatMap(({ shortName, title }) => [shortName, title]),
    ]),
  ].filter((name) => name !== "");
}
