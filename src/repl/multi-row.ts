// The keys that mean a row of the line rather than the whole of it, where the line has several.
import type { Key, Repl } from "./readline.ts";

/** Takes such a key; false where the line has one row, or the key means nothing special. */
export function takeRowKey(server: Repl, key: Key | undefined): boolean {
  if (key?.meta && (key.name === "return" || key.name === "enter")) {
    server._insertString("\n");
    return true;
  }
  if (!server.line.includes("\n")) return false;
  const { line, cursor } = server;
  const start = line.lastIndexOf("\n", cursor - 1) + 1;
  const next = line.indexOf("\n", cursor);
  const end = next < 0 ? line.length : next;
  const row = { start, end };
  if (key?.name === "up" || key?.name === "down") return moveAcross(server, row, key.name);
  if (key?.name === "home" || isCtrl(key, "a")) return change(server, line, start);
  if (key?.name === "end" || isCtrl(key, "e")) return change(server, line, end);
  if (isCtrl(key, "u")) return change(server, line.slice(0, start) + line.slice(cursor), start);
  if (isCtrl(key, "k")) return change(server, line.slice(0, cursor) + line.slice(end), cursor);
  return false;
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
  const column = cursor - start;
  if (direction === "up") {
    if (start === 0) return false;
    const above = line.lastIndexOf("\n", start - 2) + 1;
    return change(server, line, Math.min(above + column, start - 1));
  }
  if (end === line.length) return false;
  const below = line.indexOf("\n", end + 1);
  return change(server, line, Math.min(end + 1 + column, below < 0 ? line.length : below));
}

function change(server: Repl, line: string, cursor: number): true {
  server.prevRows = server.getCursorPos().rows;
  server.line = line;
  server.cursor = cursor;
  server._refreshLine();
  return true;
}
