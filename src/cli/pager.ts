// Text that is longer than the screen goes through the user's pager.
import { spawn } from "node:child_process";
import { columnsOf } from "../render/display-width.ts";
import type { LineEditor } from "../shell/line-editor.ts";

export interface Paging {
  /** Of the terminal; 0 where nobody knows. */
  readonly size: { readonly columns: number; readonly rows: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly editor: Pick<LineEditor, "lend">;
  write(text: string): void;
}

const DEFAULT_PAGER = "less -R";
/** What a shell says of a command that is not there. */
const NOT_FOUND = 127;
/** The prompt and the line that asked for it stay in sight where the text is printed. */
const ROWS_FOR_LINE = 2;

/** Shows text page by page where the screen cannot hold it; printed where it can, or where there is no pager. */
export async function showPages(text: string, { size, environment, editor, write }: Paging): Promise<void> {
  if (isOnOneScreen(text, size)) return write(`${text}\n`);
  const asked = environment.PAGER?.trim();
  const pager = asked || DEFAULT_PAGER;
  const problem = await editor.lend(async () => await page(pager, text, environment));
  if (problem === undefined) return;
  // Whoever has named no pager does not miss it.
  if (asked) write(`Cannot show it page by page: the pager "${pager}" ${problem} (set PAGER)\n`);
  write(`${text}\n`);
}

function isOnOneScreen(text: string, { columns, rows }: Paging["size"]): boolean {
  if (columns === 0 || rows === 0) return true;
  let used = ROWS_FOR_LINE;
  for (const line of text.split("\n")) {
    used += Math.max(1, Math.ceil(columnsOf(line) / columns));
    if (used > rows) return false;
  }
  return true;
}

/** PAGER is a line for the shell: it may have arguments. Returns why the text has not been shown. */
async function page(
  pager: string,
  text: string,
  environment: Paging["environment"],
): Promise<string | undefined> {
  // Colours are shown, and what fits after all needs no key; LESS says otherwise where it is set.
  const env = { ...environment, LESS: environment.LESS ?? "FRX" };
  const running = spawn(pager, { shell: true, stdio: ["pipe", "inherit", "inherit"], env });
  return await new Promise((resolve) => {
    running.on("error", ({ message }) => resolve(`does not start: ${message}`));
    running.on("close", (code) => resolve(code === NOT_FOUND ? "is not there" : undefined));
    // Whoever quits the pager early has seen enough.
    running.stdin.on("error", () => {});
    running.stdin.end(`${text}\n`);
  });
}
