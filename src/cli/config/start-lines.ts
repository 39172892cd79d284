// The lines of a configuration that run when the prompt is there.
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapQuoting } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Stepping } from "../../repl/stepping.ts";
import { interruption, type Outcome } from "../../shell/outcome.ts";
import type { Workbench } from "../workbench.ts";

export interface StartLine {
  /** Of the configuration. */
  readonly n: number;
  readonly line: string;
}

export interface StartOptions extends Pick<Workbench, "shell" | "aliases"> {
  readonly theme: Theme;
  write(text: string): void;
  columns(): number;
}

/** Runs the lines before the first that is typed, as if they had been typed, up to the first that does not pass. */
export function startLines(lines: readonly StartLine[], options: StartOptions): Stepping {
  const { shell, aliases, theme, write } = options;
  return {
    label: undefined,
    async begin(signal) {
      for (const [index, { n, line }] of lines.entries()) {
        write(`${theme.note(`    -- config line ${n}: ${sanitizeLine(line)}`)}\n`);
        const outcome = await shell.run(shell.read(aliases.resolve(line) ?? line), signal);
        const reason = reasonOf(outcome);
        if (reason === undefined) continue;
        complain(reason, options);
        const left = lines.length - 1 - index;
        if (left > 0)
          complain(
            `${left === 1 ? "The start-up line" : `The ${left} start-up lines`} behind it ${left === 1 ? "was" : "were"} not run`,
            options,
          );
        return;
      }
    },
    take: async () => false,
    rowRan: async () => {},
  };
}

function complain(text: string, { theme, write, columns }: StartOptions): void {
  const rows = wrapQuoting(sanitizeLine(text), columns());
  write(rows.map((row) => `${theme.failure(row)}\n`).join(""));
}

function reasonOf(outcome: Outcome): string | undefined {
  if (outcome.status === "passed") return undefined;
  return outcome.status === "interrupted" ? interruption(outcome) : outcome.reason;
}
