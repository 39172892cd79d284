import { closest, distance } from "fastest-levenshtein";

/** The nearest of some names when it is near enough to be meant, for example `restrat` -> `restart`. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word === "" || names.length === 0) return undefined;
  const prefixed = names.filter((name) => name.startsWith(word));
  if (prefixed.length === 1) return prefixed[0];
  const best = closest(word.toLowerCase(), names);
  return distance(word.toLowerCase(), best) <= (word.length > 3 ? 2 : 1) ? best : undefined;
}
