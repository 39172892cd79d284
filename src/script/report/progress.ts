// How far a run of many scripts has come: one line at the bottom of a terminal, below what is written for good.
import { sanitizeLine } from "../../render/text/sanitize.ts";

export interface ProgressState {
  readonly columns: number;
  readonly failed: number;
  /** The file that is run now. */
  readonly current: string;
}

const BAR = 20;

/** `[=====>              ] 12/40, 1 failed, login.xmpp`, at most as wide as the terminal without its last column. */
export function progressLine(
  done: number,
  total: number,
  { columns, failed, current }: ProgressState,
): string {
  const filled = total === 0 ? BAR : Math.min(BAR, Math.floor((done / total) * BAR));
  const bar = `[${`${"=".repeat(filled)}${filled < BAR ? ">" : ""}`.padEnd(BAR)}] `;
  const counts = `${done}/${total}${failed === 0 ? "" : `, ${failed} failed`}`;
  const room = columns - 1;
  const head = bar.length + counts.length <= room ? bar + counts : counts.slice(0, Math.max(0, room));
  const name = lastOf(sanitizeLine(current), room - head.length - ", ".length);
  return name === "" ? head : `${head}, ${name}`;
}

/** The end of a path says most. */
function lastOf(path: string, room: number): string {
  const characters = Array.from(path);
  if (widthOf(characters) <= room) return path;
  const dots = "...";
  if (room < dots.length + 8) return "";
  while (widthOf(characters) > room - dots.length) characters.shift();
  return dots + characters.join("");
}

/** Two columns for all beyond ASCII: a line that is too short does no harm, one that goes on in the next row stays there. */
function widthOf(characters: readonly string[]): number {
  return characters.reduce((sum, character) => sum + (character < "\u007f" ? 1 : 2), 0);
}

const ERASE_LINE = "\r\x1b[K";

export interface ProgressOutput {
  write(text: string): void;
  /** How wide the terminal is now. */
  columns(): number;
}

/** The line on the screen. */
export class Progress {
  readonly #output: ProgressOutput;
  /** What is on the screen now. */
  #drawn = "";

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  update(done: number, total: number, state: Omit<ProgressState, "columns">): void {
    this.#draw(progressLine(done, total, { ...state, columns: this.#output.columns() }));
  }

  /** Takes the line off the screen. */
  clear(): void {
    this.#draw("");
  }

  /** Writes text that ends with a newline for good; the line stays below it. */
  writeAbove(text: string): void {
    const line = this.#drawn;
    this.#output.write((line === "" ? "" : ERASE_LINE) + text + line);
  }

  #draw(line: string): void {
    if (line === this.#drawn) return;
    this.#output.write((this.#drawn === "" ? "" : ERASE_LINE) + line);
    this.#drawn = line;
  }
}
