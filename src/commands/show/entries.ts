// Entries that are asked for by number, by time or by what they are.
import { UsageError } from "../../errors.ts";
import { REMARK_MARGIN } from "../../render/remark.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapPainted } from "../../render/text/wrap-painted.ts";
import { timeOfDay } from "../../render/times.ts";
import { countOfLast, isIn, type NumberRange, whyMissing } from "../../shell/entry-numbers.ts";
import type { ReadFilter } from "../../shell/filter/filters.ts";
import { parseDuration } from "../../shell/language/units.ts";
import type { Entry } from "../../transcript/entry.ts";
import { droppedRow, layOutEntries, type Showing } from "./showing.ts";

export interface Selection {
  readonly numbers: readonly NumberRange[] | undefined;
  /** All of them let it through. */
  readonly filters: readonly ReadFilter[];
  readonly since: string | undefined;
  readonly last: string | undefined;
}

/** @throws UsageError where none of the numbers is an entry's. */
export function showEntries(selection: Selection, showing: Showing): Iterable<string> {
  const { numbers = [] } = selection;
  checkNumbers(numbers, showing);
  const entries = select(selection, showing);
  const remarks = remarkRows(selection, showing);
  if (entries.length === 0) return [...remarks, "no entry fits"];
  const rows = [...remarks, ...droppedRows(numbers, showing), ...headingOf(selection, entries, showing)];
  return behind(rows, layOutEntries(entries, showing));
}

function* behind(rows: readonly string[], more: Iterable<string>): Generator<string> {
  yield* rows;
  yield* more;
}

function checkNumbers(numbers: readonly NumberRange[], { transcript }: Showing): void {
  const wrong = numbers.find(({ from, to }) => from > to);
  if (wrong)
    throw new UsageError(
      `Cannot show ${wrong.from}-${wrong.to}: it goes backwards (write the smaller number first)`,
    );
  const last = transcript.last?.n ?? 0;
  for (const { from, to } of numbers) {
    const isOne = from === to;
    const isThere = isOne
      ? transcript.get(from) !== undefined
      : from >= 1 && from <= last && to >= transcript.oldest;
    if (isThere) continue;
    // Either the range begins where no entry can be, or it ends before the oldest that is kept.
    const missing = from < 1 || from > last ? from : Math.min(to, last);
    throw new UsageError(
      `Cannot show ${isOne ? from : rangeText(from, to)}: ${whyMissing(missing, transcript)}`,
    );
  }
}

function rangeText(from: number, to: number): string {
  return `${from}-${to === Number.POSITIVE_INFINITY ? "" : to}`;
}

function select({ numbers, filters, since, last }: Selection, showing: Showing): readonly Entry[] {
  const { transcript, now } = showing;
  const from = since === undefined ? Number.NEGATIVE_INFINITY : now() - parseDuration(since);
  const most = countOfLast(last, "show");
  const fitting = [...transcript.entries].filter(
    (entry) =>
      isAskedFor(entry.n, numbers, showing) && entry.at >= from && filters.every(({ fits }) => fits(entry)),
  );
  return fitting.slice(Math.max(0, fitting.length - most));
}

/** The line that asks is not what happened last: it is shown only where its own number is among those asked for. */
function isAskedFor(
  n: number,
  numbers: readonly NumberRange[] | undefined,
  { recordedAs }: Showing,
): boolean {
  if (n !== recordedAs) return numbers === undefined || isIn(n, numbers);
  const closed = numbers?.filter(({ to }) => to !== Number.POSITIVE_INFINITY) ?? [];
  return isIn(n, closed);
}

/** What of the numbers asked for is not kept any more. */
function droppedRows(numbers: readonly NumberRange[], showing: Showing): readonly string[] {
  const { dropped, oldest } = showing.transcript;
  const first = Math.min(...numbers.map(({ from }) => from));
  if (dropped === 0 || numbers.length === 0 || first >= oldest) return [];
  return [droppedRow(showing)];
}

function remarkRows({ filters }: Selection, { theme, columns }: Showing): readonly string[] {
  const rows = filters.flatMap(({ remarks }) =>
    remarks.map((one) => theme.note(`    -- ${sanitizeLine(one)}`)),
  );
  return rows.flatMap((row) => wrapPainted(row, { width: columns, margin: REMARK_MARGIN }));
}

/** When a single entry went over the wire, and whether anybody on the way could read it. */
function headingOf(
  { numbers = [] }: Selection,
  entries: readonly Entry[],
  { theme }: Showing,
): readonly string[] {
  const [entry] = entries;
  const isOne = numbers.length === 1 && numbers[0]?.from === numbers[0]?.to;
  if (!isOne || entry?.type !== "traffic") return [];
  const by = entry.from === "client" ? "sent" : "received";
  return [
    theme.note(`    -- ${by} at ${timeOfDay(entry.at)} UTC, ${entry.secure ? "over TLS" : "not encrypted"}`),
  ];
}
