import type { Key, Repl } from "../readline.ts";
import { graphemeStart } from "./grapheme-key.ts";
import { killPart } from "./kill-ring.ts";

/**
 * Ctrl-W takes away the word before the cursor, back to a blank, as shells do; false for other keys. Readline's own way
 * stops at every sign, as Alt-Backspace does: an address or a tag would go in many pieces.
 */
export function takeWordKey(server: Repl, key: Key | undefined): boolean {
  if (!key?.ctrl || key.meta || key.name !== "w") return false;
  const { line, cursor } = server;
  killPart(server, graphemeStart(line, wordStart(line, cursor)), cursor);
  return true;
}

function wordStart(line: string, end: number): number {
  let at = end;
  while (at > 0 && isBlank(line, at - 1)) at -= 1;
  while (at > 0 && !isBlank(line, at - 1)) at -= 1;
  return at;
}

function isBlank(line: string, at: number): boolean {
  return /\s/.test(line.charAt(at));
}
