// A server can send names of any length, and any number of them: a sentence of ours has room for a few.

const LONGEST_NAME = 40;
const MOST_NAMES = 10;

/** The beginning of a text that is longer than a sentence can take. */
export function shortened(text: string, longest = LONGEST_NAME): string {
  // A character of two units is not cut in its middle.
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Names in a row: "PLAIN, SCRAM-SHA-1 and 12 more". */
export function shortList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => shortened(name));
  const left = names.length - shown.length;
  return shown.join(", ") + (left > 0 ? ` and ${left} more` : "");
}
