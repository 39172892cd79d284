// The claims that were given up: their replies may still come, late, and must not answer newer commands.
import type { Entry } from "../transcript/entry.ts";
import type { Claim, Reply } from "./claim.ts";
import type { SessionState } from "./state.ts";

/** A claim that was made. */
export interface Claimed {
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

export class GivenUp {
  #claims: readonly Claimed[] = [];
  /** The late replies that were told as such, by number. */
  readonly #late = new Set<number>();

  add(claimed: Claimed): void {
    this.#claims = [...this.#claims.slice(-MOST_GIVEN_UP + 1), claimed];
  }

  remove(claimed: Claimed): void {
    this.#claims = this.#claims.filter((other) => other !== claimed);
  }

  /** Forgets the claims. What was a late reply stays one. */
  forget(): void {
    this.#claims = [];
  }

  /** The first that accepts an entry. */
  answeredBy(entry: Entry, state: SessionState): Claimed | undefined {
    return this.#claims.find((claimed) => accepts(claimed, entry, state));
  }

  /** Whether it is what one of them only looked for: then it is the reply to that, and looks like no other. */
  isSeenBy(entry: Entry, state: SessionState): boolean {
    return this.#claims.some(({ claim }) => claim.observes && claim.accepts(entry, state));
  }

  /** Whether an entry was told to be a late reply. */
  isLate(n: number): boolean {
    return this.#late.has(n);
  }

  /** From now on an entry is told to be one. */
  markLate(n: number): void {
    this.#late.add(n);
    if (this.#late.size <= MOST_LATE) return;
    for (const oldest of this.#late) {
      this.#late.delete(oldest);
      break;
    }
  }
}

/** Whoever only looks on is no one to be late for. */
export function accepts({ claim }: Claimed, entry: Entry, state: SessionState): boolean {
  return !claim.observes && claim.accepts(entry, state);
}
