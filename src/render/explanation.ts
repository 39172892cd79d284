// An explanation as lines.
import { cite, type Explanation, type Part, type Reference } from "../explain/explanation.ts";
import { helpWidth } from "./text/prose-width.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { wrapWords } from "./text/wrap.ts";
import type { Theme } from "./themes/theme.ts";

export interface ExplanationLayout {
  readonly theme: Theme;
  /** Columns of the terminal; 0 wraps nothing. */
  readonly width: number;
}

const INDENTATION = "  ";
/** What goes on is indented further. */
const CONTINUED = "    ";

export function explanationLines(explanation: Explanation, layout: ExplanationLayout): readonly string[] {
  const { title, text, parts, spec, follows, alsoSee } = explanation;
  const { theme } = layout;
  return [
    ...titleLines(sanitizeLine(title), layout),
    ...text.flatMap((paragraph) => wrapped(sanitizeLine(paragraph), layout, INDENTATION)),
    ...parts.flatMap((part) => partLines(part, layout)),
    ...(follows ? partLines({ name: "What usually follows", text: follows }, layout) : []),
    ...(spec ? wrapped(`${specLabel(explanation)}: ${linked(spec, theme)}`, layout, CONTINUED) : []),
    ...(alsoSee.length > 0
      ? wrapped(`See also: ${alsoSee.map(sanitizeLine).join(", ")}`, layout, CONTINUED)
      : []),
  ];
}

function titleLines(title: string, { theme, width }: ExplanationLayout): readonly string[] {
  const [first = "", ...others] = wrapWords(title, room(width, CONTINUED));
  return [theme.heading(first), ...others.map((line) => CONTINUED + theme.heading(line))];
}

function room(width: number, indentation: string): number {
  return width === 0 ? 0 : Math.max(helpWidth(width) - indentation.length, 1);
}

/** The first line is indented by two, the others as is said. */
function wrapped(text: string, { width }: ExplanationLayout, continued: string): readonly string[] {
  const [first = "", ...others] = wrapWords(text, room(width, continued));
  return [INDENTATION + first, ...others.map((line) => continued + line)];
}

function partLines({ name, text }: Part, layout: ExplanationLayout): readonly string[] {
  const label = sanitizeLine(name);
  const [first = "", ...others] = wrapped(`${label}: ${sanitizeLine(text)}`, layout, CONTINUED);
  const end = INDENTATION.length + label.length;
  // A name that is broken over two lines stays as it is.
  if (!first.slice(INDENTATION.length).startsWith(label)) return [first, ...others];
  return [INDENTATION + layout.theme.name(label) + first.slice(end), ...others];
}

/** A specification is not defined by itself. */
function specLabel({ title, spec }: Explanation): string {
  return spec !== undefined && title.startsWith(spec.name) ? "Where to read it" : "Where it is defined";
}

function linked(spec: Reference, theme: Theme): string {
  const name = cite(spec);
  const shown = spec.url === undefined ? name : theme.link(name, spec.url);
  const title = spec.title === undefined ? "" : `, ${spec.title}`;
  const status = spec.status === undefined ? "" : ` (${spec.status})`;
  return `${shown}${title}${status}`;
}
