// What the finished words of a half-typed line are: its options with their values, and the words of its arguments.
import type { ArgumentSpec, Command } from "../../shell/command.ts";
import type { Finished } from "./piece.ts";

export interface ReadWords {
  readonly positional: readonly string[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** The options that are there already, each with its value; with "" where it has none. */
  readonly given: ReadonlyMap<string, string>;
  /** The option whose value the cursor stands at. */
  readonly awaited: string | undefined;
  /** Whether `--` has ended the options. */
  readonly isPastOptions: boolean;
}

export function readWords(command: Command, words: readonly Finished[]): ReadWords {
  const positional: Finished[] = [];
  const given = new Map<string, string>();
  let awaited: string | undefined;
  let isPastOptions = false;
  for (const word of words) {
    const [, name, equals] = word.isQuoted || isPastOptions ? [] : (/^--([^=]+)(=)?/.exec(word.text) ?? []);
    if (awaited !== undefined) {
      given.set(awaited, word.text);
      awaited = undefined;
    } else if (!word.isQuoted && word.text === "--") isPastOptions = true;
    else if (name === undefined) positional.push(word);
    else {
      given.set(name, equals === undefined ? "" : word.text.slice(`--${name}=`.length));
      const takesValue = Object.hasOwn(command.options, name) && command.options[name]?.value !== undefined;
      if (takesValue && equals === undefined) awaited = name;
    }
  }
  const texts = positional.map(({ text }) => text);
  return { positional: texts, starts: positional.map(({ from }) => from), given, awaited, isPastOptions };
}

/**
 * The argument that the piece is, by its name, with the words that it has already: the last one may take all that are
 * left.
 */
export function argumentAt(
  { args, options }: Command,
  { positional, given }: ReadWords,
): readonly [string, ArgumentSpec, readonly string[]] | undefined {
  const replaced = [...given.keys()].map((name) =>
    Object.hasOwn(options, name) ? options[name]?.replaces : undefined,
  );
  const specs = Object.entries(args).filter(([name]) => !replaced.includes(name));
  const next = specs[positional.length];
  if (next) return [...next, []];
  const last = specs.at(-1);
  return last?.[1].rest ? [...last, positional.slice(specs.length - 1)] : undefined;
}
