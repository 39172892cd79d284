// Who gets what was received: claims first, in the order they were made; the rest waits.
import type { Entry, Traffic } from "../transcript/entry.ts";
import {
  type Awaited,
  type Choose,
  type Chosen,
  type Claim,
  type Reply,
  type Wait,
  whenGivenUp,
} from "./claim.ts";
import { elapsed } from "./elapsed.ts";
import { endOf } from "./ends.ts";
import { accepts, type Claimed, GivenUp } from "./given-up.ts";
import type { SessionState } from "./state.ts";
import { Unclaimed } from "./unclaimed.ts";

export type { Awaited, Choose, Chosen, Claim, Reply, Wait } from "./claim.ts";

/** One client's received entries and the claims on them. */
export class Inbox {
  #count = 0;
  #claims: Claimed[] = [];
  readonly #givenUp = new GivenUp();
  readonly #unclaimed: Unclaimed;
  readonly #now: () => number;

  constructor(options: { readonly now: () => number; readonly oldestKept: () => number }) {
    this.#now = options.now;
    this.#unclaimed = new Unclaimed(options.oldestKept);
  }

  /** What was received and not claimed, oldest first. */
  get unclaimed(): readonly Entry<Traffic>[] {
    return this.#unclaimed.all;
  }

  /** Whether anybody still waits. */
  get isAwaited(): boolean {
    return this.#claims.length > 0 || this.#unclaimed.isAwaited;
  }

  /** What somebody waits for, whose waits are ended by a signal; undefined for nothing. */
  awaitedBy(signal: AbortSignal): Awaited | undefined {
    if (this.#unclaimed.isAwaitedBy(signal)) return { what: "what it expects" };
    const last = this.#claims.findLast((claimed) => claimed.signal === signal);
    return last && { what: last.claim.what, ...(last.entry ? { request: last.entry.n } : {}) };
  }

  /** Registers a claim; `entry` is what was sent and is to be answered. */
  claim(claim: Claim, wait: Wait, entry?: Entry): Promise<Reply> {
    return new Promise((resolve) => {
      const { signal } = wait;
      const stop = whenGivenUp(wait, (why) => this.#giveUp(claimed, why));
      const claimed: Claimed = {
        order: this.#count++,
        claim,
        entry,
        signal,
        settle: (reply) => {
          stop();
          resolve(reply);
        },
      };
      this.#claims.push(claimed);
      if (signal.aborted) this.#giveUp(claimed, { outcome: "interrupted" });
    });
  }

  /** Looks at what nobody has claimed, now and whenever something comes, until some of it is wanted: that is taken out. */
  choose(choose: Choose, wait: Wait): Promise<Chosen> {
    return this.#unclaimed.choose(choose, wait);
  }

  /** Whether an entry is a late reply, and told to be one: known as soon as it was seen. */
  isLate(n: number): boolean {
    return this.#givenUp.isLate(n);
  }

  /** Looks at an entry before anybody reads it: whoever shows it leaves to the remark behind it that it is late. */
  see(entry: Entry, state: SessionState): void {
    if (this.#lateFor(entry, state)) this.#givenUp.markLate(entry.n);
  }

  /**
   * Takes in one entry and the state after it.
   * Returns what is remarkable about where it went.
   */
  take(entry: Entry, state: SessionState): readonly string[] {
    const remarks: string[] = [];
    const isSeen = this.#settleObservers(entry, state);
    const late = this.#lateFor(entry, state);
    const taken = late ? undefined : this.#claims.find((claimed) => accepts(claimed, entry, state));
    if (late) remarks.push(this.#takeLate(late));
    else if (taken) {
      this.#claims = this.#claims.filter((other) => other !== taken);
      taken.settle({ outcome: "reply", entry });
    } else if (isKept(entry) && !isSeen) remarks.push(...this.#resemblances(entry, state));
    if (isKept(entry) && !taken) this.#unclaimed.add(entry);
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
    this.#givenUp.forget();
  }

  /** Removes and returns the first unclaimed entry that fits. */
  remove(fits: (entry: Entry<Traffic>) => boolean): Entry<Traffic> | undefined {
    return this.#unclaimed.remove(fits);
  }

  /** Whether anybody who only looks on has seen what they looked for. */
  #settleObservers(entry: Entry, state: SessionState): boolean {
    const settled = this.#claims.filter(({ claim }) => claim.observes && claim.accepts(entry, state));
    if (settled.length === 0) return false;
    this.#claims = this.#claims.filter((claimed) => !settled.includes(claimed));
    for (const claimed of settled) claimed.settle({ outcome: "reply", entry });
    return true;
  }

  #resemblances(entry: Entry, state: SessionState): readonly string[] {
    for (const { claim } of this.#claims) {
      const remark = claim.resembles?.(entry, state);
      if (remark) return this.#givenUp.isSeenBy(entry, state) ? [] : [remark];
    }
    return [];
  }

  /** The wait that was given up and is answered by an entry, unless one that is older still waits for it. */
  #lateFor(entry: Entry, state: SessionState): Claimed | undefined {
    if (entry.type !== "traffic") return undefined;
    const late = this.#givenUp.answeredBy(entry, state);
    const taken = late && this.#claims.find((claimed) => accepts(claimed, entry, state));
    return taken && taken.order < late.order ? undefined : late;
  }

  #takeLate(late: Claimed): string {
    this.#givenUp.remove(late);
    const { claim, entry } = late;
    return `late reply to ${entry ? `#${entry.n}, ${elapsed(this.#now() - entry.at)}` : claim.what}`;
  }

  /** When the stream ends, every wait ends with it, at once and with the cause. */
  #endClaims(entry: Entry): void {
    const end = endOf(entry);
    if (!end) return;
    const ended = this.#claims.filter(({ claim }) => end === "connection" || !claim.outlastsStream);
    this.#claims = this.#claims.filter((claimed) => !ended.includes(claimed));
    for (const claimed of ended) claimed.settle({ outcome: "ended", entry });
    this.#unclaimed.end(entry);
    if (end === "connection") this.#givenUp.forget();
  }

  #giveUp(claimed: Claimed, reply: Reply): void {
    this.#claims = this.#claims.filter((other) => other !== claimed);
    this.#givenUp.add(claimed);
    claimed.settle(reply);
  }
}

/** Stanzas, nonzas, features and stream errors wait to be asked for; nothing else does. */
function isKept(entry: Entry): entry is Entry<Traffic> {
  return entry.type === "traffic" && entry.from === "server" && entry.event.type === "element";
}
