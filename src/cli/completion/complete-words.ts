// What can stand where a shell's user presses Tab.
import { PROGRAM, subcommandIn } from "../command-line/command-line.ts";
import {
  type Candidate,
  type Candidates,
  nameOf,
  type OptionDefinition,
  type Subcommand,
  type Typed,
  takesValue,
  type WordDefinition,
  writtenAs,
} from "../command-line/definition.ts";

export type Completed = "files" | "folders" | readonly Candidate[];

/** The words behind `xmpp-repl`, the last of which is being typed: "" where nothing is typed of it yet. */
export async function completeWords(words: readonly string[]): Promise<Completed> {
  const word = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const { subcommand, path } = subcommandIn(before);
  const read = readBefore(subcommand, before.slice(path.length));
  if (read.pending) return await valuesOf(read.pending, { word, before: [] });
  if (read.isClosed || !word.startsWith("-")) return await ownWords(subcommand, { word, before: read.words });
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || value === undefined) return startingWith(word, optionsOf(subcommand, read.given));
  const option = subcommand.options[name];
  const found = option ? await valuesOf(option, { word: value, before: [] }) : [];
  return isList(found) ? found.map(([one, meaning]) => [`--${name}=${one}`, meaning]) : found;
}

interface Before {
  readonly words: readonly string[];
  /** The options that are there already. */
  readonly given: readonly string[];
  /** The option whose value comes next. */
  readonly pending: OptionDefinition | undefined;
  /** Whether `--` has ended the options. */
  readonly isClosed: boolean;
}

function readBefore({ options }: Subcommand, typed: readonly string[]): Before {
  const words: string[] = [];
  const given: string[] = [];
  let pending: OptionDefinition | undefined;
  for (const [at, word] of typed.entries()) {
    if (pending) pending = undefined;
    else if (word === "--")
      return { words: [...words, ...typed.slice(at + 1)], given, pending, isClosed: true };
    else if (word.startsWith("-") && word !== "-") {
      const [name = "", value] = word.replace(/^--?/, "").split("=", 2);
      const found = Object.entries(options).find(
        ([known, option]) =>
          [known, option.alias, option.negated && `no-${known}`].includes(name) ||
          writtenAs(known, option) === word,
      );
      if (found) given.push(found[0]);
      if (found && value === undefined && takesValue(found[1])) pending = found[1];
    } else words.push(word);
  }
  return { words, given, pending, isClosed: false };
}

async function ownWords(subcommand: Subcommand, typed: Typed): Promise<Completed> {
  const { subcommands = [], words } = subcommand;
  const names = typed.before.length === 0 ? subcommands : [];
  const found = await valuesOf(wordAt(Object.values(words), typed.before.length), typed);
  if (!isList(found)) return found;
  const all = [
    ...startingWith(
      typed.word,
      names.map((one) => [nameOf(one), one.summary]),
    ),
    ...found,
  ];
  // Where nothing stands before the cursor, and no word is known that could: what else there is.
  return all.length === 0 && typed.word === "" ? optionsOf(subcommand, []) : all;
}

/** The last one takes all that is left where it takes several. */
function wordAt(words: readonly WordDefinition[], at: number): WordDefinition | undefined {
  const last = words.at(-1);
  return words[at] ?? (last?.array ? last : undefined);
}

function optionsOf(subcommand: Subcommand, given: readonly string[]): readonly Candidate[] {
  const open = Object.entries(subcommand.options).filter(
    ([name, { array }]) => array || !given.includes(name),
  );
  return [
    ...open.flatMap(([name, option]): Candidate[] => [
      [writtenAs(name, option), option.describe],
      ...(option.negated === undefined ? [] : [[`--no-${name}`, option.negated] as const]),
    ]),
    ["--help", "what there is"],
    ...(subcommand === PROGRAM ? [["--version", "which version this is"] as const] : []),
  ];
}

interface Completable {
  readonly choices?: OptionDefinition["choices"];
  readonly candidates?: Candidates;
}

async function valuesOf(definition: Completable | undefined, typed: Typed): Promise<Completed> {
  const { choices = [], candidates } = definition ?? {};
  if (candidates === undefined)
    return startingWith(
      typed.word,
      choices.map((one) => [String(one), ""]),
    );
  const found = typeof candidates === "function" ? await candidates(typed) : candidates;
  return isList(found) ? startingWith(typed.word, found) : found;
}

function isList(found: Completed): found is readonly Candidate[] {
  return typeof found !== "string";
}

function startingWith(typed: string, all: readonly Candidate[]): readonly Candidate[] {
  return all.filter(([word]) => word.toLowerCase().startsWith(typed.toLowerCase()));
}
