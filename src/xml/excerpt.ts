// What is shown of a long value: a server may send megabytes of it, and somebody is to read it.

const LONGEST = 1000;
/** Of a value that differs further on, so much is shown of its beginning, and before the difference. */
const LEAD = 60;

export function excerpt(value: string): string {
  return cutAround(value, 0);
}

/** Both are cut at the same places, so that what is left of them differs where they do. */
export function excerpts(one: string, other: string): readonly [one: string, other: string] {
  if (one.length <= LONGEST && other.length <= LONGEST) return [one, other];
  const at = one === other ? 0 : firstDifference(one, other);
  return [cutAround(one, at), cutAround(other, at)];
}

function cutAround(value: string, at: number): string {
  const from = at - LEAD;
  if (from <= LEAD) return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`;
  const end = from + LONGEST - LEAD;
  return `${value.slice(0, LEAD)}…${value.slice(from, end)}${end < value.length ? "…" : ""}`;
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
