// Tab behind the name of a command: its options, and what its arguments can be, from its specs.
import type { ArgumentSpec, Command, OptionSpec } from "../../shell/command.ts";
import type { Candidate, Completions, ForClient, Value } from "./completions.ts";
import { withHome } from "./files.ts";
import { filterValues } from "./filters.ts";
import { withMeanings } from "./meanings.ts";
import { namedValues } from "./named.ts";
import { beforeCursor, type Finished, type Piece } from "./piece.ts";
import { completeSetting } from "./setting.ts";
import { asWord, isPlainWord } from "./write-value.ts";
import { aroundXml, completeXml } from "./xml.ts";
import { startingWith } from "./xml-values.ts";

/** @param text is the line from the command's name up to the cursor; `behind` what stands behind that. */
export function completeArguments(
  command: Command,
  text: string,
  completing: ForClient & { readonly behind: string },
): Completions | undefined {
  const { words, piece } = beforeCursor(text);
  if (piece.kind === "closed") return undefined;
  if (piece.kind === "xml") {
    const found = completeXml(piece.text, { ...completing, around: aroundXml(command.name, completing) });
    return found && { ...found, from: piece.from + found.from };
  }
  const read = readWords(command, words.slice(1));
  const awaited = piece.option ?? read.awaited;
  if (awaited !== undefined) {
    const option = Object.hasOwn(command.options, awaited) ? command.options[awaited] : undefined;
    if (!option) return undefined;
    if (option.names === "filter") return completeFilterIn(piece, completing);
    const at = { piece, before: read.positional, holder: command.name, name: awaited };
    return valuesFor(option, at, completing);
  }
  const isOption = piece.quote === "" && piece.text.startsWith("--") && !read.isPastOptions;
  if (isOption) return { from: piece.from, candidates: optionsLeft(command, piece.text, read.given) };
  const [name = "", argument] = argumentAt(command, read) ?? [];
  if (argument?.names === "setting") return completeSetting(text, read.starts[0] ?? piece.from, completing);
  const at = { piece, before: read.positional, holder: command.name, name };
  const found = argument && valuesFor(argument, at, completing);
  const values = found?.candidates ?? [];
  // Users are not all known: whoever does not find theirs may look for an option.
  if (found && values.length > 0 && (argument.names !== "user" || piece.text !== "")) return found;
  const options = piece.text === "" && !read.isPastOptions ? optionsLeft(command, "", read.given) : [];
  // Where an argument comes first, two hyphens would have to be taken off again.
  return {
    from: piece.from,
    candidates: [...values, ...options],
    isOpen: argument !== undefined && options.length > 0,
  };
}

interface ReadWords {
  readonly positional: readonly string[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** The options that are there already. */
  readonly given: ReadonlySet<string>;
  /** The option whose value the cursor stands at. */
  readonly awaited: string | undefined;
  /** Whether `--` has ended the options. */
  readonly isPastOptions: boolean;
}

function readWords(command: Command, words: readonly Finished[]): ReadWords {
  const positional: Finished[] = [];
  const given = new Set<string>();
  let awaited: string | undefined;
  let isPastOptions = false;
  for (const word of words) {
    const [, name, equals] = word.isQuoted || isPastOptions ? [] : (/^--([^=]+)(=)?/.exec(word.text) ?? []);
    if (awaited !== undefined) awaited = undefined;
    else if (!word.isQuoted && word.text === "--") isPastOptions = true;
    else if (name === undefined) positional.push(word);
    else {
      given.add(name);
      const takesValue = Object.hasOwn(command.options, name) && command.options[name]?.value !== undefined;
      if (takesValue && equals === undefined) awaited = name;
    }
  }
  const texts = positional.map(({ text }) => text);
  return { positional: texts, starts: positional.map(({ from }) => from), given, awaited, isPastOptions };
}

/** The argument that the piece is, by its name; the last one may take all the words that are left. */
function argumentAt(
  { args, options }: Command,
  { positional, given }: ReadWords,
): readonly [string, ArgumentSpec] | undefined {
  const replaced = [...given].map((name) =>
    Object.hasOwn(options, name) ? options[name]?.replaces : undefined,
  );
  const specs = Object.entries(args).filter(([name]) => !replaced.includes(name));
  const last = specs.at(-1);
  return specs[positional.length] ?? (last?.[1].rest ? last : undefined);
}

/** A filter that is one word of the line: where it is quoted, the words in it are completed, each for itself. */
function completeFilterIn({ text, quote, from }: At["piece"], completing: ForClient): Completions {
  const [, before = "", typed = ""] =
    quote === "" ? ["", "", text] : (/^([\s\S]*\s)?(\S*)$/.exec(text) ?? []);
  const words = before.split(/\s+/).filter((word) => word !== "");
  // What would have to be quoted or escaped once more is left to whoever types it.
  const fitting = /["\\]/.test(before) ? [] : startingWith(filterValues(words, completing), typed);
  return {
    from: from + quote.length + before.length,
    candidates: fitting
      .filter(({ value }) => isPlainWord(value))
      .map(({ value, summary }) => ({ text: value, summary, isWhole: true })),
  };
}

interface At {
  readonly piece: Extract<Piece, { readonly kind: "word" }>;
  readonly before: readonly string[];
  /** The command, and the name of its argument or option. */
  readonly holder: string;
  readonly name: string;
}

function valuesFor(
  spec: ArgumentSpec | OptionSpec,
  { piece, before, holder, name }: At,
  completing: ForClient,
): Completions {
  const typed = spec.names === "file" ? withHome(piece.text, completing.files.home) : piece.text;
  const named: readonly Value[] = spec.names ? namedValues(spec.names, { typed, before }, completing) : [];
  // What a name says of itself is worth more than the bare word.
  const words = [...(spec.suggests ?? []), ...(spec.choices ?? [])].map((value) => ({
    value,
    summary: named.find((one) => one.value === value)?.summary,
  }));
  return {
    from: piece.from,
    candidates: startingWith([...withMeanings(words, holder, name), ...named], typed).map((value) =>
      asWord(value, piece.quote),
    ),
    typed: typed === piece.text ? undefined : typed,
  };
}

function optionsLeft(command: Command, typed: string, given: ReadonlySet<string>): readonly Candidate[] {
  return Object.entries(command.options)
    .filter(([name]) => !given.has(name) && `--${name}`.startsWith(typed))
    .map(([name, { value, summary }]) => ({
      text: `--${name}`,
      shown: value === undefined ? undefined : `--${name} ${value}`,
      summary,
      isWhole: true,
    }));
}
