// What helps with a task, little by little: what its author wrote, what kind of line it is, how such a line is written.
import type { Command } from "../shell/command.ts";
import { usageOf } from "../shell/usage.ts";
import type { Task } from "./lesson.ts";

/** The hints for a task, vague ones first. The answer itself is none: `show` has it. */
export function hintsFor({ hints, step }: Task, commands: readonly Command[]): readonly string[] {
  const [, client, line = ""] = /^(?:@(\S+)(?:[ \t]+|$))?([\s\S]*)$/.exec(step.text) ?? [];
  const whose =
    client === undefined ? [] : [`The line is for the client ${client}: it begins with @${client}`];
  return [...hints, ...whose, ...kindOf(line, commands)];
}

function kindOf(line: string, commands: readonly Command[]): readonly string[] {
  const [, element] = /^<([^\s/>?!]+)/.exec(line) ?? [];
  if (element !== undefined) {
    return [`It is XML: the element begins with <${element}`, `"show" shows all of it`];
  }
  if (line.startsWith("<")) return ["It is XML, as it goes over the wire", `"show" shows all of it`];
  const name = /^\S*/.exec(line)?.[0] ?? "";
  const command = commands.find((other) => other.name === name);
  if (!command) return [];
  return [
    `It is the command "${name}": ${command.summary}`,
    `It is written: ${usageOf(command)}`,
    `"show" shows the line; "help ${name}" tells all about the command`,
  ];
}
