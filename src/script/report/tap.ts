// TAP version 13 (testanything.org), which every reader knows: a test point for each script, and beneath it in YAML what there is to say.
import { differenceLines } from "../../render/difference/difference.ts";
import { NO_COLOR } from "../../render/themes/theme.ts";
import type { Mismatch } from "../../shell/expecting/mismatch.ts";
import type { ScriptResult } from "../result.ts";
import { nameOf } from "./counts.ts";
import { printableLine } from "./printable.ts";
import { type YamlFields, yamlLines } from "./yaml.ts";

export function tap(results: readonly ScriptResult[]): string {
  const lines = [
    "TAP version 13",
    results.length === 0 ? "1..0 # SKIP there are no scripts" : `1..${results.length}`,
    ...results.flatMap((result, index) => pointLines(result, index + 1)),
  ];
  return `${lines.join("\n")}\n`;
}

function pointLines(result: ScriptResult, number: number): readonly string[] {
  const { status, why } = result;
  const point = `${number} - ${escaped(nameOf(result))}`;
  if (status === "skipped") return [`ok ${point} # SKIP ${why ? escaped(why) : ""}`.trimEnd()];
  return [
    `${status === "passed" ? "ok" : "not ok"} ${point}`,
    "  ---",
    ...yamlLines(diagnostics(result)).map((line) => `  ${line}`.trimEnd()),
    "  ...",
  ];
}

/** TAP reads a # as the beginning of a directive. */
function escaped(text: string): string {
  return printableLine(text).replace(/[\\#]/g, "\\$&");
}

function diagnostics({ status, failure, errors, remarks, milliseconds }: ScriptResult): YamlFields {
  const wrong = failure ?? errors[0];
  const hasFailed = status !== "passed";
  return {
    ...(hasFailed ? { message: wrong?.reason ?? status, status } : {}),
    at: wrong && { file: wrong.file, line: wrong.at.line, column: wrong.at.column },
    source: failure?.source,
    client: failure?.client,
    ...(failure?.mismatch ? mismatchFields(failure.mismatch) : {}),
    errors: someOf(errors.map(({ message }) => message)),
    remarks: someOf(remarks),
    duration_ms: Math.round(milliseconds),
  };
}

function mismatchFields({ expected, arrived, nearest }: Mismatch): YamlFields {
  return {
    expected,
    arrived: arrived.length === 0 ? "nothing" : arrived.map((n) => `#${n}`).join(", "),
    nearest: nearest && {
      entry: nearest.n,
      difference: differenceLines(nearest.lines, NO_COLOR).join("\n"),
    },
  };
}

function someOf(texts: readonly string[]): readonly string[] | undefined {
  return texts.length === 0 ? undefined : texts;
}
