// Results for people at a terminal. The words carry the meaning, colours only stress it.
import type { ScriptError } from "../../errors.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { ScriptResult, Status } from "../result.ts";
import { countByStatus, nameOf } from "./counts.ts";
import { type FailureOptions, stepLines } from "./step-lines.ts";

export type { FailureOptions } from "./step-lines.ts";

const WORDS: Readonly<Record<Status, string>> = {
  passed: "ok",
  failed: "FAILED",
  "wrong usage": "CANNOT RUN",
  "no connection": "NO CONNECTION",
  interrupted: "INTERRUPTED",
  skipped: "skipped",
};

/** As wide as the words that are read most. */
const WORD_WIDTH = WORDS.skipped.length;

/** One line for a script: `ok       login.xmpp: Log in with SASL PLAIN (9 steps, 120 ms)`. */
export function resultLine(result: ScriptResult, theme: Theme): string {
  const { status, why } = result;
  const word = paintOf(status, theme)(WORDS[status].padEnd(WORD_WIDTH));
  const name = sanitizeLine(nameOf(result));
  if (status === "skipped") return `${word}  ${name}${why ? ` (${sanitizeLine(why)})` : ""}`;
  return `${word}  ${name} ${theme.number(`(${stepCount(result)}, ${duration(result.milliseconds)})`)}`;
}

function stepCount({ steps, passed }: ScriptResult): string {
  const all = counted(steps, "step");
  return passed === steps ? all : `${passed} of ${all}`;
}

function paintOf(status: Status, theme: Theme): (text: string) => string {
  if (status === "passed") return theme.value;
  return status === "skipped" ? theme.note : theme.failure;
}

/** What is wrong, where, and how to look into it; empty for a script that passed or was skipped. */
export function failureLines(result: ScriptResult, options: FailureOptions): readonly string[] {
  const { failure, errors, status } = result;
  return [
    ...errors.map((error) => errorLine(error, options.theme)),
    ...(failure ? stepLines(failure, options) : []),
    ...(failure && status === "failed" ? [hint(`${failure.file}:${failure.at.line}`)] : []),
  ];
}

function errorLine({ file, at, reason }: ScriptError, theme: Theme): string {
  const place = sanitizeLine(`${file}:${at.line}:${at.column}:`);
  return `${theme.heading(place)} ${theme.failure(sanitizeLine(reason))}`;
}

function hint(place: string): string {
  return `  to look around there: run it again with --until ${shellWord(place)}`;
}

/** A word as a POSIX shell reads it back. */
function shellWord(text: string): string {
  const shown = sanitizeLine(text);
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

/** What is worth saying although the script did not fail for it. */
export function remarkLines({ file, remarks }: ScriptResult, theme: Theme): readonly string[] {
  return remarks.map((remark) => theme.note(sanitizeLine(`${file}: ${remark}`)));
}

const COUNTED: readonly (readonly [Status, string])[] = [
  ["passed", "passed"],
  ["failed", "failed"],
  ["wrong usage", "could not be run"],
  ["no connection", "had no connection"],
  ["interrupted", "interrupted"],
  ["skipped", "skipped"],
];

/** `3 passed, 1 failed, 1 skipped in 1.2 s`; `elapsed` is in milliseconds. */
export function summaryLine(results: readonly ScriptResult[], elapsed: number, theme: Theme): string {
  if (results.length === 0) return theme.note("there are no scripts");
  const counts = countByStatus(results);
  const shown = COUNTED.filter(([status]) => counts[status] > 0).map(([status, words]) =>
    paintOf(status, theme)(`${counts[status]} ${words}`),
  );
  return `${shown.join(", ")} in ${duration(elapsed)}`;
}

function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  return whole < 1000 ? `${whole} ms` : `${(whole / 1000).toFixed(1)} s`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
