// A command's usage line and its help, made from the command.
import type { Theme } from "../render/theme.ts";
import { wrapWords } from "../render/wrap.ts";
import type { Command } from "./command.ts";

/** `bind [resource] [--no-wait] [--timeout DURATION]` */
export function usageOf(command: Command): string {
  const args = Object.entries(command.args).map(([name, { optional, rest }]) => {
    const shown = rest ? `${name}…` : name;
    return optional ? `[${shown}]` : `<${shown}>`;
  });
  const options = Object.entries(command.options).map(([name, { value }]) =>
    value === undefined ? `[--${name}]` : `[--${name} ${value}]`,
  );
  return [command.name, ...args, ...options].join(" ");
}

/** Columns of running text, whatever the terminal: longer lines are hard to read. */
const PROSE_WIDTH = 96;

/** The help text of one command, without a final newline; `columns` is the width of the terminal. */
export function helpOf(command: Command, theme: Theme, columns = PROSE_WIDTH): string {
  const rows: [string, string][] = [
    ...Object.entries(command.args).map(([name, spec]): [string, string] => [name, describe(spec)]),
    ...Object.entries(command.options).map(([name, spec]): [string, string] => [
      spec.value === undefined ? `--${name}` : `--${name} ${spec.value}`,
      describe(spec),
    ]),
  ];
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return [
    theme.heading(usageOf(command)),
    `${command.summary}.`,
    ...(command.detail ? ["", ...wrapWords(command.detail, Math.min(columns, PROSE_WIDTH))] : []),
    ...(rows.length > 0 ? [""] : []),
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    "",
    `Example: ${command.example.line}`,
    ...(command.example.sends ? [`  sends: ${command.example.sends}`] : []),
    ...(command.block ? [`In a script the lines beneath it, indented, are ${BLOCKS[command.block]}`] : []),
    ...(command.inScripts === "refused" ? ["Not for scripts"] : []),
    ...(command.spec ? [`Specified in ${command.spec}`] : []),
  ].join("\n");
}

const BLOCKS = {
  sent: "what is sent",
  expected: "what is expected",
  reply: "what its reply must match",
} as const;

function describe({
  summary,
  choices,
}: {
  readonly summary: string;
  readonly choices?: readonly string[];
}): string {
  return choices ? `${summary} (${choices.join(", ")})` : summary;
}
