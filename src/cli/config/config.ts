// The configuration at the prompt: what it changes, and what is told of it.
import { commands } from "../../commands/index.ts";
import { UsageError } from "../../errors.ts";
import { MASK } from "../../render/secrets/redact.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { defineAlias, whyMasked } from "../../shell/define-alias.ts";
import { whyUnreadable } from "../../shell/file-trouble.ts";
import { XmlInput } from "../../xml/input.ts";
import type { Workbench } from "../workbench.ts";
import type { ConfigFile } from "./file.ts";
import { type ConfigLine, type ConfigProblem, readConfig } from "./lines.ts";
import { maskConfigLine } from "./mask.ts";
import type { StartLine } from "./start-lines.ts";

/** What of the workbench a configuration changes, and is looked at with. */
export type Configured = Pick<Workbench, "shell" | "settings" | "aliases" | "filters">;

export interface Configuration {
  /** As the command line has them: "juliet=juliet@localhost". */
  readonly accounts: readonly string[];
  /** Does what the lines ask for. A line that cannot be used keeps no other from counting. */
  apply(tool: Configured): Promise<Applied>;
}

export interface Applied {
  /** Lines to run when the prompt is there, in their order. */
  readonly start: readonly StartLine[];
  /** What is wrong, a text of two rows for each line. */
  readonly problems: readonly string[];
}

export function configurationIn(
  path: string,
  file: Exclude<ConfigFile, { status: "missing" }>,
): Configuration {
  if (file.status === "unreadable") {
    const problem = sanitizeLine(`Cannot read the configuration ${path}: ${whyUnreadable(file.error)}`);
    return { accounts: [], apply: async () => ({ start: [], problems: [problem] }) };
  }
  const { lines, problems } = readConfig(file.text);
  return {
    accounts: lines.flatMap(({ asked }) => (asked.kind === "account" ? [`${asked.name}=${asked.jid}`] : [])),
    async apply(tool) {
      const mask = (line: string) => maskConfigLine(line, (typed) => tool.shell.mask(typed));
      const found = [...problems];
      const start: StartLine[] = [];
      for (const line of lines) {
        try {
          const { asked, n } = line;
          if (asked.kind === "start") start.push({ n, line: checkStart(asked.line, tool) });
          else await applyLine(line, tool);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          found.push({ n: line.n, text: line.text, reason: error.message });
        }
      }
      found.sort((one, other) => one.n - other.n);
      return {
        start,
        problems: found.map((problem) => textOf({ ...problem, text: mask(problem.text) }, path)),
      };
    },
  };
}

async function applyLine({ n, asked }: ConfigLine, tool: Configured): Promise<void> {
  switch (asked.kind) {
    case "set":
      tool.settings.set(asked.setting, asked.value, `config line ${n}`);
      return;
    case "alias":
      defineAlias(asked, { aliases: tool.aliases, mask: (line) => tool.shell.mask(line), commands });
      return;
    case "filter":
      await tool.filters.define(asked.name, asked.expression);
      return;
    // The accounts are known before there is a client.
    case "account":
    case "start":
      return;
  }
}

/** @throws UsageError for a line that would wait for more, or holds a secret. */
function checkStart(line: string, { shell, aliases }: Configured): string {
  const meant = aliases.resolve(line) ?? line;
  const masked = shell.mask(meant);
  if (meant.includes(MASK) || masked !== meant) {
    throw new UsageError(`Cannot run the line at the start: ${whyMasked(masked, commands)}`);
  }
  const read = shell.read(meant);
  const from = read.kind === "xml" ? 0 : read.kind === "command" ? shell.payloadStart(read) : undefined;
  if (from !== undefined && "text" in read && !new XmlInput().add(read.text.slice(from))) {
    throw new UsageError("Cannot run the line at the start: its XML does not end on it (close what is open)");
  }
  return line;
}

function textOf({ n, text, reason }: ConfigProblem, path: string): string {
  return `${sanitizeLine(`${path}:${n}: ${text}`)}\n  ${sanitizeLine(reason)}`;
}
