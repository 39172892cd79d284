// The prompt at a terminal. It is drawn first; the rest is loaded while somebody reads it.

import { sanitize } from "../render/sanitize.ts";
import { wrapWords } from "../render/wrap.ts";
import { openPrompt } from "../repl/prompt.ts";
import { EXIT } from "./exit-codes.ts";
import type { Setup } from "./setup.ts";

export interface InteractiveOptions {
  readonly output: NodeJS.WriteStream;
  readonly colours: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Aborted by a signal that ends the program. */
  readonly signal: AbortSignal;
}

/** What the prompt says before anything has happened. A test holds it to what is derived from the state. */
export const FIRST_PROMPT = "main offline, open next> ";

/** Runs the prompt until the user leaves; returns the exit code. */
export async function runInteractive(setup: Setup, options: InteractiveOptions): Promise<number> {
  const { output, colours, environment, version, signal } = options;
  output.write(`${wrapWords(banner(setup, version), output.columns ?? 0).join("\n")}\n`);
  const prompt = openPrompt(FIRST_PROMPT);
  const [{ Repl }, { makeWorkbench }, { commands }, { themeFor }] = await Promise.all([
    import("../repl/repl.ts"),
    import("./workbench.ts"),
    import("../commands/index.ts"),
    import("./theme.ts"),
  ]);
  const repl = new Repl(prompt);
  const theme = await themeFor(colours);
  const workbench = makeWorkbench(setup, {
    theme,
    columns: () => output.columns ?? 0,
    write: (text) => repl.write(text),
    warn: (text) => repl.write(text),
    askSecret: (question, wait) => repl.askSecret(question, wait),
    confirm: (question, wait) => repl.confirm(question, wait),
    isInteractive: true,
    quit: () => prompt.close(),
    isPrivate: true,
    lines: "left out",
    environment,
    version,
  });
  // node writes warnings straight to the terminal, over the line and with whatever is in them.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => repl.write(`${sanitize(warning.message)}\n`));
  repl.attach({ ...workbench, commands, theme });
  await Promise.race([prompt.left, aborted(signal)]);
  prompt.close();
  await workbench.finish();
  return EXIT.passed;
}

function banner({ address }: Setup, version: string): string {
  const opening =
    address === undefined
      ? `No server is given: run "open localhost" (or start with "xmpp-repl localhost:5222")`
      : `"open" opens a stream to ${address}`;
  return `xmpp-repl ${version}. ${opening}; "help" lists the commands, Ctrl-D leaves.`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
