// A script's file, read and checked: what is wrong with it is told before anything is sent.
import { type Position, ScriptError } from "../errors.ts";
import type { Command } from "../shell/command.ts";
import { compilerFor } from "../shell/expecting/patterns.ts";
import { checkScript } from "./check.ts";
import { readScript } from "./read.ts";
import type { Reading } from "./reading.ts";
import { type Script, stepsOf } from "./script.ts";

export interface Loading {
  readonly commands: readonly Command[];
  /** The names of the variables that are defined already. */
  readonly variables: ReadonlySet<string>;
  /** @throws UsageError where it cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
}

/** @throws UsageError where the file cannot be read. */
export async function loadScript(path: string, { commands, variables, readFile }: Loading): Promise<Reading> {
  const names = new Set(commands.map(({ name }) => name));
  const { script, errors } = readScript(path, await readFile(path), names);
  const compile = await compilerFor(textOf(script));
  if (errors.length === 0 && stepsOf(script).length === 0) {
    const nothing = new ScriptError(path, { line: 1, column: 1 }, "Cannot run it: it has no steps");
    return { script, errors: [nothing] };
  }
  const found = [...errors, ...checkScript(script, { commands, variables, compile })];
  return { script, errors: found.sort((one, other) => byPlace(one.at, other.at)) };
}

function byPlace(one: Position, other: Position): number {
  return one.line - other.line || one.column - other.column;
}

function textOf(script: Script): string {
  return stepsOf(script)
    .map(({ text, block }) => `${text}\n${block?.text ?? ""}`)
    .join("\n");
}
