import { readSpecification } from "./facts/specification.ts";

/** Why a word cannot be explained, and what may have been meant. */
export function unknownWord(word: string, nearest: readonly string[]): string {
  if (readSpecification(word)) {
    const rfc = nearest.find((name) => name.startsWith("RFC "));
    const meant = rfc === undefined ? "" : ` (did you mean "${rfc}"?)`;
    return `Cannot explain "${word}": there is no XEP of that number${meant}`;
  }
  const meant =
    nearest.length === 0
      ? "say a word of XMPP, a namespace, an element, a condition, a mechanism, a command, a XEP or an RFC"
      : `did you mean ${nearest.map((name) => `"${name}"`).join(", ")}?`;
  return `Cannot explain "${word}": it is in none of the tables (${meant})`;
}
