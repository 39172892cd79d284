// What node finds in JavaScript, the nearest first.
import type { Completions } from "./completions.ts";

/** What every object has. */
const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Node puts "" between its groups, of which the farthest up the chain of prototypes is the first, and where it finds
 * nothing it does not say what is typed, whatever its types say.
 */
export function fromNode(
  line: string,
  [texts, typed]: readonly [readonly string[], string | undefined],
): Completions | undefined {
  if (typed === undefined) return undefined;
  const [farthest = [], ...nearer] = groupsOf(texts);
  const special = farthest.filter((text) => !OF_EVERY_OBJECT.has(text.slice(typed.length)));
  const own = inOrder([special, ...nearer]);
  // Whoever has not typed a letter of it does not look for what is the same everywhere.
  const asked = typed.endsWith(".") && own.length > 0 ? own : inOrder([farthest, ...nearer]);
  return { from: line.length - typed.length, candidates: asked.map((text) => ({ text })) };
}

function inOrder(groups: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(groups.toReversed().flat())];
}

function groupsOf(texts: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  for (const text of texts) {
    if (text === "") groups.push([]);
    else groups.at(-1)?.push(text);
  }
  return groups;
}
