// A run of text in one colour, and how it is painted.
import type { Theme } from "../themes/theme.ts";

/** `blank` stands between attributes. */
export type Role =
  | "name"
  | "attribute"
  | "value"
  | "punctuation"
  | "markup"
  | "number"
  | "note"
  | "text"
  | "blank";

export interface Span {
  readonly role: Role;
  /** Sanitized. */
  readonly text: string;
  /** Whether a row may end before it. */
  readonly isJoint?: true;
}

/** Colours do not run over the end of a line, so that lines can be moved. */
export function paintSpan({ role, text }: Span, theme: Theme): string {
  if (role === "text" || role === "blank" || text === "") return text;
  if (!text.includes("\n")) return theme[role](text);
  return text
    .split("\n")
    .map((line) => (line === "" ? line : theme[role](line)))
    .join("\n");
}

export function paintSpans(spans: readonly Span[], theme: Theme): string {
  return spans.map((span) => paintSpan(span, theme)).join("");
}

/** Takes the spans of the next so many characters, each time it is called. */
export function taker(spans: readonly Span[]): (length: number) => readonly Span[] {
  let at = 0;
  let used = 0;
  return (length) => {
    const taken: Span[] = [];
    let left = length;
    for (let span = spans[at]; span && left > 0; span = spans[at]) {
      const text = span.text.slice(used, used + left);
      taken.push({ ...span, text });
      left -= text.length;
      used += text.length;
      if (used < span.text.length) break;
      at += 1;
      used = 0;
    }
    return taken;
  };
}
