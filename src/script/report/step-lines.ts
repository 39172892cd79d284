// The step that ended a script: where it stands, what was expected of it, and what happened in its place.
import { renderEntry, type View } from "../../render/entry.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapWords } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import { mismatchLines } from "../../shell/expecting/mismatch-lines.ts";
import type { Failure } from "../result.ts";
import { sourceLines } from "./source-lines.ts";

export interface FailureOptions {
  readonly theme: Theme;
  /** Columns to wrap prose at; 0 leaves it on one line. XML is never wrapped. */
  readonly width: number;
  readonly view: View;
}

/** More than fit a screen say less. */
const MOST_ENTRIES = 10;

export function stepLines(failure: Failure, options: FailureOptions): readonly string[] {
  const { theme, width } = options;
  const { file, at, reason, mismatch } = failure;
  const place = sanitizeLine(`${file}:${at.line}:${at.column}:`);
  const [first = "", ...rest] = wrapWords(`${place} ${sanitizeLine(reason)}`, width);
  return [
    theme.heading(first.slice(0, place.length)) + theme.failure(first.slice(place.length)),
    ...rest.map((line) => `  ${theme.failure(line)}`),
    ...sourceLines(failure, options),
    ...(mismatch ? mismatchLines(mismatch, theme).map((line) => `  ${line}`) : []),
    ...lastLines(failure, options),
  ];
}

function lastLines({ last, client }: Failure, { theme, width, view }: FailureOptions): readonly string[] {
  const entries = last.slice(-MOST_ENTRIES);
  if (entries.length === 0) return [];
  const hasSeveral = entries.some((entry) => entry.client !== entries[0]?.client) || client !== "main";
  return [
    theme.heading("  the last of what happened:"),
    ...entries.flatMap((entry) =>
      renderEntry(entry, {
        theme,
        view,
        width: width === 0 ? 0 : Math.max(1, width - INDENT.length),
        name: hasSeveral ? entry.client : undefined,
      }).map((line) => INDENT + line),
    ),
  ];
}

const INDENT = "    ";
