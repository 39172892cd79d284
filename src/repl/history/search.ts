// Ctrl-R: looks back through the history while it is typed what the line has in it.
import { graphemeStart } from "../keys/grapheme-key.ts";
import { keyBehindEscape } from "../keys/key-behind-escape.ts";
import type { Keys } from "../keys/keys.ts";
import { leftOutText, readPaste } from "../keys/paste.ts";
import type { Key, Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";

export interface Searching {
  readonly server: Repl;
  readonly screen: Screen;
  readonly keys: Keys;
  /** Oldest first. */
  lines(): readonly string[];
}

export interface Search {
  /** Leaves what was found on the line; nothing where there is no search. */
  end(): void;
}

/** Begins a search with every Ctrl-R that nobody else takes. */
export function searchOnCtrlR(searching: Searching): Search {
  let search: Search | undefined;
  searching.keys.take((_text, key) => {
    if (!key?.ctrl || key.meta || key.name !== "r") return false;
    search = beginSearch(searching);
    return true;
  });
  return { end: () => search?.end() };
}

interface Found {
  readonly query: string;
  /** Where it is in the lines; their number where nothing was looked for yet. */
  readonly at: number;
  readonly isMissing: boolean;
}

/** What a key does to the search: it goes on, or it ends with the line that is shown or with that of before. */
type Next =
  | { readonly kind: "goes on"; readonly found: Found }
  | { readonly kind: "kept"; readonly key: "used" | "for the line" }
  | { readonly kind: "given up" };

function beginSearch({ server, screen, keys, lines: read }: Searching): Search {
  const before = { line: server.line, cursor: server.cursor };
  const lines = read();
  let found: Found = { query: "", at: lines.length, isMissing: false };
  let isOver = false;
  const show = () => {
    const line = lines[found.at];
    screen.change(() => {
      screen.setQuestion(`search "${found.query}"${outcomeOf(found, line)}: `);
      Object.assign(
        server,
        line === undefined ? before : { line, cursor: graphemeStart(line, line.indexOf(found.query)) },
      );
    });
  };
  const end = (line: Pick<Repl, "line" | "cursor">) => {
    isOver = true;
    release();
    screen.change(() => {
      screen.setQuestion(undefined);
      Object.assign(server, line);
    });
  };
  const atEnd = () => ({ line: server.line, cursor: server.line.length });
  // Enter may add a row to what was found: where it was found is no place for that.
  const left = (key: Key) => (key.name === "return" ? atEnd() : { line: server.line, cursor: server.cursor });
  const release = keys.take((text, key) => {
    const behind = keyBehindEscape(key);
    if (behind) {
      end(left(behind.key));
      server._ttyWrite(behind.text, behind.key);
      return true;
    }
    const next = afterKey({ lines, found }, text, key);
    if (next.kind === "goes on") {
      found = next.found;
      show();
      const note = key?.name === "paste" ? leftOutOf(text) : undefined;
      if (note !== undefined) screen.write(note);
      return true;
    }
    end(next.kind === "given up" ? before : left(key));
    return next.kind === "given up" || next.key === "used";
  });
  show();
  return {
    end: () => {
      if (!isOver) end(atEnd());
    },
  };
}

/** Behind what is looked for: nobody is to take the line that was found before for what is found now. */
function outcomeOf({ query, isMissing }: Found, line: string | undefined): string {
  if (!isMissing) return "";
  return line?.includes(query) ? " (nothing further)" : " (nothing found)";
}

/** What is looked for is one row. */
function leftOutOf(pasted: string): string | undefined {
  const { rows, leftOut } = readPaste(pasted);
  const [, ...behind] = rows;
  const rest = behind.filter((row) => row.trim() !== "").length;
  return leftOutText({ "control character": leftOut, row: rest });
}

interface Standing {
  readonly lines: readonly string[];
  readonly found: Found;
}

function afterKey({ lines, found }: Standing, text: string, key: Key | undefined): Next {
  const { query, at } = found;
  const goesOn = (next: Found): Next => ({ kind: "goes on", found: next });
  const grown = (more: string) =>
    goesOn(look(lines, { ...found, query: query + more }, { from: at, by: -1 }));
  const further = (by: 1 | -1) => goesOn(look(lines, found, { from: at + by, by, but: lines[at] }));
  if (key?.name === "paste") return grown(readPaste(text).rows[0]);
  // The line that is shown was found before, for less: it would be another one that runs than was looked for.
  if (key?.name === "return" && !key.meta && found.isMissing && !lines[at]?.includes(query))
    return goesOn(found);
  if (key?.ctrl && !key.meta) {
    switch (key.name) {
      case "r":
        return further(-1);
      case "s":
        return further(1);
      case "g":
      case "c":
        return { kind: "given up" };
      case "h":
        return goesOn(shorter(lines, found));
      default:
        return { kind: "kept", key: "for the line" };
    }
  }
  if (key?.name === "backspace") return goesOn(shorter(lines, found));
  if (key?.name === "tab" || key?.name === "escape" || key?.name === "up" || key?.name === "down")
    return { kind: "kept", key: "used" };
  const isCharacter = text !== "" && !key?.meta && !/^[\x00-\x1f\x7f]/.test(text);
  return isCharacter ? grown(text) : { kind: "kept", key: "for the line" };
}

/** One character less is looked for from the newest line on. */
function shorter(lines: readonly string[], { query }: Found): Found {
  const left = query.slice(0, graphemeStart(query, query.length - 1));
  return look(lines, { query: left, at: lines.length, isMissing: false }, { from: lines.length, by: -1 });
}

interface Way {
  readonly from: number;
  readonly by: 1 | -1;
  /** The line that is shown: to find it again would look as if nothing had happened. */
  readonly but?: string | undefined;
}

/** The next line on the way with the text in it; without one it stays where it is. */
function look(lines: readonly string[], found: Found, { from, by, but }: Way): Found {
  if (found.query === "") return { query: "", at: lines.length, isMissing: false };
  for (let at = Math.min(from, lines.length - 1); at >= 0 && at < lines.length; at += by) {
    const line = lines[at];
    if (line?.includes(found.query) && line !== but) return { ...found, at, isMissing: false };
  }
  return { ...found, isMissing: true };
}
