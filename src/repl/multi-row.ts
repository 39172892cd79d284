// The keys that mean a row of the line rather than the whole of it, where the line has several.
import { columnsOf, fittingEnd } from "../render/display-width.ts";
import { type Key, killPart, type Repl } from "./readline.ts";

/** Takes such a key; false where the line has one row, or the key means nothing special. */
export function takeRowKey(server: Repl, key: Key | undefined): boolean {
  if (key?.meta && (key.name === "return" || key.name === "enter")) {
    insertBreak(server);
    return true;
  }
  if (!server.line.includes("\n")) return false;
  const { line, cursor } = server;
  const start = rowStart(line, cursor);
  const next = line.indexOf("\n", cursor);
  const end = next < 0 ? line.length : next;
  const row = { start, end };
  if (key?.name === "up" || key?.name === "down") return moveAcross(server, row, key.name);
  if (key?.name === "home" || isCtrl(key, "a")) return moveTo(server, start);
  if (key?.name === "end" || isCtrl(key, "e")) return moveTo(server, end);
  if (isCtrl(key, "u")) return kill(server, start, cursor);
  if (isCtrl(key, "k")) return kill(server, cursor, end);
  return false;
}

/** Where the cursor stands, also amid what comes in one go, which readline puts at the end of the line. */
export function insertBreak(server: Repl): void {
  const { isCompletionEnabled } = server;
  server.prevRows = server.getCursorPos().rows;
  server.isCompletionEnabled = true;
  server._insertString("\n");
  server.isCompletionEnabled = isCompletionEnabled;
}

function isCtrl(key: Key | undefined, name: string): boolean {
  return key?.ctrl === true && !key.meta && key.name === name;
}

/** To the row above or below; from the first and the last one it is the history's key. */
function moveAcross(
  server: Repl,
  { start, end }: { readonly start: number; readonly end: number },
  direction: "up" | "down",
): boolean {
  const { line, cursor } = server;
  if (direction === "up" ? start === 0 : end === line.length) return false;
  const from = direction === "up" ? rowStart(line, start - 1) : end + 1;
  const next = line.indexOf("\n", from);
  const row = line.slice(from, next < 0 ? line.length : next);
  // Counted in columns, so that it stands below what it stood below, and never inside a character.
  return moveTo(server, from + fittingEnd(row, 0, columnsOf(line.slice(start, cursor))));
}

/** Where the row begins that goes on at an index. */
function rowStart(line: string, at: number): number {
  return at === 0 ? 0 : line.lastIndexOf("\n", at - 1) + 1;
}

/** Puts the cursor there, and draws the line anew. */
export function moveTo(server: Repl, cursor: number): true {
  server.prevRows = server.getCursorPos().rows;
  server.cursor = cursor;
  server._refreshLine();
  return true;
}

function kill(server: Repl, from: number, to: number): true {
  server.prevRows = server.getCursorPos().rows;
  killPart(server, from, to);
  return true;
}
