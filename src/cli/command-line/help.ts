// The help of the command line, made from its definitions.
import { UsageError } from "../../errors.ts";
import { type Row, wrapRows } from "../../render/text/align.ts";
import { wrapWords } from "../../render/text/wrap.ts";
import { NO_COLOR } from "../../render/themes/theme.ts";
import { nearest } from "../../shell/language/suggest.ts";
import { hasManPage } from "../started-as.ts";
import { configFolder, stateFolder } from "../state-folder.ts";
import { PROGRAM, subcommandIn } from "./command-line.ts";
import {
  GROUPS,
  nameOf,
  type OptionDefinition,
  type Subcommand,
  takesValue,
  writtenAs,
} from "./definition.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { ENVIRONMENT, FILES } from "./surroundings.ts";

/** A longer name has a line of its own. */
const LONGEST_NAME = 22;
/** Those of the prompt that somebody new may need. */
const FIRST_OPTIONS = ["jid", "domain", "insecure", "log"];
/** The codes that a script of somebody's asks for; the rest are signals and bugs. */
const FIRST_CODES = [0, 1, 2, 3, 130];

/** The words whose help is asked for; undefined where none is. */
export function helpAsked(args: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = args;
  if (first === "help") return rest.map((word) => (word === "--help" || word === "-h" ? "help" : word));
  const ends = args.indexOf("--");
  const options = ends < 0 ? args : args.slice(0, ends);
  return options.some((arg) => arg === "--help" || arg === "-h") ? subcommandIn(args).path : undefined;
}

/**
 * The help of these words, in lines of that width.
 * @throws UsageError where there is none.
 */
export async function helpFor(
  words: readonly string[],
  width: number,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<readonly string[]> {
  const [topic] = words;
  if (topic === undefined) return firstPage(width);
  if (topic === "options") return [...optionLines(PROGRAM, width), "", ...codeLines(EXIT_CODES, width)];
  if (topic === "environment") return surroundings(width, environment);
  const { subcommand, path } = subcommandIn(words);
  if (path.length === words.length) return page(subcommand, path, width);
  const { commands } = await import("../../commands/index.ts");
  const command = commands.find(({ name }) => name === topic);
  const { helpOf } = await import("../../shell/language/usage.ts");
  if (command) return helpOf(command, NO_COLOR, width).split("\n");
  const names = [
    "options",
    "environment",
    ...(PROGRAM.subcommands ?? []).map(nameOf),
    ...commands.map(({ name }) => name),
  ];
  const meant = nearest(topic, names);
  const remedy = meant === undefined ? 'run "xmpp-repl help" for a list' : `did you mean "${meant}"?`;
  throw new UsageError(`Cannot help with "${words.join(" ")}": there is no such topic (${remedy})`);
}

/** What fits one screen of 80 columns and 24 rows. */
function firstPage(width: number): readonly string[] {
  const options = FIRST_OPTIONS.flatMap((name): Row[] => {
    const option = PROGRAM.options[name];
    return option ? [optionRow(name, option)] : [];
  });
  const codes = EXIT_CODES.filter(([code]) => FIRST_CODES.includes(code));
  return [
    ...wrapWords(`xmpp-repl [address]: ${PROGRAM.summary}`, width),
    ...rows([["address", "where to connect, as localhost:5222; without it to a practice server"]], width),
    "Subcommands:",
    ...rows(
      (PROGRAM.subcommands ?? []).map((one): Row => [one.usage, one.summary]),
      width,
    ),
    "Options:",
    ...rows(
      [...options, ["--version, --help", 'the same behind a subcommand: "xmpp-repl run --help"']],
      width,
    ),
    ...wrapWords(
      `All options: "xmpp-repl help options"; at the prompt: "help"${hasManPage() ? "; man xmpp-repl" : ""}`,
      width,
    ),
    ...codeLines(codes, width),
  ];
}

function page(subcommand: Subcommand, path: readonly string[], width: number): readonly string[] {
  const { usage, summary, words, subcommands = [], examples = [] } = subcommand;
  const before = ["xmpp-repl", ...path.slice(0, -1)].join(" ");
  const parts = [
    wrapWords(`${before} ${usage}: ${summary}`, width),
    rows(
      Object.entries(words).map(([name, { describe }]): Row => [name, describe]),
      width,
    ),
    rows(
      subcommands.map((one): Row => [one.usage, one.summary]),
      width,
    ),
    optionLines(subcommand, width),
    examples.flatMap(([line, what]) => [`  ${line}`, ...wrapWords(`      ${what}`, width)]),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : ["", ...part]));
}

/** In groups, each beneath its name. */
function optionLines({ options }: Subcommand, width: number): readonly string[] {
  const groups = GROUPS.map((name) => ({
    name,
    members: Object.entries(options).filter(([, { group }]) => group === name),
  }));
  return groups
    .filter(({ members }) => members.length > 0)
    .flatMap(({ name, members }) => [
      `${name}:`,
      ...rows(
        members.map(([option, definition]) => optionRow(option, definition)),
        width,
      ),
    ]);
}

export function optionRow(name: string, option: OptionDefinition): Row {
  const short = typeof option.alias === "string" ? `-${option.alias}, ` : "";
  const value = takesValue(option) ? ` ${option.value ?? "VALUE"}` : "";
  return [`${short}${writtenAs(name, option)}${value}`, option.describe + detail(option)];
}

/** What can be given, and what holds without it. */
function detail({ choices, default: standard, demandOption }: OptionDefinition): string {
  const parts = [
    ...(choices ? [choices.join(", ")] : []),
    ...(standard === undefined || typeof standard === "boolean" ? [] : [`without it ${standard}`]),
    ...(demandOption ? ["must be there"] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

function codeLines(codes: typeof EXIT_CODES, width: number): readonly string[] {
  return wrapWords(`Exit codes: ${codes.map(([code, meaning]) => `${code} ${meaning}`).join(", ")}`, width);
}

function surroundings(
  width: number,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const folders = [
    [/^~\/\.config\/xmpp-repl/, configFolder(environment), environment.XDG_CONFIG_HOME],
    [/^~\/\.local\/state\/xmpp-repl/, stateFolder(environment), environment.XDG_STATE_HOME],
  ] as const;
  // Where a variable says where a file is, the usual place would be the wrong one.
  const files = FILES.map(([file, use]): Row => {
    const named = folders.find(([usual, , variable]) => variable && usual.test(file));
    return [named ? file.replace(named[0], () => named[1]) : file, use];
  });
  return ["Environment:", ...rows(ENVIRONMENT, width), "Files:", ...rows(files, width)];
}

function rows(all: readonly Row[], width: number): readonly string[] {
  return wrapRows(all, { width, indent: "  ", longestName: LONGEST_NAME }).flat();
}
