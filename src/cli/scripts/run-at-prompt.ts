// `run --step`, `--until` and `--interactive`: one script at the prompt, on a live session.

import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { UsageError } from "../../errors.ts";
import { redactFragment } from "../../render/secrets/redact.ts";
import { sanitize, sanitizeLine } from "../../render/text/sanitize.ts";
import { LastEntries } from "../../script/last-entries.ts";
import type { Played } from "../../script/player.ts";
import { failureLines, resultLine } from "../../script/report/lines.ts";
import type { ScriptResult } from "../../script/result.ts";
import { resultOf } from "../../script/result-of.ts";
import { type Script, stepsOf } from "../../script/script.ts";
import { EXIT, exitCode } from "../command-line/exit-codes.ts";
import { type AtPrompt, openAtPrompt } from "../prompt/interactive.ts";
import { untilSignal, usesColour } from "../signals.ts";
import { themeFor } from "../theme.ts";
import { emptyResult, load } from "./run-one.ts";
import type { RunSetup } from "./run-setup.ts";
import { lastRowOf, ScriptStepping } from "./script-stepping.ts";

/**
 * Runs one script at the prompt until the user leaves.
 * @throws UsageError where there is no terminal, or not one script.
 */
export async function runAtPrompt(
  setup: RunSetup,
  files: readonly string[],
  version: string,
): Promise<{ readonly code: number; readonly result: ScriptResult }> {
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new UsageError("Cannot step through several scripts: --step, --until and --interactive take one");
  }
  const { stdin, stdout } = process;
  if (!stdin.isTTY || file === "-") {
    throw new UsageError("Cannot step through a script: standard input is no terminal");
  }
  const colours = usesColour(setup, stdout);
  const { script, errors } = await load(file, setup);
  if (errors.length > 0) {
    const result = emptyResult(script, { status: "wrong usage", errors });
    const telling = { theme: await themeFor(colours), width: stdout.columns ?? 0, view: "pretty" } as const;
    process.stderr.write(`${failureLines(result, telling).join("\n")}\n`);
    return { code: EXIT.usage, result };
  }
  const stopAt = stopIn(setup, script);
  const { signal, code } = untilSignal();
  const options = { output: stdout, colours, environment: process.env, version, signal };
  const text = `xmpp-repl ${version} runs ${file}${setup.until === undefined ? "" : ` up to line ${stopAt}`}.`;
  const at = await openAtPrompt(setup, options, sanitizeLine(text));
  const result = await play(at, script, { setup, stopAt });
  return {
    code: code() ?? (result.isQuit ? EXIT.passed : exitCode(statusOf(result.result))),
    result: result.result,
  };
}

function statusOf({ status }: ScriptResult): { readonly status: Exclude<ScriptResult["status"], "skipped"> } {
  return { status: status === "skipped" ? "passed" : status };
}

interface Stops {
  readonly setup: RunSetup;
  readonly stopAt: number | undefined;
}

/** Goes through the script, and lets the user go on at the prompt. */
async function play(
  atPrompt: AtPrompt,
  script: Script,
  { setup, stopAt }: Stops,
): Promise<{ readonly result: ScriptResult; readonly isQuit: boolean }> {
  const { workbench, theme, write, attach, close, left } = atPrompt;
  const { settings, shell, player, transcript } = workbench;
  if (setup.timeout !== undefined) settings.set("timeout", setup.timeout);
  const showsSecrets = settings.get("secrets") === "show";
  const last = new LastEntries(transcript, { showsSecrets });
  const began = performance.now();
  // Somebody may leave before its end.
  let result = emptyResult(script, { status: "interrupted" });
  let isQuit = true;
  const ended = (played: Played) => {
    if (atPrompt.hasLeft && !played.isStopped) return;
    isQuit = played.isStopped;
    const mask = (line: string) => shell.mask(line);
    const milliseconds = performance.now() - began;
    result = resultOf(script, played, { milliseconds, remarks: [], last, showsSecrets, mask });
    if (played.isStopped) return;
    const width = process.stdout.columns ?? 0;
    write(
      `${[resultLine(result, theme), ...failureLines(result, { theme, width, view: "pretty" })].join("\n")}\n`,
    );
    if (!setup.interactive && setup.until === undefined) close();
  };
  const shown = (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString("utf8");
    return sanitizeLine(settings.get("secrets") === "show" ? text : redactFragment(text));
  };
  const shows = () => settings.get("secrets") === "show";
  const shownLine = (line: string) => sanitize(shows() ? line : shell.mask(line));
  const shownXml = (text: string) => sanitize(shows() ? text : redactFragment(text));
  const telling = { write, shown, shownLine, shownXml, ended, quit: close };
  attach(new ScriptStepping({ script, player, theme, stopAt, ...telling }));
  await left;
  await workbench.finish();
  return { result, isQuit };
}

/**
 * Before which line it stops first.
 * @throws UsageError where --until names no line of the script.
 */
function stopIn({ until, step }: RunSetup, script: Script): number | undefined {
  if (until === undefined) return step ? 0 : undefined;
  const [, file = "", number = ""] = /^(?:(.*):)?(\d+)$/.exec(until) ?? [];
  const line = Number(number);
  const steps = stepsOf(script);
  const isThis = file === "" || resolve(file) === resolve(script.file) || script.file.endsWith(`/${file}`);
  const last = steps.at(-1);
  const lastLine = last?.at.line ?? 0;
  if (number !== "" && isThis && last && line <= lastRowOf(last)) return step ? 0 : line;
  const problem =
    number === ""
      ? "it is no FILE:LINE"
      : isThis
        ? `the last step is in line ${lastLine}`
        : `the script is ${script.file}`;
  throw new UsageError(
    `Cannot run until "${until}": ${problem} (write for example ${script.file}:${lastLine})`,
  );
}
