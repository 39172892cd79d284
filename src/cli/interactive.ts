// The prompt at a terminal. It is drawn first; the rest is loaded while somebody reads it.

import { ConnectionError } from "../errors.ts";
import { sanitize, sanitizeLine } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import { wrapQuoting, wrapWords } from "../render/wrap.ts";
import { openPrompt, type Prompt } from "../repl/prompt.ts";
import type { Stepping } from "../repl/stepping.ts";
import type { Entry } from "../transcript/entry.ts";
import { banner } from "./banner.ts";
import type { OpenedFiles } from "./check-setup.ts";
import type { Configuration } from "./config.ts";
import { configFile, readConfigFile } from "./config-file.ts";
import { EXIT } from "./exit-codes.ts";
import { fileNames } from "./file-names.ts";
import { openHistory } from "./history-file.ts";
import { setPace } from "./pace.ts";
import {
  PRACTICE_ACCOUNTS,
  PRACTICE_PASSWORD,
  type Practice,
  startPractice,
  wantsPractice,
} from "./practice.ts";
import type { Setup } from "./setup.ts";
import type { Terminal, Workbench } from "./workbench.ts";

export interface InteractiveOptions {
  readonly output: NodeJS.WriteStream;
  readonly colours: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Aborted by a signal that ends the program. */
  readonly signal: AbortSignal;
  /** Whether what happens is shown at this moment; without this it always is. */
  readonly shows?: (() => boolean) | undefined;
  /** Leaves entries out; without it none. */
  isWanted?(entry: Entry): boolean;
  /** Whether what runs as a script waits for the server where the client changes; without this it does. */
  readonly barrier?: "on" | "off";
  /** Whether the user's configuration counts; without this it does not. */
  readonly configuration?: "read" | "left out";
}

/** What the prompt says before anything has happened. A test holds it to what is derived from the state. */
export const FIRST_PROMPT = "main offline, open next> ";

/** The prompt, and the tool behind it. */
export interface AtPrompt {
  readonly theme: Theme;
  readonly workbench: Workbench;
  write(text: string): void;
  /** Takes lines from now on. */
  attach(stepping?: Stepping): void;
  /** The first lines of the configuration, where there are any. */
  readonly start?: Stepping | undefined;
  /** Takes no more lines. */
  close(): void;
  /** Resolves when the user leaves, or is made to. */
  readonly left: Promise<void>;
}

/** Runs the prompt until the user leaves; returns the exit code. */
export async function runInteractive(setup: Setup, options: InteractiveOptions): Promise<number> {
  const configuration = setup.config === false ? "left out" : "read";
  const configured = { ...options, configuration } as const;
  const { attach, left, workbench, start } = await openAtPrompt(
    setup,
    configured,
    banner(setup, options.version),
  );
  attach(start);
  await left;
  await workbench.finish();
  return EXIT.passed;
}

/**
 * Draws the prompt below a text, and loads the rest.
 * @throws UsageError for a setup that cannot be used; nothing is shown then.
 */
export async function openAtPrompt(
  setup: Setup,
  options: InteractiveOptions,
  text: string,
): Promise<AtPrompt> {
  const opened = await checked(setup);
  const { output } = options;
  output.write(`${wrapWords(text, output.columns ?? 0).join("\n")}\n`);
  const prompt = openPrompt(FIRST_PROMPT, options.environment);
  try {
    return await behind(prompt, setup, { ...options, opened });
  } catch (error) {
    // Else the prompt would stay, and nothing behind it would answer.
    prompt.close();
    throw error;
  }
}

/** An address alone, and nothing at all, are quick to look at; the rest is loaded for who says more. */
async function checked(setup: Setup): Promise<OpenedFiles> {
  const isPlain = Object.values(setup).every((said) => said === undefined || said === false);
  return isPlain ? {} : (await import("./check-setup.ts")).checkSetup(setup);
}

/** Loads what is behind the prompt. */
async function behind(
  prompt: Prompt,
  setup: Setup,
  options: InteractiveOptions & { readonly opened: OpenedFiles },
): Promise<AtPrompt> {
  const { output, colours, environment, version, signal, opened, barrier = "on" } = options;
  const { shows = () => true, isWanted = () => true } = options;
  const [{ Repl }, { AsItComes }, { makeWorkbench, REAL_WORLD }, { commands }, { terminalTheme }] =
    await Promise.all([
      import("../repl/repl.ts"),
      import("../repl/as-it-comes.ts"),
      import("./workbench.ts"),
      import("../commands/index.ts"),
      import("./theme.ts"),
    ]);
  const { path, found } = await configurationFor(options);
  const repl = new Repl(prompt);
  const history = openHistory(environment);
  const theme = await terminalTheme({ colours, environment, output });
  const practice = await practiceFor(setup, (shown) => {
    repl.write(`${wrapWords(shown, output.columns ?? 0).join("\n")}\n`);
  });
  let coming: InstanceType<typeof AsItComes> | undefined;
  const terminal: Terminal = {
    theme,
    columns: () => output.columns ?? 0,
    write: (shown) => {
      if (shows()) repl.write(shown);
    },
    warn: (shown) => repl.write(shown),
    unfinished: (client) => coming?.told(client),
    show: (entry, text) => {
      if (shows()) prompt.screen.show(entry, text);
    },
    askSecret: (question, wait) => repl.askSecret(question, wait),
    confirm: (question, wait) => repl.confirm(question, wait),
    barrier,
    isWanted,
    isInteractive: true,
    editor: repl.editor,
    page: async (text) => {
      const { showPages } = await import("./pager.ts");
      const size = { columns: output.columns ?? 0, rows: output.rows ?? 0 };
      await showPages(text, { size, environment, editor: repl.editor, write: (shown) => repl.write(shown) });
    },
    quit: () => prompt.close(),
    isPrivate: true,
    lines: "left out",
    editFile: async (text) => (await import("./edit-file.ts")).editFile(text, environment),
    configFile: path,
    environment,
    version,
  };
  const workbench = await makeOrClose(practice, () =>
    makeWorkbench({ ...setup, configured: found?.accounts }, terminal, { ...REAL_WORLD, practice, opened }),
  );
  setPace(prompt.screen, { ...workbench, theme, columns: terminal.columns });
  // Whoever has typed nothing here before is told what things are.
  if (history.isNew) workbench.settings.set("explain", "on", "your first session");
  const start = found && (await configure(found, { workbench, terminal }));
  coming = new AsItComes({
    ...workbench,
    showsSecrets: () => workbench.settings.get("secrets") === "show",
    rows: () => output.rows ?? 24,
    show: (rows) => prompt.screen.setStatus(shows() ? rows : []),
  });
  // node writes warnings straight to the terminal, over the line and with whatever is in them.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => repl.write(`${sanitize(warning.message)}\n`));
  const showsSecrets = () => workbench.settings.get("secrets") === "show";
  return {
    theme,
    workbench,
    start,
    write: (shown) => repl.write(shown),
    attach: (stepping) =>
      repl.attach({
        ...workbench,
        commands,
        theme,
        stepping,
        showsSecrets,
        files: fileNames(environment.HOME),
        past: history.past,
        keep: history.add,
      }),
    close: () => prompt.close(),
    left: Promise.race([prompt.left, aborted(signal)]).then(() => prompt.close()),
  };
}

/** The path of the configuration, and what is in it; what reads it is loaded where there is one. */
async function configurationFor({
  configuration,
  environment,
}: InteractiveOptions): Promise<{ readonly path?: string; readonly found?: Configuration }> {
  if (configuration !== "read") return {};
  const path = configFile(environment);
  const file = readConfigFile(path);
  if (file.status === "missing") return { path };
  const { configurationIn } = await import("./config.ts");
  return { path, found: configurationIn(path, file) };
}

interface Configuring {
  readonly workbench: Workbench;
  readonly terminal: Terminal;
}

/** Does what the configuration asks for, and tells what is wrong with it; returns what runs its first lines. */
async function configure(
  found: Configuration,
  { workbench, terminal }: Configuring,
): Promise<Stepping | undefined> {
  const { start, problems } = await found.apply(workbench);
  const { theme, warn, columns } = terminal;
  for (const problem of problems) {
    const rows = problem.split("\n").flatMap((row) => wrapQuoting(row, columns()));
    warn(rows.map((row) => `${theme.failure(row)}\n`).join(""));
  }
  if (start.length === 0) return undefined;
  const { startLines } = await import("./start-lines.ts");
  return startLines(start, { ...workbench, theme, write: warn, columns });
}

/** A server that nobody can talk to would keep the program running. */
async function makeOrClose(practice: Practice | undefined, make: () => Workbench): Promise<Workbench> {
  try {
    return make();
  } catch (error) {
    await practice?.close();
    throw error;
  }
}

/** The server to talk to where none is given, and what is to be said of it. */
async function practiceFor(setup: Setup, write: (text: string) => void): Promise<Practice | undefined> {
  if (!wantsPractice(setup)) return undefined;
  try {
    const practice = await startPractice();
    const accounts = PRACTICE_ACCOUNTS.join(", ");
    write(
      `The practice server is at ${practice.address}; its accounts are ${accounts}, password ${PRACTICE_PASSWORD}. "open" begins, "next" says what comes next.`,
    );
    return practice;
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    write(`There is no practice server: ${sanitizeLine(error.message)}`);
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
