// What waits to be shown, and what becomes of it where there is too much.

export type Waiting =
  /** Shown whatever else comes. */
  { readonly kind: "text"; text(): string } | Passable | ({ readonly kind: "passed" } & Passed);

interface Passable {
  /** A remark goes the way of the entry before it. */
  readonly kind: "entry" | "remark";
  readonly n: number;
  /** In characters. */
  readonly size: number;
  text(): string;
}

/** Entries in a row that are not shown. */
export interface Passed {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

export interface Left {
  readonly waiting: Waiting[];
  /** How many entries are left that may be passed over. */
  readonly entries: number;
  /** How long they and their remarks are. */
  readonly characters: number;
}

/** Passes over the oldest entries, so that only so many are left; the newest is, however long. */
export function withoutOldest(waiting: readonly Waiting[], most: Omit<Left, "waiting">): Left {
  const from = firstLeft(waiting, most);
  const left: Waiting[] = [];
  let entries = 0;
  let characters = 0;
  for (const [index, item] of waiting.entries()) {
    const before = left.at(-1);
    const passed = passedBy(item, index < from, before);
    if (passed && before?.kind === "passed") left[left.length - 1] = joined(before, passed);
    else left.push(passed ?? item);
    if (passed) continue;
    if (item.kind === "entry") entries += 1;
    if (item.kind === "entry" || item.kind === "remark") characters += item.size;
  }
  return { waiting: left, entries, characters };
}

/** Where those begin that are left. */
function firstLeft(waiting: readonly Waiting[], most: Omit<Left, "waiting">): number {
  let entries = 0;
  let characters = 0;
  for (let index = waiting.length - 1; index >= 0; index -= 1) {
    const item = waiting[index];
    if (item?.kind === "remark") characters += item.size;
    if (item?.kind !== "entry") continue;
    entries += 1;
    characters += item.size;
    if (entries > 1 && (entries > most.entries || characters > most.characters)) return index + 1;
  }
  return 0;
}

type PassedItem = Waiting & { readonly kind: "passed" };

/** What becomes of it where it is passed over; undefined where it is left. */
function passedBy(item: Waiting, isOld: boolean, before: Waiting | undefined): PassedItem | undefined {
  if (item.kind === "passed") return item;
  if (item.kind === "text") return undefined;
  const isPassed = item.kind === "entry" ? isOld : before?.kind === "passed";
  return isPassed ? { kind: "passed", count: 1, first: item.n, last: item.n } : undefined;
}

function joined(before: PassedItem, { count, last }: PassedItem): PassedItem {
  return { ...before, count: before.count + count, last };
}

export function textOf(item: Waiting, passedOver: (passed: Passed) => string): string {
  return item.kind === "passed" ? passedOver(item) : item.text();
}

/** What is said of entries that are not shown, and how to see them. */
export function passedOverText({ count, first, last }: Passed): string {
  if (count === 1) return `1 entry scrolled by too fast to show: #${first} (show ${first})`;
  const number = String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${number} entries scrolled by too fast to show: #${first} to #${last} (show ${first}-${last})`;
}
