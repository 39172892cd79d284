// Output at the terminal's pace: what comes faster than it can be shown waits, and of too much the oldest is passed over.
import type { Entry } from "../../transcript/entry.ts";
import {
  type Left,
  newerHalf,
  type Passed,
  textOf,
  type Waiting,
  withoutFirst,
  withoutOldest,
} from "./waiting.ts";

/** Where the output goes. */
export interface Paced {
  /** Shows text that ends with a newline. */
  print(text: string): void;
  /** Undefined where the terminal takes text now, else what resolves when it does. */
  drained(): Promise<void> | undefined;
  /** The terminal's size. */
  size(): { readonly columns: number; readonly rows: number };
}

export interface Clock {
  /** In milliseconds, from any beginning. */
  now(): number;
  later(run: () => void, milliseconds: number): void;
}

/** What is decided outside. */
export interface PaceRules {
  /** Whether an entry may be passed over. */
  mayPass(entry: Entry): boolean;
  /** The text that stands for what was passed over, with its newline. */
  passedOver(passed: Passed): string;
}

/** In so many milliseconds, a frame of a screen, two screens are written at most. */
const PAUSE = 16;
/** So many entries may wait: a page of an archive and the people of a room are shown whole. */
const MOST_ENTRIES = 1000;
/** In characters of their text on the wire. */
const MOST_CHARACTERS = 1024 * 1024;
/** Of texts and entries that must be shown: whoever makes more waits until they are, or they are too many. */
const MOST_KEPT = 2000;
/** So long whoever types waits for a terminal that must take all that waits; the rest is passed over. In milliseconds. */
const PATIENCE = 1000;

export class Pacer {
  readonly #to: Paced;
  readonly #clock: Clock;
  #rules: PaceRules = { mayPass: () => false, passedOver: () => "" };
  #waiting: Waiting[] = [];
  /** Of what waits: what may be passed over, and how long it is. */
  #entries = 0;
  #characters = 0;
  /** From when on two screens may be written again. */
  #free = 0;
  /** How many rows may be written before. */
  #room = 0;
  #isDue = false;
  #isHeld = false;

  constructor(to: Paced, clock: Clock) {
    this.#to = to;
    this.#clock = clock;
  }

  setRules(rules: PaceRules): void {
    this.#rules = rules;
  }

  /** Shows an entry; its text is made when it is written. */
  show(entry: Entry, text: () => string): void {
    if (entry.type === "note" && entry.by === "tool") {
      this.#characters += entry.text.length;
      this.#add({ kind: "remark", n: entry.n, size: entry.text.length, text });
    } else if (this.#rules.mayPass(entry)) {
      const size = entry.type === "traffic" ? entry.event.raw.length : 0;
      this.#entries += 1;
      this.#characters += size;
      this.#add({ kind: "entry", n: entry.n, size, text });
    } else this.#add({ kind: "text", n: entry.n, text });
  }

  /** Shows text, which is never passed over. */
  write(text: string): void {
    this.#add({ kind: "text", text: () => text });
  }

  /** Whether text waits that is never passed over: what a command says, or a page of a lesson. */
  get isBehind(): boolean {
    return this.#waiting.length > this.#entries && this.#waiting.some(({ kind }) => kind === "text");
  }

  /** Writes all that waits, as far as the terminal takes it in a moment. */
  flush(): void {
    if (this.#isHeld || this.#printAtOnce() === "all") return;
    this.#keep(withoutFirst(this.#waiting, this.#waiting.length));
    this.#print(Number.POSITIVE_INFINITY);
  }

  /** Of what waits only the newest entries are shown: whoever presses Ctrl-C has seen enough of them. */
  passOver(): void {
    this.#passOver();
  }

  /** Writes nothing until it is released: another program has the terminal. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#later();
  }

  #add(item: Waiting): void {
    this.#waiting.push(item);
    if (this.#entries > MOST_ENTRIES || this.#characters > MOST_CHARACTERS) this.#passOver();
    const isTooMuch = this.#waiting.length - this.#entries > MOST_KEPT;
    if (isTooMuch && (this.#isHeld || this.#printAtOnce() === "some")) {
      this.#keep(newerHalf(this.#waiting));
    }
    if (this.#isHeld) return;
    // What is no flood is shown as it comes, in step with all that happens.
    if (this.#waiting.length === 1 && this.#isFree()) this.#print(this.#rowsAtOnce());
    else this.#later();
  }

  /** Leaves two screens, not a few fewer each time: else what is told would be as much as what was passed over. */
  #passOver(): void {
    const left = { entries: this.#rowsAtOnce(), characters: MOST_CHARACTERS / 4 };
    this.#keep(withoutOldest(this.#waiting, left));
  }

  #keep({ waiting, entries, characters }: Left): void {
    this.#waiting = waiting;
    this.#entries = entries;
    this.#characters = characters;
  }

  #isFree(): boolean {
    const hasRoom = this.#room > 0 || this.#clock.now() >= this.#free;
    return hasRoom && !this.#isDue && this.#to.drained() === undefined;
  }

  #later(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    this.#clock.later(() => this.#due(), Math.max(0, this.#free - this.#clock.now()));
  }

  #due(): void {
    const drained = this.#to.drained();
    if (drained) {
      void drained.then(() => this.#due());
      return;
    }
    this.#isDue = false;
    if (!this.#isHeld) this.#print(this.#rowsAtOnce());
  }

  /** Two screens. */
  #rowsAtOnce(): number {
    return 2 * Math.max(1, this.#to.size().rows);
  }

  /** Piece by piece: a write to a slow terminal returns when it has taken it. */
  #printAtOnce(): "all" | "some" {
    const begun = this.#clock.now();
    while (this.#waiting.length > 0) {
      if (this.#clock.now() - begun > PATIENCE) return "some";
      this.#print(this.#rowsAtOnce());
    }
    return "all";
  }

  #print(most: number): void {
    if (this.#waiting.length === 0) return;
    const begun = this.#clock.now();
    const { columns } = this.#to.size();
    let text = "";
    let rows = 0;
    let count = 0;
    for (const item of this.#waiting) {
      if (rows >= most) break;
      const shown = textOf(item, this.#rules.passedOver);
      rows += rowsOf(shown, columns);
      text += shown;
      count += 1;
      if (item.kind === "entry") this.#entries -= 1;
      if (item.kind === "entry" || item.kind === "remark") this.#characters -= item.size;
    }
    // Before it is printed: whatever that calls may have something to show as well.
    this.#waiting = this.#waiting.slice(count);
    this.#to.print(text);
    this.#spend(rows, begun);
    this.#later();
  }

  /** A slow terminal, and a row that is dear to make, get a longer pause. */
  #spend(rows: number, begun: number): void {
    const now = this.#clock.now();
    if (begun >= this.#free) {
      this.#room = this.#rowsAtOnce();
      this.#free = begun + PAUSE;
    }
    this.#room -= rows;
    this.#free = Math.max(this.#free, now + 2 * (now - begun));
  }
}

/** About: escape sequences count as well. */
function rowsOf(text: string, columns: number): number {
  let rows = Math.floor(text.length / (columns || 80));
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) rows += 1;
  return rows;
}
