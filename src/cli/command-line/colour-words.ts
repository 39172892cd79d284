// --color=always, as other programs have it: for yargs a word behind --color is an address.
import { UsageError } from "../../errors.ts";

const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  always: ["--color"],
  never: ["--no-color"],
  auto: [],
};

/**
 * The arguments with what they say of colours as --color or --no-color; neither where it is as usual.
 * @throws UsageError for a word that is none of theirs.
 */
export function withoutColourWords(args: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const read: string[] = [];
  for (let at = 0; at < end; at += 1) {
    const arg = args[at] ?? "";
    const next = at + 1 < end ? (args[at + 1] ?? "") : "";
    if (arg === "--color" && Object.hasOwn(WRITTEN_AS, next)) {
      read.push(...(WRITTEN_AS[next] ?? []));
      at += 1;
    } else if (arg.startsWith("--color=")) read.push(...meant(arg.slice("--color=".length)));
    else read.push(arg);
  }
  return [...read, ...args.slice(end)];
}

function meant(word: string): readonly string[] {
  if (word === "true" || word === "false") return [word === "true" ? "--color" : "--no-color"];
  const written = Object.hasOwn(WRITTEN_AS, word) ? WRITTEN_AS[word] : undefined;
  if (written) return written;
  throw new UsageError(`Cannot use --color "${word}": it is always, never or auto`);
}
