// The prompt at a terminal. It is drawn first; the rest is loaded while somebody reads it.

import { sanitize, sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapQuoting, wrapWords } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import { openPrompt, type Prompt } from "../../repl/prompt.ts";
import { sizeOf } from "../../repl/screen/terminal-size.ts";
import type { Stepping } from "../../repl/stepping.ts";
import { parseAddress } from "../../xmpp/address.ts";
import type { OpenedFiles } from "../command-line/check-setup.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import type { Setup } from "../command-line/setup.ts";
import { fileNames } from "../completion/file-names.ts";
import { configurationFor, configure } from "../config/configured.ts";
import type { Practice } from "../practice-server/practice.ts";
import { practiceFor } from "../practice-server/practice-at-prompt.ts";
import type { Workbench } from "../workbench.ts";
import { banner } from "./banner.ts";
import { finishAtPrompt } from "./finish-at-prompt.ts";
import { openHistory } from "./history-file.ts";
import type { InteractiveOptions } from "./interactive-options.ts";
import { setPace } from "./pace.ts";
import { promptTerminal } from "./prompt-terminal.ts";

/**
 * What the prompt says before anything has happened, in a terminal of that width. A test holds it to what is derived from
 * the state.
 */
export function firstPrompt(columns: number): string {
  return columns < 50 ? "main offline> " : "main offline, open next> ";
}

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
  readonly hasLeft: boolean;
}

/** Runs the prompt until the user leaves; returns the exit code. The caller ends the program then: leavePrompt(). */
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
  const { columns } = sizeOf(output);
  output.write(`${wrapWords(text, columns).join("\n")}\n`);
  const prompt = openPrompt(firstPrompt(columns), options.environment);
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
  const { address, ...others } = setup;
  const isPlain = Object.values(others).every((said) => said === undefined || said === false);
  if (!isPlain) return (await import("../command-line/check-setup.ts")).checkSetup(setup);
  if (address !== undefined) parseAddress(address);
  return {};
}

/** Loads what is behind the prompt. */
async function behind(
  prompt: Prompt,
  setup: Setup,
  options: InteractiveOptions & { readonly opened: OpenedFiles },
): Promise<AtPrompt> {
  const { output, colours, environment, signal, opened, shows = () => true } = options;
  const [{ Repl }, { AsItComes }, { makeWorkbench }, { REAL_WORLD }, { commands }, { terminalTheme }] =
    await Promise.all([
      import("../../repl/repl.ts"),
      import("../../repl/as-it-comes.ts"),
      import("../workbench.ts"),
      import("../world.ts"),
      import("../../commands/index.ts"),
      import("../theme.ts"),
    ]);
  const isConfigured = options.configuration === "read";
  const { path, found } = isConfigured ? await configurationFor(environment) : {};
  const repl = new Repl(prompt);
  const history = openHistory(environment, (problem) => {
    const rows = wrapQuoting(sanitizeLine(problem), prompt.size().columns);
    repl.write(rows.map((row) => `${theme.failure(row)}\n`).join(""));
  });
  const theme = await terminalTheme({ colours, environment, output });
  const practice = await practiceFor(setup, (shown) => {
    repl.write(`${wrapWords(shown, prompt.size().columns).join("\n")}\n`);
  });
  let coming: InstanceType<typeof AsItComes> | undefined;
  const terminal = promptTerminal({
    prompt,
    repl,
    theme,
    options,
    configFile: path,
    unfinished: (client) => coming?.told(client),
  });
  const workbench = await makeOrClose(practice, () =>
    makeWorkbench({ ...setup, configured: found?.accounts }, terminal, { ...REAL_WORLD, practice, opened }),
  );
  setPace(prompt.screen, { ...workbench, theme, columns: terminal.columns });
  // Whoever has typed nothing here before is told what things are.
  if (history.isNew) workbench.settings.set("explain", "on", "your first session");
  const start = found && (await configure(found, { workbench, terminal }));
  const showComing = repl.status.part();
  coming = new AsItComes({
    ...workbench,
    showsSecrets: () => workbench.settings.get("secrets") === "show",
    rows: () => prompt.size().rows,
    show: (rows) => showComing(shows() ? rows : []),
  });
  output.on("resize", () => coming?.resized());
  // node writes warnings straight to the terminal, over the line and with whatever is in them.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => repl.write(`${sanitize(warning.message)}\n`));
  const showsSecrets = () => workbench.settings.get("secrets") === "show";
  const finish = async () => {
    const finished = await finishAtPrompt(workbench, (row) => repl.write(`${theme.note(row)}\n`));
    // What has come meanwhile may wait for a terminal that is slow.
    prompt.screen.close();
    return finished;
  };
  return {
    theme,
    workbench: { ...workbench, finish },
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
        drop: history.drop,
      }),
    close: () => prompt.close(),
    get hasLeft() {
      return prompt.server.closed;
    },
    left: Promise.race([prompt.left, aborted(signal)]).then(async () => {
      prompt.close();
      // What is told from now on is for the terminal as it was.
      await repl.editor.givenBack();
    }),
  };
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
