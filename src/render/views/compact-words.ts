// The parts of a row of the compact view.

import { shortNamespace } from "../namespaces.ts";
import { sanitizeLine, sanitizeRow } from "../text/sanitize.ts";
import type { Span } from "../text/span.ts";
import { type Bounds, beginning, safe } from "./compact-bounds.ts";

export function mark(text: string): Span {
  return { role: "punctuation", text };
}

/** Nothing in a text ends the quotes around it. */
function quoted(text: string): string {
  return `“${text.replaceAll("”", "\\u201d")}”`;
}

/**
 * As it is, where it is seen without quotes where a value ends: whoever chooses it may want it to read as something
 * else. In quotes a backslash begins an escape, or is doubled: a JID without them keeps its own (XEP-0106).
 */
export function valueText(shown: string, value: string): string {
  const isPlain = value !== "" && !/[\s“”;()<>]|:$/.test(value) && sanitizeLine(value) === value;
  return isPlain ? sanitizeLine(shown) : quoted(sanitizeRow(shown));
}

export function textSpans(text: string, bounds: Bounds): readonly Span[] {
  return [mark(" "), { role: "text", text: quoted(safe(text, bounds)) }];
}

/** Behind a parenthesis no blank stands. */
export function withoutBlank([first, ...others]: readonly Span[]): readonly Span[] {
  return first === undefined ? [] : [{ ...first, text: first.text.trimStart() }, ...others];
}

export function nameSpans(name: string, namespace: string | undefined, bounds: Bounds): readonly Span[] {
  const behind = namespace === undefined ? "" : ` ${shownNamespace(namespace, bounds)}`;
  return [mark("<"), { role: "name", text: safe(name, bounds) }, mark(`${behind}>`)];
}

function shownNamespace(namespace: string, bounds: Bounds): string {
  return valueText(beginning(shortNamespace(namespace), bounds.text), namespace);
}
