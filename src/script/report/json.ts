// The results as one JSON object, for programs.
import { escapeInJson, ndjsonEntry } from "../../render/ndjson.ts";
import type { DifferenceLine } from "../../xml/difference.ts";
import type { Failure, ScriptResult, Status } from "../result.ts";
import { countByStatus, totalMilliseconds } from "./counts.ts";

/** Goes up when a reader of the format would have to change. New fields may come without that. */
export const RESULTS_VERSION = 1;

/** A field that has nothing to say is left out; lists are always there. Lines and columns count from 1. */
export interface JsonReport {
  readonly format: "xmpp-repl results";
  readonly version: typeof RESULTS_VERSION;
  /** "xmpp-repl 0.1.0" */
  readonly tool: string;
  /** How many scripts there are in all, how many of each status, and what they took one after the other. */
  readonly summary: Readonly<Record<Status, number>> & {
    readonly files: number;
    readonly milliseconds: number;
  };
  readonly files: readonly JsonResult[];
}

export interface JsonResult {
  readonly file: string;
  readonly status: Status;
  readonly title?: string | undefined;
  readonly steps: number;
  readonly passed: number;
  readonly milliseconds: number;
  readonly why?: string | undefined;
  readonly failure?: JsonFailure | undefined;
  readonly errors: readonly (Place & { readonly reason: string })[];
  readonly remarks: readonly string[];
}

export interface JsonFailure extends Place {
  readonly source: string;
  readonly client: string;
  readonly reason: string;
  readonly expected?: string;
  /** The numbers of entries. */
  readonly arrived?: readonly number[];
  readonly nearest?: { readonly n: number; readonly lines: readonly DifferenceLine[] } | undefined;
  /** The last entries of the transcript, each as a line of --log has it. */
  readonly last: readonly object[];
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function json(results: readonly ScriptResult[], { version }: { readonly version: string }): string {
  const report: JsonReport = {
    format: "xmpp-repl results",
    version: RESULTS_VERSION,
    tool: `xmpp-repl ${version}`,
    summary: {
      files: results.length,
      ...countByStatus(results),
      milliseconds: Math.round(totalMilliseconds(results)),
    },
    files: results.map(jsonResult),
  };
  return `${escapeInJson(JSON.stringify(report, undefined, 2))}\n`;
}

function jsonResult(result: ScriptResult): JsonResult {
  return {
    file: result.file,
    status: result.status,
    title: result.title,
    steps: result.steps,
    passed: result.passed,
    milliseconds: Math.round(result.milliseconds),
    why: result.why,
    failure: result.failure && jsonFailure(result.failure),
    errors: result.errors.map(({ file, at, reason }) => ({ file, line: at.line, column: at.column, reason })),
    remarks: result.remarks,
  };
}

function jsonFailure({ file, at, source, client, reason, mismatch, last }: Failure): JsonFailure {
  return {
    file,
    line: at.line,
    column: at.column,
    source,
    client,
    reason,
    ...mismatch,
    last: last.map((entry): object => JSON.parse(ndjsonEntry(entry))),
  };
}
