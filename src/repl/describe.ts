// What JavaScript at the prompt gives back, as text.
import { types } from "node:util";
import { renderXml } from "../render/entry.ts";
import { sanitize } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import { Element } from "../xml/element.ts";

const BIDIRECTIONAL = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A value of JavaScript as text: elements as XML, and nothing that a terminal would obey. */
export function describe(value: unknown, inspected: string, theme: Theme): string {
  if (value instanceof Element) return renderXml(value.toString(), theme);
  if (isInterruption(value)) return "Interrupted";
  // Where an error was thrown inside node or this program says nothing about the line. Colours come before the blanks.
  const frames = /\n(?:\x1b\[\d+m)* +at (?!.*REPL\d+:\d).*?(?= \{$|$)/gm;
  const plain =
    value instanceof Promise
      ? inspected.replace(/,?\s*\S*Symbol\((?:async_id|trigger_async_id)_symbol\)\S*: .*/g, "")
      : inspected;
  return plain.replace(frames, "").replace(BIDIRECTIONAL, sanitize);
}

function isInterruption(value: unknown): boolean {
  return types.isNativeError(value) && "code" in value && value.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
