// The parts of a row of the compact view.

import { shortNamespace } from "../namespaces.ts";
import type { Span } from "../text/span.ts";
import { type Bounds, safe } from "./compact-bounds.ts";

export function mark(text: string): Span {
  return { role: "punctuation", text };
}

/** Nothing in a text ends the quotes around it. */
export function quoted(text: string): string {
  return `“${text.replaceAll("”", "\\u201d")}”`;
}

/** Whether it is seen where a value ends, without quotes: whoever chooses it may want it to read as something else. */
export function isPlain(value: string): boolean {
  return value !== "" && !/[\s“”;()<>]|:$/.test(value);
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
  const short = safe(shortNamespace(namespace), bounds);
  return isPlain(namespace) ? short : quoted(short);
}
