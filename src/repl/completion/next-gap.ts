// Where there is something to fill in: the empty values and texts of a template, or of XML that was typed so.
import type { LineState } from "./insertion.ts";
import { isClosed } from "./xml-place.ts";

const EMPTY_VALUE = /=\s*(?:""|'')/g;
/** A start tag with its end tag right behind it. */
const EMPTY_TEXT = /(<([^\s<>/]+)(?:\s[^<>]*[^<>/])?>)<\/\2\s*>/g;

/**
 * The line with the cursor at the next of them; where none is left and the XML is whole, at its end. Undefined where there
 * is nowhere to go, or it stands in front of the XML.
 */
export function nextGap({ line, cursor }: LineState): LineState | undefined {
  const start = line.indexOf("<");
  if (start < 0 || cursor <= start) return undefined;
  const values = Array.from(line.matchAll(EMPTY_VALUE), ({ index, 0: text }) => index + text.length - 1);
  const texts = Array.from(line.matchAll(EMPTY_TEXT), ({ index, 1: tag = "" }) => index + tag.length);
  const behind = [...values, ...texts].filter((place) => place > cursor);
  if (behind.length > 0) return { line, cursor: Math.min(...behind) };
  const isDone = cursor < line.length && isClosed(line.slice(start), []);
  return isDone ? { line, cursor: line.length } : undefined;
}
