// How the value of a setting is read and written.
import { UsageError } from "../../errors.ts";
import { nearest } from "../language/suggest.ts";
import { formatSize, parseSize } from "../language/units.ts";

export interface Setting<T> {
  readonly summary: string;
  /** What it can be. */
  readonly usage: string;
  readonly initial: T;
  /** @throws UsageError that names the setting. */
  read(text: string, name: string): T;
  write(value: T): string;
}

export function oneOf<const T extends string>(
  summary: string,
  values: readonly [T, ...(readonly T[])],
): Setting<T> {
  return {
    summary,
    usage: values.join(", "),
    initial: values[0],
    read(text, name) {
      const value = values.find((known) => known === text);
      if (value !== undefined) return value;
      const meant = nearest(text, values);
      throw new UsageError(
        `Cannot set ${name} to "${text}": it is one of ${values.join(", ")}${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`,
      );
    },
    write: (value) => value,
  };
}

export function size(summary: string, initial: number): Setting<number> {
  return {
    summary,
    usage: "65536, 64kB, 16MiB",
    initial,
    read: (text, name) => atLeast(1, parseSize(text), { text, name }),
    write: formatSize,
  };
}

export function count(summary: string, initial: number): Setting<number> {
  return {
    summary,
    usage: "a number",
    initial,
    read: (text, name) => atLeast(1, numberIn(text), { text, name }),
    write: String,
  };
}

export function countFromZero(summary: string, initial: number): Setting<number> {
  return {
    summary,
    usage: "a number, 0 for any",
    initial,
    read: (text, name) => atLeast(0, numberIn(text), { text, name }),
    write: String,
  };
}

/** More would not be counted exactly. */
const DIGITS = 15;

function numberIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function atLeast(
  least: 0 | 1,
  value: number,
  { text, name }: { readonly text: string; readonly name: string },
): number {
  if (value >= least && value < 10 ** DIGITS) return value;
  const most = value > least ? `, and has at most ${DIGITS} digits` : "";
  throw new UsageError(`Cannot set ${name} to "${text}": it is a number from ${least}${most}`);
}
