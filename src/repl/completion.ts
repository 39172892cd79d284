// Tab: what fits where the cursor is, from the commands themselves.

import type { Command } from "../shell/command.ts";
import { readLine } from "../shell/line.ts";
import { SETTING_NAMES } from "../shell/settings.ts";

/** The candidates and the piece of the line they would replace; undefined where the line is none of ours. */
export function complete(line: string, commands: readonly Command[]): [string[], string] | undefined {
  const text = line.replace(/^\s*(@\S+\s+)?/, "");
  const word = /\S*$/.exec(text)?.[0] ?? "";
  const names = commands.map(({ name }) => name);
  if (/^[a-z]*$/.test(text)) {
    const fitting = names.filter((name) => name.startsWith(text));
    return fitting.length > 0 && text !== "" ? [fitting, text] : undefined;
  }
  const read = readLine(text, (name) => names.includes(name));
  const command = read.kind === "command" ? commands.find(({ name }) => name === read.name) : undefined;
  if (!command) return undefined;
  if (command.name === "set") return completeSetting(text.replace(/^set\s+/, ""));
  const before = /(\S+)\s+\S*$/.exec(text)?.[1] ?? "";
  const fitting = valuesOf(command, before) ?? candidates(command, word, names);
  return [fitting.filter((candidate) => candidate.startsWith(word)), word];
}

/** What the option before the cursor can be. */
function valuesOf(command: Command, before: string): string[] | undefined {
  const { value, choices = [] } = command.options[before.replace(/^--/, "")] ?? {};
  return before.startsWith("--") && value !== undefined ? [...choices] : undefined;
}

function candidates(command: Command, word: string, names: readonly string[]): string[] {
  if (word.startsWith("--")) return Object.keys(command.options).map((name) => `--${name}`);
  if (command.name === "help") return [...names];
  return Object.values(command.args).flatMap(({ choices }) => choices ?? []);
}

/** A setting's name may have two words. */
function completeSetting(begun: string): [string[], string] {
  return [SETTING_NAMES.filter((name) => name.startsWith(begun)), begun];
}
