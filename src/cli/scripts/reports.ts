// --report: what standard output and files get.
import { closeSync, writeFileSync } from "node:fs";
import { access, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UsageError } from "../../errors.ts";
import type { ScriptResult } from "../../script/result.ts";
import { whyUnwritable } from "../../shell/file-trouble.ts";
import { atHome } from "../../shell/home.ts";
import { openPrivate } from "../logs/private-file.ts";

export interface Report {
  readonly format: "tap" | "json" | "junit";
  /** Undefined is standard output. */
  readonly file?: string | undefined;
}

/** @throws UsageError for a report that is none, or two in one place. */
export function reportsIn(texts: readonly string[]): readonly Report[] {
  const reports = texts.map(reportIn);
  if (reports.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      "Cannot report: two reports on standard output (give one a file, as json=report.json)",
    );
  }
  const files = reports.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`Cannot report: two reports go into ${twice}`);
  return reports;
}

/**
 * Looks for the files' folders before anything is run: nobody wants to hear of one when everything has run.
 * @throws UsageError where one is not there.
 */
export async function checkFolders(reports: readonly Report[]): Promise<void> {
  for (const { file } of reports) {
    if (file === undefined) continue;
    try {
      await access(dirname(file));
    } catch (error) {
      throw new UsageError(`Cannot write the report to ${file}: ${whyUnwritable(error)}`);
    }
  }
}

function reportIn(text: string): Report {
  const [, format, file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (file === "")
    throw new UsageError(`Cannot report "${text}": the file is missing (write ${format}=report.${format})`);
  if (format === "tap" || format === "json" || format === "junit")
    return { format, file: file === undefined ? undefined : atHome(file) };
  throw new UsageError(
    `Cannot report "${text}": it is tap, json or junit, to standard output, or to a file as in junit=report.xml`,
  );
}

export interface Reporting {
  readonly results: readonly ScriptResult[];
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Whether passwords stand in the results as they are: such a file is its owner's alone, as a log is. */
  readonly showsSecrets: boolean;
}

/**
 * Writes all that can be written.
 * @throws UsageError where a file cannot be written.
 */
export async function writeReports(reports: readonly Report[], reporting: Reporting): Promise<void> {
  const written = await Promise.allSettled(
    reports.map(async (report) => await writeReport(report, reporting)),
  );
  const failed = written.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

async function writeReport({ format, file }: Report, reporting: Reporting): Promise<void> {
  const text = await textOf(format, reporting);
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  try {
    if (reporting.showsSecrets) writePrivate(file, text);
    else await writeFile(file, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot write the report to ${file}: ${whyUnwritable(error)}`);
  }
}

function writePrivate(file: string, text: string): void {
  const opened = openPrivate(file, "w", "the report");
  try {
    writeFileSync(opened, text);
  } finally {
    closeSync(opened);
  }
}

async function textOf(format: Report["format"], { results, version, started }: Reporting): Promise<string> {
  switch (format) {
    case "tap":
      return (await import("../../script/report/tap.ts")).tap(results);
    case "json":
      return (await import("../../script/report/json.ts")).json(results, { version });
    case "junit":
      return (await import("../../script/report/junit.ts")).junit(results, { started });
  }
}
