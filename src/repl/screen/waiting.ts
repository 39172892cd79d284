// What waits to be shown, and what becomes of it where there is too much.

export type Waiting =
  /** Shown whatever else comes, as long as somebody can see it; n where it is an entry. */
  | { readonly kind: "text"; readonly n?: number | undefined; text(): string }
  | Passable
  | ({ readonly kind: "passed" } & Passed);

interface Passable {
  /** A remark goes the way of the entry before it. */
  readonly kind: "entry" | "remark";
  readonly n: number;
  /** In characters. */
  readonly size: number;
  text(): string;
}

/** What is not shown: entries in a row, or texts that are no entries. */
export type Passed = PassedEntries | { readonly what: "texts"; readonly count: number };

interface PassedEntries {
  readonly what: "entries";
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
  for (const [index, item] of waiting.entries()) {
    const before = left.at(-1);
    const passed = passedBy(item, index < from, before);
    const both = passed && before?.kind === "passed" ? joined(before, passed) : undefined;
    if (both) left[left.length - 1] = both;
    else left.push(passed ?? item);
  }
  return counted(left);
}

/** Passes over the older half, whatever it is: what somebody must see cannot be seen for now, and it becomes too much. */
export function newerHalf(waiting: readonly Waiting[]): Left {
  return withoutFirst(waiting, Math.floor(waiting.length / 2));
}

/** Passes over so many of the oldest, whatever they are. */
export function withoutFirst(waiting: readonly Waiting[], count: number): Left {
  let entries: PassedItem | undefined;
  let texts = 0;
  for (const item of waiting.slice(0, count)) {
    const passed = item.kind === "passed" ? item : numbered(item);
    if (passed?.what === "entries") entries = (entries && joined(entries, passed)) ?? passed;
    else texts += passed?.count ?? 1;
  }
  return counted([
    ...(entries ? [entries] : []),
    ...(texts > 0 ? [{ kind: "passed", what: "texts", count: texts } as const] : []),
    ...waiting.slice(count),
  ]);
}

function counted(waiting: Waiting[]): Left {
  let entries = 0;
  let characters = 0;
  for (const item of waiting) {
    if (item.kind === "entry") entries += 1;
    if (item.kind === "entry" || item.kind === "remark") characters += item.size;
  }
  return { waiting, entries, characters };
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
  return isPassed ? numbered(item) : undefined;
}

/** The same as passed over; undefined where it is no entry. */
function numbered({ n }: { readonly n?: number | undefined }): PassedItem | undefined {
  return n === undefined ? undefined : { kind: "passed", what: "entries", count: 1, first: n, last: n };
}

/** Both in one, where they are of one kind. */
function joined(before: PassedItem, behind: PassedItem): PassedItem | undefined {
  if (before.what !== "entries" || behind.what !== "entries") return undefined;
  return { ...before, count: before.count + behind.count, last: behind.last };
}

export function textOf(item: Waiting, passedOver: (passed: Passed) => string): string {
  return item.kind === "passed" ? passedOver(item) : item.text();
}

/** What is said of what is not shown, and how to see it. */
export function passedOverText(passed: Passed): string {
  const { count } = passed;
  const number = String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  if (passed.what === "texts")
    return `${number} ${count === 1 ? "text was" : "texts were"} written while the terminal could not take them, and not kept`;
  const { first, last } = passed;
  if (count === 1) return `1 entry scrolled by too fast to show: #${first} (show ${first})`;
  return `${number} entries scrolled by too fast to show: #${first} to #${last} (show ${first}-${last})`;
}
