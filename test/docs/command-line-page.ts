// docs/command-line.md, made from the definitions of the command line.
import { PROGRAM } from "../../src/cli/command-line/command-line.ts";
import {
  GROUPS,
  nameOf,
  type OptionDefinitions,
  type Subcommand,
  writtenAs,
} from "../../src/cli/command-line/definition.ts";
import { EXIT_CODES } from "../../src/cli/command-line/exit-codes.ts";
import { optionRow } from "../../src/cli/command-line/help.ts";
import { ENVIRONMENT, FILES } from "../../src/cli/command-line/surroundings.ts";

const INTRODUCTION = `# The command line

Made from its definitions by \`npm run docs\`. \`xmpp-repl --help\` is the short form, \`xmpp-repl help options\` and
\`xmpp-repl run --help\` are the rest; \`docs/xmpp-repl.1\` has it all, as a page for \`man\`.

\`xmpp-repl\` alone is a prompt with a practice server beside it, \`xmpp-repl localhost:5222\` one for a server of yours.
Where standard input is no terminal its lines are run instead. \`npm link\`, in this folder, makes \`xmpp-repl\` a command;
\`npm start --\` does the same from here.`;

const SHELLS = `## Completion by Tab

Subcommands, options, their values, files, lessons, faults, and what can be explained. \`npm link\` comes first: the scripts
call \`xmpp-repl\` with each Tab, so they need not be renewed with it.

| shell | |
|---|---|
| bash | \`source <(xmpp-repl completion bash)\` in \`~/.bashrc\` |
| zsh | \`source <(xmpp-repl completion zsh)\` in \`~/.zshrc\`, behind \`compinit\` |
| fish | \`xmpp-repl completion fish > ~/.config/fish/completions/xmpp-repl.fish\`, once |`;

/** The whole page. */
export function commandLinePage(): string {
  const parts = [
    INTRODUCTION,
    "## Subcommands",
    table(
      ["", ""],
      [PROGRAM, ...(PROGRAM.subcommands ?? [])].map((one) => [`\`xmpp-repl ${one.usage}\``, one.summary]),
    ),
    ...(PROGRAM.examples ?? []).map(([line, what]) => `\`${line}\`: ${what}`),
    "## Options of the prompt",
    ...groups(PROGRAM),
    ...(PROGRAM.subcommands ?? []).flatMap((one) => section(one, [])),
    SHELLS,
    "## Exit codes",
    table(
      ["code", ""],
      EXIT_CODES.map(([code, meaning]) => [String(code), meaning]),
    ),
    "## Environment",
    table(
      ["variable", ""],
      ENVIRONMENT.map(([name, use]) => [`\`${name}\``, use]),
    ),
    "## Files",
    table(
      ["file", ""],
      FILES.map(([file, use]) => [`\`${file}\``, use]),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function section(subcommand: Subcommand, path: readonly string[]): readonly string[] {
  const { options, examples = [], subcommands = [] } = subcommand;
  const name = [...path, nameOf(subcommand)];
  const isShared = (option: string) =>
    PROGRAM.options[option] !== undefined && PROGRAM.options[option] === options[option];
  const own = Object.fromEntries(Object.entries(options).filter(([option]) => !isShared(option)));
  const isEmpty = Object.keys(own).length === 0;
  const hasPrompts = Object.keys(options).filter(isShared).length > 1;
  const title = isEmpty && subcommands.length === 0 ? [] : [`## ${name.join(" ")}`];
  return [
    ...title,
    ...(title.length > 0 && examples.length > 0
      ? [`\`\`\`sh\n${examples.map(([line, what]) => `# ${what}\n${line}`).join("\n")}\n\`\`\``]
      : []),
    ...groups({ ...subcommand, options: own }),
    ...(hasPrompts ? [`It has the options of the prompt as well${exceptions(options)}.`] : []),
    ...subcommands.flatMap((one) => section(one, name)),
  ];
}

/** Those of the prompt that are not there in any form. */
function exceptions(options: OptionDefinitions): string {
  const missing = Object.entries(PROGRAM.options).filter(([name]) => options[name] === undefined);
  return missing.map(([name, definition]) => `, but \`${writtenAs(name, definition)}\``).join("");
}

function groups({ options }: Subcommand): readonly string[] {
  return GROUPS.flatMap((group) => {
    const rows = Object.entries(options)
      .filter(([, definition]) => definition.group === group)
      .map(([name, definition]) => optionRow(name, definition))
      .map(([name, meaning]) => [`\`${name}\``, meaning] as const);
    return rows.length > 0 ? [table([group, ""], rows)] : [];
  });
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  return [head, ["---", "---"] as const, ...rows]
    .map((cells) => `| ${cells.map(escaped).join(" | ")} |`)
    .join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
