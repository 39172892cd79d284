// Tab behind the name of a command: its options, and what its arguments can be, from its specs.
import type { ArgumentSpec, Command, OptionSpec } from "../../shell/command.ts";
import type { Candidate, Completions, ForClient, Value } from "./completions.ts";
import { withHome } from "./files.ts";
import { filterValues } from "./filters.ts";
import { withMeanings } from "./meanings.ts";
import { namedValues } from "./named.ts";
import { beforeCursor, type Piece } from "./piece.ts";
import { argumentAt, readWords } from "./read-words.ts";
import { completeSetting } from "./setting.ts";
import { completeTopic } from "./topic.ts";
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
  const read = readWords(command, words.slice(1));
  if (piece.kind === "xml") {
    const line = { command: command.name, words: read.positional, options: read.given };
    const found = completeXml(piece.text, { ...completing, around: aroundXml(line, completing) });
    return found && { ...found, from: piece.from + found.from };
  }
  const awaited = piece.option ?? read.awaited;
  if (awaited !== undefined) {
    const option = Object.hasOwn(command.options, awaited) ? command.options[awaited] : undefined;
    if (!option) return undefined;
    if (option.names === "filter") return completeFilterIn(piece, completing);
    const at = { piece, before: read.positional, ofArgument: [], command, name: awaited };
    return valuesFor(option, at, completing);
  }
  const isOption = piece.quote === "" && piece.text.startsWith("--") && !read.isPastOptions;
  if (isOption) return { from: piece.from, candidates: optionsLeft(command, piece.text, read.given) };
  const [name = "", argument, ofArgument = []] = argumentAt(command, read) ?? [];
  const start = read.starts[0] ?? piece.from;
  if (argument?.names === "setting") return completeSetting(text, start, completing);
  if (argument?.names === "topic") return completeTopic(text, start, completing);
  const at = { piece, before: read.positional, ofArgument, command, name };
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

/** A filter that is one word of the line: where it is quoted, the words in it are completed, each for itself. */
function completeFilterIn({ text, quote, from }: At["piece"], completing: ForClient): Completions {
  const [, before = "", typed = ""] =
    quote === "" ? ["", "", text] : (/^([\s\S]*\s)?(\S*)$/.exec(text) ?? []);
  const words = before.split(/\s+/).filter((word) => word !== "");
  // What would have to be quoted or escaped once more is left to whoever types it.
  const fitting = /["\\]/.test(before)
    ? []
    : startingWith(filterValues({ before: words, typed }, completing), typed);
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
  /** Those of them that belong to the argument that the piece belongs to. */
  readonly ofArgument: readonly string[];
  readonly command: Command;
  /** Of the argument or option. */
  readonly name: string;
}

function valuesFor(
  spec: ArgumentSpec | OptionSpec,
  { piece, before, ofArgument, command, name }: At,
  completing: ForClient,
): Completions {
  const [first] = ofArgument;
  const bare = [...(spec.suggests ?? []), ...(spec.choices ?? [])];
  // Where an argument has several words, such a word stands alone.
  if (first !== undefined && bare.includes(first)) return { from: piece.from, candidates: [] };
  const typed = spec.names === "file" ? withHome(piece.text, completing.files.home) : piece.text;
  const named: readonly Value[] = spec.names ? namedValues(spec.names, { typed, before }, completing) : [];
  const said = new Map(command.words);
  // What a name says of itself is worth more than the bare word.
  const words = (first === undefined ? bare : []).map((value) => ({
    value,
    summary: named.find((one) => one.value === value)?.summary ?? said.get(value),
  }));
  return {
    from: piece.from,
    candidates: startingWith([...withMeanings(words, command.name, name), ...named], typed).map((value) =>
      asWord(value, piece.quote),
    ),
    typed: typed === piece.text ? undefined : typed,
    isOpen: "orNew" in spec && piece.text === "",
  };
}

function optionsLeft(
  command: Command,
  typed: string,
  given: ReadonlyMap<string, string>,
): readonly Candidate[] {
  return Object.entries(command.options)
    .filter(([name]) => !given.has(name) && `--${name}`.startsWith(typed))
    .map(([name, { value, summary }]) => ({
      text: `--${name}`,
      shown: value === undefined ? undefined : `--${name} ${value}`,
      summary,
      isWhole: true,
    }));
}
