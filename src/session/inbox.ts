// Who gets what was received: claims first, in the order they were made; the rest waits.
import type { Entry, Traffic } from "../transcript/entry.ts";
import { elapsed } from "./elapsed.ts";
import { endOf } from "./ends.ts";
import type { SessionState } from "./state.ts";

/** What a command waits for. */
export interface Claim {
  /** What it is, for messages: "the reply to iq 3". */
  readonly what: string;
  /** Whether an entry is the reply; `state` is the state after it. */
  accepts(entry: Entry, state: SessionState): boolean;
  /** Whether a negative reply is what was asked for. */
  welcomes?(entry: Entry): boolean;
  /** Says why an entry that looks like the reply is not. */
  resembles?(entry: Entry, state: SessionState): string | undefined;
  /** Waits on when the stream ends: until the connection does. */
  readonly outlastsStream?: true;
  /** Only looks on: the entry goes to the inbox, or to whoever claims it, as if this claim were not there. */
  readonly observes?: true;
}

export type Reply =
  | { readonly outcome: "reply"; readonly entry: Entry }
  /** The stream or the connection ended first. */
  | { readonly outcome: "ended"; readonly entry: Entry }
  | { readonly outcome: "timeout"; readonly after: number }
  | { readonly outcome: "interrupted" };

export interface Wait {
  readonly signal: AbortSignal;
  /** In milliseconds; 0 waits for ever. */
  readonly timeout: number;
}

/** Says which of the unclaimed entries, oldest first, are wanted: undefined for none so far, "nothing" for giving up. */
export type Choose = (
  unclaimed: readonly Entry<Traffic>[],
) => readonly Entry<Traffic>[] | "nothing" | undefined;

export type Chosen =
  | { readonly outcome: "chosen"; readonly entries: readonly Entry<Traffic>[] }
  | { readonly outcome: "nothing" }
  | Exclude<Reply, { readonly outcome: "reply" }>;

/** What somebody waits for, in words, and the number of the entry that is to be answered. */
export interface Awaited {
  readonly what: string;
  readonly request?: number;
}

interface Choosing {
  readonly signal: AbortSignal;
  readonly choose: Choose;
  settle(chosen: Chosen): void;
}

interface Claimed {
  /** Claims are served in this order, also those that were given up: a late reply must not answer a newer command. */
  readonly order: number;
  readonly claim: Claim;
  readonly entry: Entry | undefined;
  readonly signal: AbortSignal;
  settle(reply: Reply): void;
}

/** How many claims that were given up are remembered, to tell a late reply from a surprise. */
const MOST_GIVEN_UP = 100;
/** How many late replies are remembered, to show them again as they were shown first. */
const MOST_LATE = 1000;

/** One client's received entries and the claims on them. */
export class Inbox {
  #count = 0;
  #claims: Claimed[] = [];
  #choosing: Choosing[] = [];
  #givenUp: Claimed[] = [];
  readonly #unclaimed = new Map<number, Entry<Traffic>>();
  /** The late replies that were told as such, by number. */
  readonly #late = new Set<number>();
  /** All below this number are gone. */
  #oldest = 1;
  readonly #now: () => number;
  readonly #oldestKept: () => number;

  constructor(options: { readonly now: () => number; readonly oldestKept: () => number }) {
    this.#now = options.now;
    this.#oldestKept = options.oldestKept;
  }

  /** What was received and not claimed, oldest first. */
  get unclaimed(): readonly Entry<Traffic>[] {
    return [...this.#unclaimed.values()];
  }

  /** Whether anybody still waits. */
  get isAwaited(): boolean {
    return this.#claims.length + this.#choosing.length > 0;
  }

  /** What somebody waits for, whose waits are ended by a signal; undefined for nothing. */
  awaitedBy(signal: AbortSignal): Awaited | undefined {
    if (this.#choosing.some((choosing) => choosing.signal === signal)) return { what: "what it expects" };
    const last = this.#claims.findLast((claimed) => claimed.signal === signal);
    return last && { what: last.claim.what, ...(last.entry ? { request: last.entry.n } : {}) };
  }

  /** Registers a claim; `entry` is what was sent and is to be answered. */
  claim(claim: Claim, { signal, timeout }: Wait, entry?: Entry): Promise<Reply> {
    return new Promise((resolve) => {
      const claimed: Claimed = {
        order: this.#count++,
        claim,
        entry,
        signal,
        settle: (reply) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", interrupt);
          resolve(reply);
        },
      };
      const interrupt = () => this.#giveUp(claimed, { outcome: "interrupted" });
      const expire = () => this.#giveUp(claimed, { outcome: "timeout", after: timeout });
      const timer = timeout === 0 ? undefined : setTimeout(expire, timeout);
      signal.addEventListener("abort", interrupt, { once: true });
      this.#claims.push(claimed);
      if (signal.aborted) interrupt();
    });
  }

  /** Looks at what nobody has claimed, now and whenever something comes, until some of it is wanted: that is taken out. */
  choose(choose: Choose, { signal, timeout }: Wait): Promise<Chosen> {
    return new Promise((resolve) => {
      const choosing: Choosing = {
        signal,
        choose,
        settle: (chosen) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", interrupt);
          this.#choosing = this.#choosing.filter((other) => other !== choosing);
          resolve(chosen);
        },
      };
      const interrupt = () => choosing.settle({ outcome: "interrupted" });
      const expire = () => choosing.settle({ outcome: "timeout", after: timeout });
      const timer = timeout === 0 ? undefined : setTimeout(expire, timeout);
      signal.addEventListener("abort", interrupt, { once: true });
      this.#choosing.push(choosing);
      if (signal.aborted) interrupt();
      else this.#offer(choosing);
    });
  }

  /** Whether an entry is a late reply, and told to be one: known as soon as it was seen. */
  isLate(n: number): boolean {
    return this.#late.has(n);
  }

  /** Looks at an entry before anybody reads it: whoever shows it leaves to the remark behind it that it is late. */
  see(entry: Entry, state: SessionState): void {
    if (!this.#lateFor(entry, state)) return;
    this.#late.add(entry.n);
    if (this.#late.size <= MOST_LATE) return;
    for (const oldest of this.#late) {
      this.#late.delete(oldest);
      break;
    }
  }

  /**
   * Takes in one entry and the state after it.
   * Returns what is remarkable about where it went.
   */
  take(entry: Entry, state: SessionState): readonly string[] {
    const remarks: string[] = [];
    this.#settleObservers(entry, state);
    const late = this.#lateFor(entry, state);
    const taken = late ? undefined : this.#claims.find((claimed) => accepts(claimed, entry, state));
    if (late) remarks.push(this.#takeLate(late));
    else if (taken) {
      this.#claims = this.#claims.filter((other) => other !== taken);
      taken.settle({ outcome: "reply", entry });
    } else if (isKept(entry)) remarks.push(...this.#resemblances(entry, state));
    if (isKept(entry) && !taken) {
      this.#keep(entry);
      for (const choosing of [...this.#choosing]) this.#offer(choosing);
    }
    this.#endClaims(entry);
    return remarks;
  }

  /** Forgets what was received and not claimed. What was given up is remembered: its reply may still come. */
  empty(): void {
    this.#unclaimed.clear();
  }

  /** Forgets what was received and not claimed, and what was given up. */
  forget(): void {
    this.#unclaimed.clear();
    this.#givenUp = [];
  }

  /** Removes and returns the first unclaimed entry that fits. */
  remove(fits: (entry: Entry<Traffic>) => boolean): Entry<Traffic> | undefined {
    for (const entry of this.#unclaimed.values()) {
      if (!fits(entry)) continue;
      this.#unclaimed.delete(entry.n);
      return entry;
    }
    return undefined;
  }

  #offer({ choose, settle }: Choosing): void {
    const wanted = choose(this.unclaimed);
    if (wanted === undefined) return;
    if (wanted === "nothing") settle({ outcome: "nothing" });
    else {
      for (const { n } of wanted) this.#unclaimed.delete(n);
      settle({ outcome: "chosen", entries: wanted });
    }
  }

  #settleObservers(entry: Entry, state: SessionState): void {
    const settled = this.#claims.filter(({ claim }) => claim.observes && claim.accepts(entry, state));
    if (settled.length === 0) return;
    this.#claims = this.#claims.filter((claimed) => !settled.includes(claimed));
    for (const claimed of settled) claimed.settle({ outcome: "reply", entry });
  }

  #resemblances(entry: Entry, state: SessionState): readonly string[] {
    for (const { claim } of this.#claims) {
      const remark = claim.resembles?.(entry, state);
      if (remark) return [remark];
    }
    return [];
  }

  /** The wait that was given up and is answered by an entry, unless one that is older still waits for it. */
  #lateFor(entry: Entry, state: SessionState): Claimed | undefined {
    if (entry.type !== "traffic") return undefined;
    const late = this.#givenUp.find((claimed) => accepts(claimed, entry, state));
    const taken = late && this.#claims.find((claimed) => accepts(claimed, entry, state));
    return taken && taken.order < late.order ? undefined : late;
  }

  #takeLate(late: Claimed): string {
    this.#givenUp = this.#givenUp.filter((other) => other !== late);
    const { claim, entry } = late;
    return `late reply to ${entry ? `#${entry.n}, ${elapsed(this.#now() - entry.at)}` : claim.what}`;
  }

  #keep(entry: Entry<Traffic>): void {
    this.#unclaimed.set(entry.n, entry);
    // Counted, not looked up: the first key of a Map is dear where those before it were deleted.
    for (const oldest = this.#oldestKept(); this.#oldest < oldest; this.#oldest += 1) {
      this.#unclaimed.delete(this.#oldest);
    }
  }

  /** When the stream ends, every wait ends with it, at once and with the cause. */
  #endClaims(entry: Entry): void {
    const end = endOf(entry);
    if (!end) return;
    const ended = this.#claims.filter(({ claim }) => end === "connection" || !claim.outlastsStream);
    this.#claims = this.#claims.filter((claimed) => !ended.includes(claimed));
    for (const claimed of ended) claimed.settle({ outcome: "ended", entry });
    for (const choosing of [...this.#choosing]) choosing.settle({ outcome: "ended", entry });
    if (end === "connection") this.#givenUp = [];
  }

  #giveUp(claimed: Claimed, reply: Reply): void {
    this.#claims = this.#claims.filter((other) => other !== claimed);
    this.#givenUp = [...this.#givenUp.slice(-MOST_GIVEN_UP + 1), claimed];
    claimed.settle(reply);
  }
}

/** Whoever only looks on is no one to be late for. */
function accepts({ claim }: Claimed, entry: Entry, state: SessionState): boolean {
  return !claim.observes && claim.accepts(entry, state);
}

/** Stanzas, nonzas, features and stream errors wait to be asked for; nothing else does. */
function isKept(entry: Entry): entry is Entry<Traffic> {
  return entry.type === "traffic" && entry.from === "server" && entry.event.type === "element";
}
