// What JavaScript at the prompt gives back, as text.
import { inspect, types } from "node:util";
import { renderXml } from "../render/entry.ts";
import { sanitize } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import { wrapPainted } from "../render/wrap-painted.ts";
import { Element } from "../xml/element.ts";

export interface Describing {
  readonly theme: Theme;
  /** Of the terminal. */
  readonly columns: number;
}

/** Node writes it before an error that was thrown. */
const UNCAUGHT = "Uncaught ";

/** A value of JavaScript as text: elements as XML, errors in rows that fit, and nothing that a terminal would obey. */
export function describe(value: unknown, inspected: string, { theme, columns }: Describing): string {
  if (value instanceof Element) return renderXml(value.toString(), theme);
  if (isInterruption(value)) return "Interrupted";
  const text = described(value, inspected);
  if (!types.isNativeError(value)) return text;
  const width = Math.max(0, columns - UNCAUGHT.length);
  return text
    .split("\n")
    .flatMap((row) => wrapPainted(row, { width, margin: "" }))
    .join("\n");
}

function described(value: unknown, inspected: string): string {
  const plain = inspect(value);
  const safe = sanitize(plain);
  // node escapes strings, but not what errors and symbols say: with something live in it, it is shown without colours.
  return withoutOurFrames(withoutPromiseIds(value, safe === plain ? inspected : safe));
}

/** Where an error was thrown inside node or this program says nothing about the line. Colours come before the blanks. */
function withoutOurFrames(text: string): string {
  return text.replace(/\n(?:\x1b\[\d+m| )+at (?!.*REPL\d+:\d).*?(?= \{$|$)/gm, "");
}

/** node's hooks for its own REPL leave numbers in promises. */
function withoutPromiseIds(value: unknown, text: string): string {
  if (!types.isPromise(value)) return text;
  return text.replace(
    /,?\s*\S*Symbol\((?:(?:async_id|trigger_async_id)_symbol|kResourceStore)\)\S*: .*/g,
    "",
  );
}

function isInterruption(value: unknown): boolean {
  return types.isNativeError(value) && "code" in value && value.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
