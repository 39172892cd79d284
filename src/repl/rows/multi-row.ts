// The keys that mean a row of the line rather than the whole of it, where the line has several.
import { columnsOf, fittingEnd } from "../../render/text/display-width.ts";
import { killPart } from "../keys/kill-ring.ts";
import type { Key, Repl } from "../readline.ts";

/** Takes such a key; false where it means nothing special, as it mostly does where the line has one row. */
export function takeRowKey(server: Repl, key: Key | undefined): boolean {
  if (key?.meta && key.name === "return") {
    insertBreak(server);
    return true;
  }
  // The key is looked at first: a line of hundreds of kilobytes would be looked through for each of its characters.
  if (!key || !isForRows(key)) return false;
  const { line, cursor } = server;
  const start = rowStart(line, cursor);
  const next = line.indexOf("\n", cursor);
  const end = next < 0 ? line.length : next;
  const row = { start, end };
  if (isCtrl(key, "u")) return kill(server, start, cursor);
  if (isCtrl(key, "k")) return kill(server, cursor, end);
  if (!line.includes("\n")) return false;
  if (key.name === "up" || key.name === "down") return moveAcross(server, row, key.name);
  if (key.name === "home" || isCtrl(key, "a")) return moveTo(server, start);
  if (key.name === "end" || isCtrl(key, "e")) return moveTo(server, end);
  return false;
}

function insertBreak(server: Repl): void {
  server.prevRows = server.getCursorPos().rows;
  server._insertString("\n");
}

const ALONE = ["up", "down", "home", "end"];
const WITH_CTRL = ["a", "e", "u", "k"];

function isForRows(key: Key): boolean {
  return ALONE.includes(key.name ?? "") || WITH_CTRL.some((name) => isCtrl(key, name));
}

function isCtrl(key: Key, name: string): boolean {
  return key.ctrl === true && !key.meta && key.name === name;
}

/** To the row above or below; from the first and the last one it is the history's key. */
function moveAcross(
  server: Repl,
  { start, end }: { readonly start: number; readonly end: number },
  direction: "up" | "down",
): boolean {
  const { line, cursor } = server;
  if (direction === "up" ? start === 0 : end === line.length) return false;
  const before = wanted.get(server);
  const isSame = before?.line === line && before.cursor === cursor;
  // Counted in columns, so that it stands below what it stood below, and never inside a character.
  const column = isSame ? before.column : columnsOf(line.slice(start, cursor));
  const from = direction === "up" ? rowStart(line, start - 1) : end + 1;
  const next = line.indexOf("\n", from);
  const row = line.slice(from, next < 0 ? line.length : next);
  moveTo(server, from + fittingEnd(row, 0, column));
  wanted.set(server, { line, cursor: server.cursor, column });
  return true;
}

/** Where the cursor came to with Up and Down, and the column that it is to have in a row that is longer. */
const wanted = new WeakMap<
  Repl,
  { readonly line: string; readonly cursor: number; readonly column: number }
>();

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
  killPart(server, from, to);
  return true;
}
