// The line that sends a text as it is.
import { escapeLive, sanitize } from "../../render/text/sanitize.ts";
import { XmlInput } from "../../xml/input.ts";
import { escapeVariables } from "./expansion.ts";
import { quoteWord } from "./words.ts";

/**
 * The text itself, where typing it sends it; else `send "…"`, in which characters that a terminal would obey, or that
 * nobody can type, are written as escapes.
 */
export function lineSending(raw: string): string {
  const isXml = raw.startsWith("<") && new XmlInput().add(raw);
  return isXml && isPlain(raw) ? raw : quoted(raw);
}

/** What somebody has edited: it may be unfinished, or be another line. */
export function lineEdited(text: string): string {
  return isPlain(text) || !text.startsWith("<") ? sanitize(text) : quoted(text);
}

function isPlain(text: string): boolean {
  return sanitize(text) === text;
}

function quoted(text: string): string {
  const word = escapeLive(
    quoteWord(escapeVariables(text)),
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return `send ${word}`;
}
