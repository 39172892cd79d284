// Text for files that other programs read: XML 1.0 and YAML forbid what a terminal obeys, and two characters more.
import { sanitize, sanitizeLine } from "../../render/text/sanitize.ts";

/** The text with every character that neither XML 1.0 §2.2 nor YAML 1.2 §5.1 allows as a visible escape. */
export function printable(text: string): string {
  return withoutNoncharacters(sanitize(text));
}

/** The same for one line: newlines and tabs too. */
export function printableLine(text: string): string {
  return withoutNoncharacters(sanitizeLine(text));
}

function withoutNoncharacters(text: string): string {
  return text.replaceAll("\ufffe", "\\ufffe").replaceAll("\uffff", "\\uffff");
}
