// docs/xmpp-repl.1, made from the definitions of the command line and from the commands.
import { PROGRAM } from "../../src/cli/command-line/command-line.ts";
import { GROUPS, nameOf, type Subcommand } from "../../src/cli/command-line/definition.ts";
import { EXIT_CODES } from "../../src/cli/command-line/exit-codes.ts";
import { optionRow } from "../../src/cli/command-line/help.ts";
import { ENVIRONMENT, FILES } from "../../src/cli/command-line/surroundings.ts";
import type { Command } from "../../src/shell/command.ts";
import { usageOf } from "../../src/shell/language/usage.ts";

const DESCRIPTION = [
  "xmpp-repl is a prompt for exploring XMPP one step at a time. Each command sends exactly one thing, shows the bytes that it sends, and lays out the stream that comes back as it comes. Nothing is sent that was not asked for.",
  "Without an address a practice server is started beside the prompt. Where standard input is no terminal its lines are run, one after another, and the first that fails ends the run.",
  "A line is XML, which begins with < and goes out as it is, a command, or JavaScript.",
];

/** The whole page, in the man macros. */
export function manPage(commands: readonly Command[], version: string): string {
  const subcommands = PROGRAM.subcommands ?? [];
  const lines = [
    '.\\" Written by npm run docs.',
    `.TH XMPP\\-REPL 1 "" "xmpp\\-repl ${version}" "User Commands"`,
    ".SH NAME",
    `xmpp\\-repl \\- ${text(PROGRAM.summary)}`,
    ".SH SYNOPSIS",
    ...[PROGRAM, ...subcommands]
      .flatMap(({ usage }) => [".B xmpp\\-repl", text(usage), ".RI [ options ]", ".br"])
      .slice(0, -1),
    ".SH DESCRIPTION",
    ...DESCRIPTION.flatMap((paragraph) => [".PP", text(paragraph)]).slice(1),
    ".SH SUBCOMMANDS",
    ...subcommands.flatMap((one) => item(one.usage, one.summary)),
    ".SH COMMANDS",
    text('Those of the prompt, and of scripts. "help NAME" there tells all of one.'),
    ...commands.flatMap((command) => item(usageOf(command), command.summary)),
    ".SH OPTIONS",
    text("Those of the prompt; run has them as well."),
    ...optionItems(PROGRAM),
    ...subcommands.flatMap((one) => ownOptions(one, [])),
    ".SH EXIT STATUS",
    ...EXIT_CODES.flatMap(([code, meaning]) => item(String(code), meaning)),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([variable, use]) => item(variable, use)),
    ".SH FILES",
    ...FILES.flatMap(([file, use]) => item(file, use)),
    ".SH EXAMPLES",
    ...[PROGRAM, ...subcommands].flatMap(({ examples = [] }) =>
      examples.flatMap(([line, what]) => [".TP", `.B ${text(line)}`, text(what)]),
    ),
    ".SH SEE ALSO",
    ".BR openssl (1),",
    ".BR prosody (8),",
    ".BR ejabberdctl (8)",
    ".PP",
    text("RFC 6120, RFC 6121, RFC 7622; https://xmpp.org/extensions/"),
  ];
  return `${lines.join("\n")}\n`;
}

/** What only this subcommand has, and those beneath it. */
function ownOptions(subcommand: Subcommand, path: readonly string[]): readonly string[] {
  const { options, subcommands = [] } = subcommand;
  const name = [...path, nameOf(subcommand)];
  const own = Object.fromEntries(
    Object.entries(options).filter(([option, definition]) => PROGRAM.options[option] !== definition),
  );
  const items = optionItems({ ...subcommand, options: own });
  return [
    ...(items.length > 0 ? [`.SS "${text(name.join(" "))}"`, ...items] : []),
    ...subcommands.flatMap((one) => ownOptions(one, name)),
  ];
}

function optionItems({ options }: Subcommand): readonly string[] {
  return GROUPS.flatMap((group) =>
    Object.entries(options)
      .filter(([, definition]) => definition.group === group)
      .flatMap(([name, definition]) => item(...optionRow(name, definition))),
  );
}

function item(name: string, meaning: string): readonly string[] {
  return [".TP", `.B ${text(name)}`, text(meaning)];
}

/** What roff would read as its own: a backslash, a hyphen that is to be copied, a point or a quote at the beginning. */
function text(plain: string): string {
  return plain
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("~", "\\(ti")
    .replaceAll('"', "\\(dq")
    .replace(
      /[^\x20-\x7e]/gu,
      (one) => `\\[u${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    )
    .replace(/^[.']/, "\\&$&");
}
