// The keys that go by characters and by words, where a character is more than one to readline: a letter with its accent,
// emoji that are joined into one.
import { graphemesOf } from "../../render/text/graphemes.ts";
import { cutPart, type Key, type Repl } from "../readline.ts";
import { moveTo } from "../rows/multi-row.ts";
import { killPart } from "./kill-ring.ts";

/**
 * Takes such a key; false where the line is plain ASCII, which readline goes through by itself, and for other keys. Words
 * are taken away here in any line: readline forgets them.
 */
export function takeGraphemeKey(server: Repl, key: Key | undefined): boolean {
  const does = key && meaningOf(key);
  const { line, cursor } = server;
  if (!does || (does.what !== "kill" && PLAIN.test(line))) return false;
  const to = DESTINATIONS[does.way](line, cursor);
  if (does.what === "move") return moveTo(server, to);
  const [from, end] = [Math.min(to, cursor), Math.max(to, cursor)];
  if (does.what === "kill") killPart(server, from, end);
  else if (from < end) {
    server.prevRows = server.getCursorPos().rows;
    cutPart(server, from, end);
  }
  return true;
}

/** Where the character begins that an index stands in; the index itself between two. */
export function graphemeStart(line: string, at: number): number {
  if (PLAIN.test(line)) return at;
  return graphemesOf(line).containing(at)?.index ?? at;
}

const PLAIN = /^[\x00-\x7f]*$/;

type Way = "back" | "on" | "word back" | "word on";

interface Meaning {
  readonly what: "move" | "erase" | "kill";
  readonly way: Way;
}

/** As readline has it. Ctrl-W is another one's. */
function meaningOf({ name = "", ctrl, meta }: Key): Meaning | undefined {
  if (ctrl && meta) return undefined;
  if (ctrl) return WITH_CTRL[name];
  return (meta ? WITH_ALT : ALONE)[name];
}

const ALONE: Readonly<Record<string, Meaning>> = {
  left: { what: "move", way: "back" },
  right: { what: "move", way: "on" },
  backspace: { what: "erase", way: "back" },
  delete: { what: "erase", way: "on" },
};

const WITH_CTRL: Readonly<Record<string, Meaning>> = {
  b: { what: "move", way: "back" },
  f: { what: "move", way: "on" },
  h: { what: "erase", way: "back" },
  d: { what: "erase", way: "on" },
  left: { what: "move", way: "word back" },
  right: { what: "move", way: "word on" },
  backspace: { what: "kill", way: "word back" },
  delete: { what: "kill", way: "word on" },
};

const WITH_ALT: Readonly<Record<string, Meaning>> = {
  b: { what: "move", way: "word back" },
  f: { what: "move", way: "word on" },
  backspace: { what: "kill", way: "word back" },
  d: { what: "kill", way: "word on" },
  delete: { what: "kill", way: "word on" },
};

const DESTINATIONS: Readonly<Record<Way, (line: string, cursor: number) => number>> = {
  back: (line, cursor) => graphemesOf(line).containing(cursor - 1)?.index ?? 0,
  on: (line, cursor) => {
    const next = graphemesOf(line).containing(cursor);
    return next ? next.index + next.segment.length : cursor;
  },
  "word back": (line, cursor) => {
    const graphemes = graphemesOf(line);
    const before = (at: number) => graphemes.containing(at - 1);
    let at = cursor;
    while (kindOf(before(at)) === "blank") at = before(at)?.index ?? 0;
    const kind = kindOf(before(at));
    while (at > 0 && kindOf(before(at)) === kind) at = before(at)?.index ?? 0;
    return at;
  },
  "word on": (line, cursor) => {
    const graphemes = graphemesOf(line);
    const endOf = (at: number) => {
      const next = graphemes.containing(at);
      return next ? next.index + next.segment.length : line.length;
    };
    const kind = kindOf(graphemes.containing(cursor));
    let at = cursor;
    while (at < line.length && kindOf(graphemes.containing(at)) === kind) at = endOf(at);
    while (kindOf(graphemes.containing(at)) === "blank") at = endOf(at);
    return at;
  },
};

/** What a word is made of: to readline, only the letters and digits of ASCII. */
function kindOf(data: Intl.SegmentData | undefined): "blank" | "word" | "sign" | undefined {
  if (!data) return undefined;
  if (/^\s/.test(data.segment)) return "blank";
  return /^[\p{L}\p{N}_]/u.test(data.segment) ? "word" : "sign";
}
