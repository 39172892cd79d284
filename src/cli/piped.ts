// Lines from a pipe or a file, one after another, each waiting for the one before. Stops at the first that fails.
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { NO_COLOR } from "../render/themes/theme.ts";
import { brokenStream } from "../shell/broken-stream.ts";
import type { Mismatch } from "../shell/expecting/mismatch.ts";
import { mismatchLines, redactMismatch } from "../shell/expecting/mismatch-lines.ts";
import type { Line } from "../shell/language/line.ts";
import type { Outcome } from "../shell/outcome.ts";
import { checkSetup } from "./command-line/check-setup.ts";
import { EXIT, exitCode } from "./command-line/exit-codes.ts";
import type { Setup } from "./command-line/setup.ts";
import { LineReader, type NumberedLine } from "./lines.ts";
import { startPractice, wantsPractice } from "./practice-server/practice.ts";
import type { Terminal } from "./terminal.ts";
import { themeFor } from "./theme.ts";
import { makeWorkbench, type Workbench } from "./workbench.ts";
import { REAL_WORLD } from "./world.ts";

export interface PipedOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly messages: NodeJS.WritableStream;
  readonly colours: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Aborted by a signal that ends the program. */
  readonly signal: AbortSignal;
}

const NOTHING_TO_RUN = `Nothing to run: standard input had no lines. At a terminal, xmpp-repl is a prompt; from a pipe it runs lines:
  printf 'open\\nauth me test\\nrestart\\nbind desk\\npresence\\nclose\\n' | xmpp-repl localhost:5222
`;

/** Runs all the lines of the input and returns the exit code. */
export async function runPiped(setup: Setup, options: PipedOptions): Promise<number> {
  const { output, messages, colours, signal } = options;
  const quitting = new AbortController();
  // A server that was started for nothing would keep the program running.
  const opened = checkSetup(setup);
  const practice = wantsPractice(setup) ? await startPractice() : undefined;
  const terminal: Terminal = {
    theme: await themeFor(colours),
    columns: () => 0,
    write: (text) => output.write(text),
    warn: (text) => messages.write(text),
    askSecret: async (question) => {
      throw new UsageError(
        `Cannot ask "${question.trim()}": standard input is no terminal (set XMPP_PASSWORD, or give the password on the line)`,
      );
    },
    confirm: async () => false,
    isInteractive: false,
    quit: () => quitting.abort(),
    isPrivate: false,
    lines: "shown",
    environment: options.environment,
    version: options.version,
  };
  const workbench = makeWorkbench(setup, terminal, { ...REAL_WORLD, practice, opened });
  const complain = (row: number, reason: string) => messages.write(`line ${row}: ${sanitizeLine(reason)}\n`);
  const code = await runLines(workbench, options.input, {
    complain,
    quitting: quitting.signal,
    signal,
    messages,
    showsSecrets: setup.showSecrets,
  });
  const late = code === EXIT.passed ? await outstanding(workbench, messages) : EXIT.passed;
  const { isLogWhole } = await workbench.finish();
  // What came while the streams were being closed counts too.
  return code || late || lateErrors(workbench, messages) || (isLogWhole ? EXIT.passed : EXIT.failed);
}

interface Running {
  complain(row: number, reason: string): void;
  readonly quitting: AbortSignal;
  readonly signal: AbortSignal;
  readonly messages: NodeJS.WritableStream;
  readonly showsSecrets: boolean;
}

async function runLines(
  workbench: Workbench,
  input: NodeJS.ReadableStream,
  running: Running,
): Promise<number> {
  const { complain, quitting, signal, messages } = running;
  const rows = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, signal });
  const reader = new LineReader();
  let ran = 0;
  let before: Line | undefined;
  for await (const row of rows) {
    const line = reader.add(row);
    if (!line) continue;
    ran += 1;
    const outcome = await runLine(workbench, { ...line, before }, signal);
    before = workbench.shell.read(line.text);
    if (outcome.status !== "passed") {
      if (outcome.status !== "interrupted") complain(line.row, outcome.reason);
      if (outcome.status === "failed" && outcome.mismatch) showMismatch(outcome.mismatch, running);
      return exitCode(outcome);
    }
    if (quitting.aborted) return EXIT.passed;
  }
  const { unfinished } = reader;
  if (unfinished) {
    const open = unfinished.openElements.map((name) => `<${name}>`).join(", ");
    complain(
      unfinished.row,
      `the XML that begins here never ends${open ? ` (open: ${open})` : ""}; nothing of it was sent`,
    );
    return EXIT.usage;
  }
  if (ran === 0) messages.write(NOTHING_TO_RUN);
  return signal.aborted ? EXIT.interrupted : EXIT.passed;
}

function showMismatch(mismatch: Mismatch, { messages, showsSecrets }: Running): void {
  const shown = showsSecrets ? mismatch : redactMismatch(mismatch);
  messages.write(
    mismatchLines(shown, NO_COLOR)
      .map((line) => `  ${line}\n`)
      .join(""),
  );
}

async function runLine(
  { shell, clients }: Workbench,
  { text, isIndented, before }: NumberedLine & { readonly before: Line | undefined },
  signal: AbortSignal,
): Promise<Outcome> {
  const line = shell.read(text);
  if (line.kind === "blank" || line.kind === "comment") return { status: "passed" };
  const client = "client" in line && line.client !== undefined ? clients.named(line.client) : clients.current;
  const why = shell.whyBlock(isIndented ? ` ${text}` : text, before);
  if (why !== undefined) return { status: "wrong usage", reason: why };
  // What has arrived by now belongs before this line.
  await setImmediate();
  const broken = brokenStream(client);
  if (broken) return { status: "failed", reason: `before this line ${broken}` };
  return await shell.run(line, signal);
}

/** Waits for the replies to steps that did not wait; a refusal fails the run. */
async function outstanding(workbench: Workbench, messages: NodeJS.WritableStream): Promise<number> {
  const outcome = await workbench.shell.background();
  if (outcome.status !== "passed") {
    if (outcome.status !== "interrupted") messages.write(`at the end: ${sanitizeLine(outcome.reason)}\n`);
    return exitCode(outcome);
  }
  return lateErrors(workbench, messages);
}

/** A stream error that nobody waited for fails the run. */
function lateErrors({ clients }: Workbench, messages: NodeJS.WritableStream): number {
  const reasons = [...clients].flatMap((client) => brokenStream(client) ?? []);
  for (const reason of reasons) messages.write(`at the end: ${sanitizeLine(reason)}\n`);
  return reasons.length > 0 ? EXIT.failed : EXIT.passed;
}
