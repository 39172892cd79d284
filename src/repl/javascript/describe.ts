// What JavaScript at the prompt gives back, as text.
import { inspect, types } from "node:util";
import { renderXml } from "../../render/entry.ts";
import { sanitize } from "../../render/text/sanitize.ts";
import { wrapWords } from "../../render/text/wrap.ts";
import { wrapPainted } from "../../render/text/wrap-painted.ts";
import type { Theme } from "../../render/themes/theme.ts";
import { Element } from "../../xml/element.ts";
import type { Positions } from "./node-evaluation.ts";

export interface Describing {
  readonly theme: Theme;
  /** Of the terminal. */
  readonly columns: number;
  readonly positions?: Positions;
  /** Of whose function the value is. */
  readonly command?: string | undefined;
}

/** Node writes it before an error that was thrown. */
const UNCAUGHT = "Uncaught ";

/** A value of JavaScript as text: elements as XML, errors in rows that fit, and nothing that a terminal would obey. */
export function describe(
  value: unknown,
  inspected: string,
  { theme, columns, positions = "as typed", command }: Describing,
): string {
  // `ping; presence` is JavaScript that calls neither.
  if (command !== undefined) {
    const told = `${command} is a command: type it alone, or call it: await ${command}()`;
    return wrapWords(told, columns).map(theme.note).join("\n");
  }
  if (value instanceof Element) return renderXml(value.toString(), theme);
  if (isInterruption(value)) return "Interrupted";
  const all = described(value, inspected);
  const text = positions === "moved" ? withoutBarePositions(all) : all;
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

/** A place in the row itself, outside every function of a name, would be one in what node has made of it. */
function withoutBarePositions(text: string): string {
  return text.replace(/\n(?:\x1b\[\d+m| )+at (?:async )?REPL\d+:\d+:\d+(?:\x1b\[\d+m)*(?= \{$|$)/gm, "");
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
