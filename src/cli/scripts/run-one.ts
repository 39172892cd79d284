// One script, on connections of its own.
import { performance } from "node:perf_hooks";
import { commands } from "../../commands/index.ts";
import { type Position, ScriptError, UsageError } from "../../errors.ts";
import { LastEntries } from "../../script/last-entries.ts";
import { loadScript } from "../../script/load.ts";
import type { Played } from "../../script/player.ts";
import type { Reading } from "../../script/reading.ts";
import type { ScriptResult } from "../../script/result.ts";
import { resultOf } from "../../script/result-of.ts";
import { hasTag, type Script, stepsOf, tagsOf, titleOf } from "../../script/script.ts";
import { brokenStream } from "../../shell/broken-stream.ts";
import type { Setup } from "../command-line/setup.ts";
import { definitionsIn } from "../command-line/targets.ts";
import { startPractice, wantsPractice } from "../practice-server/practice.ts";
import type { Terminal } from "../terminal.ts";
import { makeWorkbench, type Workbench } from "../workbench.ts";
import { REAL_WORLD } from "../world.ts";
import { readScriptFile } from "./script-file.ts";

export interface OneRun {
  readonly setup: Setup;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly tags: TagFilter;
  /** Milliseconds; without it the setting's own. */
  readonly timeout?: string | undefined;
  /** Told of what was thrown that is no failure of the script's: the results of the others must not be lost for it. */
  crashed(bug: unknown): void;
}

export interface TagFilter {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

export const EVERYTHING: TagFilter = { only: [], skip: [] };

/**
 * Runs a file; whatever goes wrong is in the result, a bug of ours too.
 * @throws UsageError where the setup cannot be used.
 */
export async function runOne(file: string, run: OneRun): Promise<ScriptResult> {
  try {
    return await loadAndPlay(file, run);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const script = { file, items: [] };
    if (run.signal.aborted) return emptyResult(script, { status: "interrupted" });
    run.crashed(error);
    const why = new ScriptError(file, BEGIN, `Cannot go on: a bug in xmpp-repl (${String(error)})`);
    return emptyResult(script, { status: "wrong usage", errors: [why] });
  }
}

async function loadAndPlay(file: string, run: OneRun): Promise<ScriptResult> {
  const reading = await load(file, run.setup, run.signal);
  const { script, errors } = reading;
  // Of a file that could not be read nobody knows the tags.
  const why =
    script.items.length > 0 ? (whySkipped(script, run.tags) ?? whyNotHere(script, run.setup)) : undefined;
  if (why !== undefined) return emptyResult(script, { status: "skipped", why });
  if (errors.length > 0) return emptyResult(script, { status: "wrong usage", errors });
  return await play(script, run);
}

/** @throws AbortError after the signal. */
export async function load(file: string, setup: Setup, signal?: AbortSignal): Promise<Reading> {
  const variables = new Set(definitionsIn(setup).map(([name]) => name));
  const readFile = async (path: string) => await readScriptFile(path, signal);
  try {
    const { script, errors } = await loadScript(file, { commands, variables, readFile });
    return { script, errors: firstOf(errors) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { script: { file, items: [] }, errors: [new ScriptError(file, BEGIN, error.message)] };
  }
}

const BEGIN: Position = { line: 1, column: 1 };
/** A file that is no script at all has an error in every line. */
const MOST_ERRORS = 20;

function firstOf(errors: readonly ScriptError[]): readonly ScriptError[] {
  const next = errors[MOST_ERRORS];
  if (!next) return errors;
  const more = new ScriptError(next.file, next.at, `… and ${errors.length - MOST_ERRORS} more`);
  return [...errors.slice(0, MOST_ERRORS), more];
}

export function emptyResult(
  script: Script,
  what: Pick<ScriptResult, "status"> & Partial<ScriptResult>,
): ScriptResult {
  return {
    file: script.file,
    title: titleOf(script),
    steps: stepsOf(script).length,
    passed: 0,
    milliseconds: 0,
    errors: [],
    remarks: [],
    ...what,
  };
}

function whySkipped(script: Script, { only, skip }: TagFilter): string | undefined {
  const unwanted = skip.find((tag) => hasTag(script, tag));
  if (unwanted !== undefined) return `it has the tag "${unwanted}"`;
  if (only.length === 0 || only.some((tag) => hasTag(script, tag))) return undefined;
  return `it has no tag ${only.map((tag) => `"${tag}"`).join(" or ")}`;
}

/** What a script asks for with `## server: …` and does not find on the practice server. */
const NOT_IN_PRACTICE: Readonly<Record<string, string>> = {
  component: "the practice server takes no components",
};

function whyNotHere(script: Script, setup: Setup): string | undefined {
  if (!wantsPractice(setup)) return undefined;
  const needs = tagsOf(script).flatMap(({ key, value }) => (key === "server" ? [value] : []));
  return needs.map((need) => NOT_IN_PRACTICE[need]).find((why) => why !== undefined);
}

async function play(script: Script, { setup, terminal, signal, timeout }: OneRun): Promise<ScriptResult> {
  const practice = wantsPractice(setup) ? await startPractice() : undefined;
  const workbench = makeWorkbench(setup, terminal, { ...REAL_WORLD, practice });
  if (timeout !== undefined) workbench.settings.set("timeout", timeout);
  const last = new LastEntries(workbench.transcript, { showsSecrets: setup.showSecrets });
  const began = performance.now();
  const played = await workbench.player.play(script, { signal }).catch(async (bug: unknown) => {
    // What is open would keep the program from ending.
    await workbench.finish();
    throw bug;
  });
  return await finished(script, played, { workbench, last, began, showsSecrets: setup.showSecrets });
}

export interface Finishing {
  readonly workbench: Workbench;
  readonly last: LastEntries;
  /** By performance.now(). */
  readonly began: number;
  readonly showsSecrets: boolean;
}

/** Closes what the script has opened, and tells what it came to. */
export async function finished(
  script: Script,
  played: Played,
  { workbench, last, began, showsSecrets }: Finishing,
): Promise<ScriptResult> {
  const { clients, shell } = workbench;
  const milliseconds = performance.now() - began;
  const telling = { milliseconds, last, showsSecrets, mask: (line: string) => shell.mask(line) };
  // Before the streams are closed: what comes of that is no part of the failure.
  const result = resultOf(script, played, { ...telling, remarks: [] });
  const { isLogWhole } = await workbench.finish();
  const broken = [...clients].flatMap((client) => {
    const reason = brokenStream(client);
    return reason === undefined ? [] : [`at the end, for ${client.name}: ${reason}`];
  });
  const log = isLogWhole ? [] : ["its transcript is not whole"];
  return { ...result, remarks: [...broken, ...log] };
}
