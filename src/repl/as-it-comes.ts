// An element that takes its time is shown as far as it has come, between what has happened and the line.
import type { RenderOptions } from "../render/entry.ts";
import { MASK, SecretScanner } from "../render/secrets/secrets.ts";
import { LONGEST_END, unfinishedEntry, unfinishedRows } from "../render/views/unfinished.ts";
import type { Clients } from "../session/clients.ts";
import type { Session } from "../session/session.ts";
import type { FilterBook } from "../shell/filter/filters.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";

export interface AsItComesOptions {
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly filters: Pick<FilterBook, "current">;
  /** How an entry is laid out at this moment. */
  rendering(entry: Entry): RenderOptions;
  showsSecrets(): boolean;
  /** How many rows the terminal has. */
  rows(): number;
  /** Shows rows above the line, in place of those before; none takes them away. */
  show(rows: readonly string[]): void;
}

/** In milliseconds: what is whole by then is never shown in parts. */
const PATIENCE = 200;
/** How often what is shown is brought up to date, at most. */
const REFRESH = 100;

/** Its end, and what it waits for in two rows. */
const LEAST = 3;

interface Coming {
  /** How much of it was read into `shown` and `masked`. */
  read: number;
  /** The end of what has come, as it came and without its secrets. */
  plain: string;
  masked: string;
  readonly scanner: SecretScanner;
  timer: NodeJS.Timeout | undefined;
  /** Whether it is on the screen. */
  isShown: boolean;
}

export class AsItComes {
  readonly #options: AsItComesOptions;
  readonly #coming = new Map<ClientId, Coming>();
  #resizing: NodeJS.Timeout | undefined;

  constructor(options: AsItComesOptions) {
    this.#options = options;
    // Whatever is recorded for a client ends what was unfinished: it is whole, broken, or the connection has gone.
    options.transcript.read((entry) => {
      const isReceived = entry.type === "traffic" && entry.from === "server";
      if (isReceived || entry.type === "connection") this.#end(entry.client);
    });
  }

  /** Something was received for a client, and perhaps is not whole yet. */
  told(client: ClientId): void {
    const session = this.#options.clients.withId(client)?.session;
    if (!session || session.unfinished === "") {
      this.#end(client);
      return;
    }
    const coming = this.#coming.get(client) ?? begin();
    this.#coming.set(client, coming);
    coming.timer ??= setTimeout(() => this.#look(session, coming), coming.isShown ? REFRESH : PATIENCE);
    // Nobody is kept from leaving by what a server has not finished.
    coming.timer.unref();
  }

  #look(session: Session, coming: Coming): void {
    coming.timer = undefined;
    readOn(coming, session.unfinished);
    coming.isShown = coming.plain.trim() !== "";
    this.#draw();
  }

  #end(client: ClientId): void {
    const coming = this.#coming.get(client);
    if (!coming) return;
    clearTimeout(coming.timer);
    this.#coming.delete(client);
    if (coming.isShown) this.#draw();
  }

  /**
   * The terminal has another size: what is shown is laid out for it when that is settled. Amid a change nobody knows how
   * wide the terminal is at this moment, and so how many rows are drawn.
   */
  resized(): void {
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.#draw(), REFRESH).unref();
  }

  #draw(): void {
    const { clients, filters, rendering, showsSecrets, rows, show } = this.#options;
    const shown = [...this.#coming].filter(([, { isShown }]) => isShown);
    const most = mostRows(rows(), shown.length);
    // What is to come may be what the filter looks for.
    const then = filters.current === undefined ? undefined : "the filter may hide it when whole";
    show(
      shown.flatMap(([client, { read, plain, masked }]) => {
        const { openElements = [], unended } = clients.withId(client)?.session ?? {};
        const text = showsSecrets() ? plain : masked;
        const unfinished = { client, text, characters: read, openElements, unended, then };
        return unfinishedRows(unfinished, rendering(unfinishedEntry(unfinished)), most);
      }),
    );
  }
}

/**
 * At most a third of the screen, shared by the clients whose elements are open: or half of it, where that is what it
 * takes to show something of each.
 */
function mostRows(rows: number, clients: number): number {
  const [third, half] = [rows / 3, rows / 2].map((all) => Math.floor(all / Math.max(1, clients)));
  return Math.max(2, third ?? 0, Math.min(LEAST, half ?? 0));
}

function begin(): Coming {
  const scanner = new SecretScanner("pieces");
  return { read: 0, plain: "", masked: "", scanner, timer: undefined, isShown: false };
}

const MASKS = new RegExp(`(?:${MASK.replace(/[[\]]/g, "\\$&")}){2,}`, "g");

/** Only what is new is looked at: an element may be of megabytes. */
function readOn(coming: Coming, text: string): void {
  const added = text.slice(coming.read);
  coming.read = text.length;
  coming.plain = (coming.plain + added).slice(-LONGEST_END);
  const masked = coming.masked + coming.scanner.mask(added);
  // A secret that comes in many pieces is one.
  coming.masked = masked.replace(MASKS, MASK).slice(-LONGEST_END);
}
