// `xmpp-repl run`: scripts, what came of them, and the exit code.
import { UsageError } from "../../errors.ts";
import { failureLines, remarkLines, resultLine, summaryLine } from "../../script/report/lines.ts";
import { Progress } from "../../script/report/progress.ts";
import { type ScriptResult, worst } from "../../script/result.ts";
import { parseDuration } from "../../shell/language/units.ts";
import { exitCode } from "../command-line/exit-codes.ts";
import { definitionsIn, targetsOf } from "../command-line/targets.ts";
import { logFilesFor } from "../logs/log-dir.ts";
import { wantsPractice } from "../practice-server/practice.ts";
import { leavePrompt } from "../prompt/leave-prompt.ts";
import { untilSignal, usesColour } from "../signals.ts";
import type { Terminal } from "../terminal.ts";
import { themeFor } from "../theme.ts";
import { gatherFiles } from "./gather.ts";
import { checkFolders, reportsIn, writeReports } from "./reports.ts";
import { runMany } from "./run-many.ts";
import { emptyResult, runOne } from "./run-one.ts";
import type { RunSetup } from "./run-setup.ts";

/**
 * Runs the scripts and returns the exit code.
 * @throws UsageError where the command line cannot be used.
 */
export async function run(given: RunSetup, version: string): Promise<number> {
  const setup: RunSetup = { ...given, address: given.server };
  checkSetup(setup);
  const reports = reportsIn(setup.report ?? []);
  await checkFolders(reports);
  const named = await gatherFiles(setup.file);
  if (setup.step || setup.until !== undefined || setup.interactive) {
    const { runAtPrompt } = await import("./run-at-prompt.ts");
    const started = Date.now();
    const { code, result } = await runAtPrompt(setup, named, version);
    await writeReports(reports, { results: [result], version, started, showsSecrets: setup.showSecrets });
    return await leavePrompt(code);
  }
  if (setup.repeat > 1 && named.includes("-")) {
    throw new UsageError("Cannot repeat standard input: it can be read once");
  }
  const files = Array.from({ length: setup.repeat }, () => named).flat();
  if (setup.log !== undefined && files.length > 1) {
    throw new UsageError("Cannot log: there are several scripts (--log-dir DIR has a transcript of each)");
  }
  const logs = setup.logDir === undefined ? undefined : await logFilesFor(setup.logDir, files);
  const bugs: unknown[] = [];
  const crashed = (bug: unknown) => void bugs.push(bug);
  const { signal, code } = untilSignal();
  const started = Date.now();
  const telling = await teller(setup, files.length);
  if (wantsPractice(setup) && !setup.quiet) telling.write(PRACTICE_USED);
  const results = await runMany(files, {
    jobs: setup.jobs,
    bail: setup.bail,
    signal,
    run: async (file, index) => {
      const terminal = await terminalFor(setup, { version, write: telling.write });
      const log = logs?.[index] ?? setup.log;
      const tags = { only: setup.onlyTags ?? [], skip: setup.skipTags ?? [] };
      const { timeout } = setup;
      return await runOne(file, { setup: { ...setup, log }, terminal, signal, tags, timeout, crashed });
    },
    skip: (file, why) => emptyResult({ file, items: [] }, { status: "skipped", why }),
    began: telling.began,
    ended: telling.ended,
  });
  telling.sum(results, Date.now() - started);
  await writeReports(reports, { results, version, started, showsSecrets: setup.showSecrets });
  if (bugs.length > 0) throw bugs[0];
  const isNoneChosen =
    setup.onlyTags !== undefined && !setup.skipTags && results.every(({ status }) => status === "skipped");
  if (isNoneChosen && !signal.aborted) {
    throw new UsageError(
      `Cannot run anything: no script has the tag ${setup.onlyTags.map((tag) => `"${tag}"`).join(" or ")}`,
    );
  }
  return code() ?? exitCode({ status: worst(results) });
}

const PRACTICE_USED = "No --server is given: each script has a practice server of its own.\n";

/** A mistake in it is told at once, not with every file. */
function checkSetup(setup: RunSetup): void {
  targetsOf(setup);
  definitionsIn(setup);
  if (setup.timeout !== undefined) parseDuration(setup.timeout);
  for (const [name, value] of [
    ["repeat", setup.repeat],
    ["jobs", setup.jobs],
  ] as const) {
    if (!Number.isInteger(value) || value < 1)
      throw new UsageError(
        `Cannot use --${name}${Number.isNaN(value) ? "" : ` ${value}`}: it is a number from 1`,
      );
  }
}

async function terminalFor(
  setup: RunSetup,
  { version, write }: { readonly version: string; write(text: string): void },
): Promise<Terminal> {
  return {
    theme: await themeFor(usesColour(setup, process.stderr)),
    columns: () => process.stderr.columns ?? 0,
    write,
    transcript: setup.verbose ? "shown" : "left out",
    warn: write,
    askSecret: async (question) => {
      throw new UsageError(
        `Cannot ask "${question.trim()}": a script runs by itself (set XMPP_PASSWORD or XMPP_PASSWORD_NAME)`,
      );
    },
    confirm: async () => false,
    isInteractive: false,
    quit: () => {},
    isPrivate: false,
    lines: "shown",
    barrier: setup.barrier ? "on" : "off",
    environment: process.env,
    version,
  };
}

interface Teller {
  /** Shows text that ends with a newline. */
  write(text: string): void;
  began(file: string): void;
  ended(result: ScriptResult): void;
  sum(results: readonly ScriptResult[], elapsed: number): void;
}

/** A progress bar is for many, at a terminal, where nothing else is written all the time. */
const MANY = 4;

/** Tells people on standard error how it goes: standard output is for reports. */
async function teller(setup: RunSetup, total: number): Promise<Teller> {
  const { stderr } = process;
  const theme = await themeFor(usesColour(setup, stderr));
  const columns = () => stderr.columns ?? 80;
  const progress = new Progress({ write: (text) => stderr.write(text), columns });
  const isDrawn = stderr.isTTY === true && total >= MANY && !setup.verbose;
  let [done, failed] = [0, 0];
  const write = (text: string) => progress.writeAbove(text);
  return {
    write,
    began: (current) => {
      if (isDrawn) progress.update(done, total, { failed, current });
    },
    ended: (result) => {
      done += 1;
      const isWell = result.status === "passed" || result.status === "skipped";
      if (!isWell) failed += 1;
      const lines = [
        ...(isWell && setup.quiet ? [] : [resultLine(result, theme)]),
        ...failureLines(result, { theme, width: isDrawn ? columns() : 0, view: "pretty" }),
        ...remarkLines(result, theme),
      ];
      if (lines.length > 0) write(`${lines.join("\n")}\n`);
      if (isDrawn) progress.update(done, total, { failed, current: result.file });
    },
    sum: (results, elapsed) => {
      progress.clear();
      if (results.length > 1) write(`${summaryLine(results, elapsed, theme)}\n`);
    },
  };
}
