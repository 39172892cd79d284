// Text that is longer than the screen goes through the user's pager.
import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { columnsOf } from "../../render/text/display-width.ts";
import type { LineEditor } from "../../shell/line-editor.ts";
import { endTogether, keepModes } from "./end-together.ts";
import { inPieces } from "./in-pieces.ts";
import { inPlaceOfShell } from "./in-place-of-shell.ts";
import { stopTogether } from "./stop-together.ts";

export interface Paging {
  /** Of the terminal; 0 where nobody knows. */
  readonly size: { readonly columns: number; readonly rows: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly editor: Pick<LineEditor, "lend">;
  /** Aborted where the program is to end: the pager ends with it. */
  readonly signal?: AbortSignal | undefined;
  write(text: string): void;
}

const DEFAULT_PAGER = "less -R";
/**
 * Where the user has said nothing: what fits after all needs no key, colours are shown, the text stays on the screen, and
 * whoever does not know less is told its keys. In a prompt "?e" asks whether this is the end, and "$" ends the prompt.
 */
const LESS = "-FRX -Ps?eEnd\\: q leaves:q leaves, Space goes on.$";
/** Less by itself: of what it is a part of nobody knows which process it is. */
const IS_LESS = /^(?:[\w./-]*\/)?less(?: +[\w=./+-]+)*$/;
/** What a shell says of a command that is not there. */
const NOT_FOUND = 127;
/** The prompt and the line that asked for it stay in sight where the text is printed. */
const ROWS_FOR_LINE = 2;

/** Shows text page by page where the screen cannot hold it; printed where it can, or where there is no pager. */
export async function showPages(
  text: string | Iterable<string>,
  { size, environment, editor, write, signal }: Paging,
): Promise<void> {
  const rows = new KeptRows(typeof text === "string" ? text.split("\n") : text);
  const print = async () => {
    for await (const piece of inPieces(rows)) write(piece);
  };
  if (isOnOneScreen(rows, size)) return await print();
  const asked = environment.PAGER?.trim();
  const pager = asked || DEFAULT_PAGER;
  const problem = await editor.lend(async () => await page(pager, rows, { environment, signal }));
  if (problem === undefined) return;
  // Whoever has named no pager does not miss it.
  if (asked) write(`Cannot show it page by page: the pager "${pager}" ${problem} (set PAGER)\n`);
  await print();
}

/** Rows that are made once, when they are first taken, and can be taken again. */
class KeptRows implements Iterable<string> {
  readonly #rest: Iterator<string>;
  readonly #made: string[] = [];

  constructor(rows: Iterable<string>) {
    this.#rest = rows[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<string> {
    for (let at = 0; ; at += 1) {
      const row = this.#made[at] ?? this.#next();
      if (row === undefined) return;
      yield row;
    }
  }

  #next(): string | undefined {
    const next = this.#rest.next();
    if (next.done) return undefined;
    this.#made.push(next.value);
    return next.value;
  }
}

function isOnOneScreen(text: Iterable<string>, { columns, rows }: Paging["size"]): boolean {
  if (columns === 0 || rows === 0) return true;
  let used = ROWS_FOR_LINE;
  for (const line of text) {
    used += Math.max(1, Math.ceil(columnsOf(line) / columns));
    if (used > rows) return false;
  }
  return true;
}

/** PAGER is a line for the shell: it may have arguments. Returns why the text has not been shown. */
async function page(
  pager: string,
  rows: Iterable<string>,
  { environment, signal }: Pick<Paging, "environment" | "signal">,
): Promise<string | undefined> {
  // Keys that were typed ahead are meant for the prompt: less must write no file for them, and run no program.
  const { LESSSECURE = "1" } = environment;
  const isLess = IS_LESS.test(pager);
  const isSecure = isLess && LESSSECURE === "1";
  const env = { ...environment, ...(isLess ? { LESSSECURE } : {}), LESS: environment.LESS ?? LESS };
  const giveBackModes = keepModes();
  const running = spawn(inPlaceOfShell(pager), {
    shell: true,
    stdio: ["pipe", "inherit", "inherit"],
    env,
  });
  // So less takes no notice of Ctrl-Z; every other pager stops by itself.
  if (isSecure) running.once("close", stopTogether(running));
  // Whoever quits the pager early has seen enough: no more rows are made.
  pipeline(inPieces(rows), running.stdin).catch(() => {});
  const ended = await endTogether(running, signal);
  if (ended.kind === "made to") giveBackModes();
  if (ended.kind === "not started") return `does not start: ${ended.why}`;
  return ended.kind === "by itself" && ended.code === NOT_FOUND ? "is not there" : undefined;
}
