import { expect, test } from "vitest";
import { type Accepted, firstAssignment, largestAssignment } from "../../src/xml/assignment.ts";

/** The first assignment in order, by trying all. */
function tryAll(accepted: Accepted, taken: readonly number[] = []): readonly number[] | undefined {
  const next = accepted[taken.length];
  if (!next) return taken;
  for (const right of next) {
    const found = taken.includes(right) ? undefined : tryAll(accepted, [...taken, right]);
    if (found) return found;
  }
  return undefined;
}

/** Small graphs, always the same ones. */
function graphs(count: number): readonly Accepted[] {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  return Array.from({ length: count }, () => {
    const density = random();
    const rights = Array.from({ length: 1 + Math.floor(random() * 7) }, (_, right) => right);
    return Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      rights.filter(() => random() < density),
    );
  });
}

test("the assignment is the first one of all that there are", () => {
  const all = graphs(3000);
  for (const accepted of all) expect(firstAssignment(accepted)).toEqual(tryAll(accepted));
  const solved = all.filter((accepted) => tryAll(accepted));
  expect(solved.length).toBeGreaterThan(500);
  expect(solved.length).toBeLessThan(2500);
});

test("the largest assignment serves all whom it can, each with one of its own", () => {
  for (const accepted of graphs(1000)) {
    const chosen = largestAssignment(accepted);
    const given = chosen.filter((right) => right !== undefined);
    expect(new Set(given).size).toBe(given.length);
    chosen.forEach((right, left) => {
      if (right !== undefined) expect(accepted[left]).toContain(right);
    });
    expect(chosen.length).toBe(accepted.length);
    expect(chosen.includes(undefined)).toBe(tryAll(accepted) === undefined);
  }
});

test("in the largest assignment the earlier ones go first", () => {
  for (const accepted of graphs(1000)) {
    const served: (readonly number[])[] = [];
    const isServed = accepted.map((rights) => {
      const isPossible = tryAll([...served, rights]) !== undefined;
      if (isPossible) served.push(rights);
      return isPossible;
    });
    expect(largestAssignment(accepted).map((right) => right !== undefined)).toEqual(isServed);
  }
});

test("more right ones than there are left ones change nothing", () => {
  let shortened = 0;
  for (const accepted of graphs(3000)) {
    const some = accepted.map((rights) => rights.slice(0, accepted.length));
    if (some.some((rights, left) => rights.length < (accepted[left]?.length ?? 0))) shortened += 1;
    expect(firstAssignment(some)).toEqual(firstAssignment(accepted));
    expect(largestAssignment(some)).toEqual(largestAssignment(accepted));
  }
  expect(shortened).toBeGreaterThan(500);
});

test("thousands that all look alike get what there is", () => {
  const rights = Array.from({ length: 2000 }, (_, right) => right);
  const chosen = largestAssignment(Array.from({ length: 6000 }, () => rights));
  expect(chosen.slice(0, 2000)).toEqual(rights);
  expect(chosen.slice(2000).every((right) => right === undefined)).toBe(true);
});
