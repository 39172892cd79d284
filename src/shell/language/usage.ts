// A command's usage line and its help, made from the command.

import { wrapPrinted } from "../../render/printed.ts";
import { wrapRows } from "../../render/text/align.ts";
import { helpWidth } from "../../render/text/prose-width.ts";
import { wrapBehind, wrapWords } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Command } from "../command.ts";

/** `bind [resource] [--no-wait] [--timeout DURATION]`; XML goes to the end of the line, so options stand before it. */
export function usageOf(command: Command): string {
  const args = Object.entries(command.args).map(([name, { optional, rest, isXml }]) => {
    const shown = rest ? `${name}…` : name;
    return { isXml, shown: optional ? `[${shown}]` : `<${shown}>` };
  });
  const firstXml = args.findIndex(({ isXml }) => isXml);
  const before = (firstXml < 0 ? args : args.slice(0, firstXml)).map(({ shown }) => shown);
  const xml = (firstXml < 0 ? [] : args.slice(firstXml)).map(({ shown }) => shown);
  const options = Object.entries(command.options).map(([name, { value }]) =>
    value === undefined ? `[--${name}]` : `[--${name} ${value}]`,
  );
  return [command.name, ...before, ...options, ...xml].join(" ");
}

/** How far the second line of a usage line is indented. */
const USAGE_MARGIN = 4;

const EXAMPLE_MARGIN = "Example: ".length;

/** The help text of one command, without a final newline; `columns` is the width of the terminal, 0 where nobody knows it. */
export function helpOf(command: Command, theme: Theme, columns = 0): string {
  const rows: [string, string][] = [
    ...Object.entries(command.args).map(([name, spec]): [string, string] => [name, describe(spec)]),
    ...Object.entries(command.options).map(([name, spec]): [string, string] => [
      spec.value === undefined ? `--${name}` : `--${name} ${spec.value}`,
      describe(spec),
    ]),
  ];
  const width = columns === 0 ? 0 : helpWidth(columns);
  return [
    ...usageLines(command, theme, width),
    ...wrapWords(`${command.summary}.`, width),
    ...(command.detail ? ["", ...wrapWords(command.detail, helpWidth(columns))] : []),
    ...(command.words ? ["", ...wrapRows(command.words, { width, indent: "  " }).flat()] : []),
    ...(rows.length > 0 ? [""] : []),
    ...wrapRows(rows, { width, indent: "  " }).flat(),
    "",
    ...wrapBehind(`Example: ${command.example.line}`, width, EXAMPLE_MARGIN).map((line, index) =>
      index === 0 ? line : " ".repeat(EXAMPLE_MARGIN) + line,
    ),
    ...(command.example.sends ? [wrapPrinted(`  sends: ${command.example.sends}`, width)] : []),
    ...(command.block
      ? wrapWords(`In a script the lines beneath it, indented, are ${BLOCKS[command.block]}`, width)
      : []),
    ...(command.inScripts === "refused" ? ["Not for scripts"] : []),
    ...(command.spec ? wrapWords(`Specified in ${command.spec}`, width) : []),
  ].join("\n");
}

/** Broken between two options, never between an option and its value. */
function usageLines(command: Command, theme: Theme, width: number): readonly string[] {
  const bound = usageOf(command).replace(/ (?=[^[]*\])/g, "\u00a0");
  const wrapped = wrapWords(bound, width === 0 ? 0 : width - USAGE_MARGIN);
  const [first = "", ...others] = wrapped.map((line) => line.replaceAll("\u00a0", " "));
  return [theme.heading(first), ...others.map((line) => " ".repeat(USAGE_MARGIN) + theme.heading(line))];
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
