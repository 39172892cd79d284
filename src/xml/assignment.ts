// Who gets which: each left one a different right one of those it accepts. In time that is polynomial, by augmenting
// paths; backtracking would take forever over children that all look alike.

/** For each left one the right ones it accepts, ascending. */
export type Accepted = readonly (readonly number[])[];

interface Pairing {
  readonly accepted: Accepted;
  /** By left one. */
  readonly chosen: (number | undefined)[];
  /** By right one. */
  readonly owners: Map<number, number>;
}

/**
 * Gives every left one a right one, or returns undefined. Of all ways to do so it is the one in which the first left one
 * has the earliest right one it can have, then the second, and so on.
 */
export function firstAssignment(accepted: Accepted): readonly number[] | undefined {
  const pairing: Pairing = { accepted, chosen: [], owners: new Map() };
  for (let left = 0; left < accepted.length; left += 1) {
    if (!extend(pairing, { start: left, settled: 0, hopeless: new Set() })) return undefined;
  }
  for (let left = 0; left < accepted.length; left += 1) preferEarliest(pairing, left);
  return pairing.chosen.map((right) => right ?? -1);
}

/** Gives as many left ones as possible a right one; undefined for the others. Earlier ones go first. */
export function largestAssignment(accepted: Accepted): readonly (number | undefined)[] {
  const pairing: Pairing = { accepted, chosen: accepted.map(() => undefined), owners: new Map() };
  // Where all look alike and there are too few, each search in vain would go over everything again.
  const hopeless = new Set<number>();
  accepted.forEach((_, left) => {
    extend(pairing, { start: left, settled: 0, hopeless });
  });
  return pairing.chosen;
}

interface Search {
  readonly start: number;
  /** The left ones before this one keep what they have. */
  readonly settled: number;
  /** The right ones from which no row leads to a free one; a search in vain adds what it has reached. */
  readonly hopeless: Set<number>;
}

/** Finds a right one for `start`, by the shortest row of others that move on to another one. */
function extend(pairing: Pairing, { start, settled, hopeless }: Search): boolean {
  const queue = [start];
  // The right ones that were come by, with the left one from which.
  const reached = new Map<number, number>();
  for (const left of queue) {
    for (const right of pairing.accepted[left] ?? []) {
      if (reached.has(right) || hopeless.has(right)) continue;
      const owner = pairing.owners.get(right);
      if (owner !== undefined && owner < settled) continue;
      reached.set(right, left);
      if (owner === undefined) {
        moveOn(pairing, { start, free: right, reached });
        return true;
      }
      queue.push(owner);
    }
  }
  for (const right of reached.keys()) hopeless.add(right);
  return false;
}

/** A row that leads from `start` to a right one that is free. */
interface Row {
  readonly start: number;
  readonly free: number;
  readonly reached: ReadonlyMap<number, number>;
}

function moveOn({ chosen, owners }: Pairing, { start, free, reached }: Row): void {
  for (let right: number | undefined = free; right !== undefined; ) {
    const left = reached.get(right);
    if (left === undefined) return;
    const before = chosen[left];
    chosen[left] = right;
    owners.set(right, left);
    right = left === start ? undefined : before;
  }
}

/** Gives `left` the earliest right one that leaves one for everybody behind it. Those before it are settled. */
function preferEarliest(pairing: Pairing, left: number): void {
  const { accepted, chosen, owners } = pairing;
  const current = chosen[left];
  if (current === undefined) return;
  const hopeless = new Set<number>();
  for (const right of accepted[left] ?? []) {
    if (right >= current) return;
    const owner = owners.get(right);
    if (owner !== undefined && (owner < left || hopeless.has(right))) continue;
    owners.delete(current);
    owners.set(right, left);
    chosen[left] = right;
    if (owner === undefined || extend(pairing, { start: owner, settled: left + 1, hopeless })) return;
    owners.set(current, left);
    owners.set(right, owner);
    chosen[left] = current;
    hopeless.add(right);
  }
}
