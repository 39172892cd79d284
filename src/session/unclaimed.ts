// What was received and nobody has claimed, and who waits for some of it to come.
import type { Entry, Traffic } from "../transcript/entry.ts";
import { type Choose, type Chosen, type Wait, whenGivenUp } from "./claim.ts";

interface Choosing {
  readonly signal: AbortSignal;
  readonly choose: Choose;
  settle(chosen: Chosen): void;
}

export class Unclaimed {
  readonly #entries = new Map<number, Entry<Traffic>>();
  #choosing: Choosing[] = [];
  /** All below this number are gone. */
  #oldest = 1;
  readonly #oldestKept: () => number;

  constructor(oldestKept: () => number) {
    this.#oldestKept = oldestKept;
  }

  /** Oldest first. */
  get all(): readonly Entry<Traffic>[] {
    return [...this.#entries.values()];
  }

  /** Whether anybody waits for something to come. */
  get isAwaited(): boolean {
    return this.#choosing.length > 0;
  }

  /** The same of somebody whose waits are ended by a signal. */
  isAwaitedBy(signal: AbortSignal): boolean {
    return this.#choosing.some((choosing) => choosing.signal === signal);
  }

  add(entry: Entry<Traffic>): void {
    this.#entries.set(entry.n, entry);
    // Counted, not looked up: the first key of a Map is dear where those before it were deleted.
    for (const oldest = this.#oldestKept(); this.#oldest < oldest; this.#oldest += 1) {
      this.#entries.delete(this.#oldest);
    }
    for (const choosing of [...this.#choosing]) this.#offer(choosing);
  }

  /** Removes and returns the first that fits. */
  remove(fits: (entry: Entry<Traffic>) => boolean): Entry<Traffic> | undefined {
    for (const entry of this.#entries.values()) {
      if (!fits(entry)) continue;
      this.#entries.delete(entry.n);
      return entry;
    }
    return undefined;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Looks at all of it, now and whenever something comes, until some of it is wanted: that is taken out. */
  choose(choose: Choose, wait: Wait): Promise<Chosen> {
    return new Promise((resolve) => {
      const { signal } = wait;
      const stop = whenGivenUp(wait, (why) => choosing.settle(why));
      const choosing: Choosing = {
        signal,
        choose,
        settle: (chosen) => {
          stop();
          this.#choosing = this.#choosing.filter((other) => other !== choosing);
          resolve(chosen);
        },
      };
      this.#choosing.push(choosing);
      if (signal.aborted) choosing.settle({ outcome: "interrupted" });
      else this.#offer(choosing);
    });
  }

  /** Nothing more will come that anybody could wait for. */
  end(entry: Entry): void {
    for (const choosing of [...this.#choosing]) choosing.settle({ outcome: "ended", entry });
  }

  #offer({ choose, settle }: Choosing): void {
    const wanted = choose(this.all);
    if (wanted === undefined) return;
    if (wanted === "nothing") settle({ outcome: "nothing" });
    else {
      for (const { n } of wanted) this.#entries.delete(n);
      settle({ outcome: "chosen", entries: wanted });
    }
  }
}
