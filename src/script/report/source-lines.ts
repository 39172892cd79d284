// The line of a script that a step stands in, with a mark beneath the place that is meant.
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Failure } from "../result.ts";

interface Fitting {
  readonly theme: Theme;
  /** Columns there are; 0 for as many as it takes. */
  readonly width: number;
}

export function sourceLines({ source, at }: Failure, { theme, width }: Fitting): readonly string[] {
  const number = String(at.line).padStart(5);
  const gutter = `${number} | `;
  const before = shownText(source.slice(0, at.column - 1));
  const text = before + shownText(source.slice(at.column - 1));
  const room = width === 0 ? Number.POSITIVE_INFINITY : Math.max(20, width - gutter.length);
  const { shown, column } = cut(Array.from(text), Array.from(before).length, room);
  return [
    theme.number(gutter) + shown,
    theme.number(`${" ".repeat(number.length)} | `) + " ".repeat(column) + theme.failure("^"),
  ];
}

/** A tab becomes one blank, so that the mark stands where it should. */
function shownText(source: string): string {
  return sanitizeLine(source.replaceAll("\t", " "));
}

/** What fits of a long line, around its column; XML on one line may be very long. */
function cut(characters: readonly string[], column: number, room: number): { shown: string; column: number } {
  if (characters.length <= room) return { shown: characters.join(""), column };
  const start = Math.max(0, Math.min(column - Math.floor(room / 2), characters.length - room));
  const visible = characters.slice(start, start + room);
  if (start > 0) visible[0] = "…";
  if (start + room < characters.length) visible[visible.length - 1] = "…";
  return { shown: visible.join(""), column: column - start };
}
