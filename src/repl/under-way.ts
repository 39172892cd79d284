// Says that a line is still running, and what it waits for: nothing else would, because the prompt is always there.
import { columnsOf, fittingEnd } from "../render/text/display-width.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Awaited } from "../session/inbox.ts";
import type { ShowRows } from "./screen/status-rows.ts";

/** What runs. */
export type Running =
  | { readonly kind: "JavaScript" }
  | {
      readonly kind: "line";
      /** As it may be shown. */
      readonly text: string;
      /** What it waits for, where that is something from the server. */
      awaited(): Awaited | undefined;
    };

export interface UnderWayOptions {
  readonly show: ShowRows;
  paint(row: string): string;
  columns(): number;
  /** How many rows wait behind what runs. */
  waiting(): number;
  /** Whether it is the user who is waited for. */
  isAsking(): boolean;
  /** Calls something later; returns what takes that back. */
  later(run: () => void, milliseconds: number): () => void;
}

/** In milliseconds: what is done by then is not talked about. */
const PATIENCE = 400;

export class UnderWay {
  readonly #options: UnderWayOptions;

  constructor(options: UnderWayOptions) {
    this.#options = options;
  }

  /** Says what runs, as long as it does. */
  async during<T>(running: Running, work: () => Promise<T>): Promise<T> {
    const { later, show } = this.#options;
    let cancel = () => {};
    const look = () => {
      this.#show(running);
      cancel = later(look, PATIENCE);
    };
    cancel = later(look, PATIENCE);
    try {
      return await work();
    } finally {
      cancel();
      show([]);
    }
  }

  #show(running: Running): void {
    const { show, paint, columns, waiting, isAsking } = this.#options;
    show(isAsking() ? [] : [paint(underWayRow(running, { waiting: waiting(), columns: columns() }))]);
  }
}

/** However long the end is, so much is shown of the line. */
const LEAST_TEXT = 8;
const MOST_TEXT = 40;

/** One row, not wider than the terminal. */
export function underWayRow(
  running: Running,
  { waiting, columns }: { readonly waiting: number; readonly columns: number },
): string {
  const behind = waiting === 0 ? "" : `, ${waiting} more ${waiting === 1 ? "row waits" : "rows wait"}`;
  if (running.kind === "JavaScript")
    return clipped(`    -- JavaScript is running (Ctrl-C ends it)${behind}`, columns);
  const [first = ""] = running.text.split("\n");
  const end = `${doing(running.awaited())} (Ctrl-C ends it)${behind}`;
  const left = columns === 0 ? MOST_TEXT : columns - columnsOf(`    -- "" ${end}`);
  const room = Math.min(MOST_TEXT, Math.max(LEAST_TEXT, left));
  return clipped(`    -- "${clipped(sanitizeLine(first), room)}" ${end}`, columns);
}

function doing(awaited: Awaited | undefined): string {
  if (!awaited) return "is under way";
  const { what, request } = awaited;
  const isReply = request !== undefined && /^the reply to /.test(what);
  return `waits for ${isReply ? `the reply to #${request}` : sanitizeLine(what)}`;
}

function clipped(text: string, columns: number): string {
  if (columns <= 0 || columnsOf(text) <= columns) return text;
  return `${text.slice(0, fittingEnd(text, 0, columns - 1))}…`;
}
