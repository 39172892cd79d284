// The configuration where there is a prompt: it is found before there is a workbench, and changes that then.
import { wrapQuoting } from "../../render/text/wrap.ts";
import type { Stepping } from "../../repl/stepping.ts";
import type { Terminal } from "../terminal.ts";
import type { Workbench } from "../workbench.ts";
import type { Configuration } from "./config.ts";
import { configFile, readConfigFile } from "./file.ts";

export interface FoundConfiguration {
  /** Where it is, or would be; undefined where it cannot be read: nobody is told to write there. */
  readonly path?: string;
  /** What is in it; undefined where there is no such file. */
  readonly found?: Configuration;
}

/** Where the configuration is, and what is in it; what reads it is loaded where there is one. */
export async function configurationFor(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<FoundConfiguration> {
  const path = configFile(environment);
  const file = readConfigFile(path);
  if (file.status === "missing") return { path };
  const { configurationIn } = await import("./config.ts");
  const found = configurationIn(path, file);
  return file.status === "read" ? { path, found } : { found };
}

interface Configuring {
  readonly workbench: Workbench;
  readonly terminal: Terminal;
}

/** Does what the configuration asks for, and tells what is wrong with it; returns what runs its first lines. */
export async function configure(
  found: Configuration,
  { workbench, terminal }: Configuring,
): Promise<Stepping | undefined> {
  const { start, problems } = await found.apply(workbench);
  const { theme, warn, columns } = terminal;
  for (const problem of problems) {
    warn(
      problemRows(problem, columns())
        .map((row) => `${theme.failure(row)}\n`)
        .join(""),
    );
  }
  if (start.length === 0) return undefined;
  const { startLines } = await import("./start-lines.ts");
  return startLines(start, { ...workbench, theme, write: warn, columns });
}

/** What goes on in another row stands where it began. */
export function problemRows(problem: string, columns: number): readonly string[] {
  return problem.split("\n").flatMap((row) => {
    const [margin = ""] = /^ */.exec(row) ?? [];
    return wrapQuoting(row.slice(margin.length), columns - margin.length).map((part) => margin + part);
  });
}
