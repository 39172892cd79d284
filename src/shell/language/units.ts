// Durations and sizes as they are typed.
import { UsageError } from "../../errors.ts";

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const BYTES = { "": 1, kb: 1000, mb: 1_000_000, kib: 1024, mib: 1024 * 1024 } as const;

/** Node's timers end at once when they are set for longer. */
const LONGEST = 2 ** 31 - 1;

/** `500ms`, `5s`, `2m`, `1h` in milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const unit = match?.[2];
  if (!match || !isKey(MILLISECONDS, unit)) {
    throw new UsageError(`Cannot read the duration "${text}": write for example 500ms, 5s or 2m`);
  }
  const milliseconds = Math.round(Number(match[1]) * MILLISECONDS[unit]);
  if (milliseconds <= LONGEST) return milliseconds;
  throw new UsageError(
    `Cannot wait for "${text}": the longest wait is ${Math.floor(LONGEST / MILLISECONDS.m)}m`,
  );
}

/** Milliseconds as they are typed: the largest unit that needs no fraction. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds % 60_000 === 0 && milliseconds > 0) return `${milliseconds / 60_000}m`;
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** `65536`, `64kB`, `16MiB` in bytes. */
export function parseSize(text: string): number {
  const match = /^(\d+)([kKmM][iI]?[bB])?$/.exec(text);
  const unit = (match?.[2] ?? "").toLowerCase();
  if (!match || !isKey(BYTES, unit)) {
    throw new UsageError(`Cannot read the size "${text}": write for example 65536, 64kB or 16MiB`);
  }
  return Number(match[1]) * BYTES[unit];
}

export function formatSize(bytes: number): string {
  const unit = (["MiB", "MB", "KiB", "kB"] as const).find((name) => bytes > 0 && bytes % sizeOf(name) === 0);
  return unit ? `${bytes / sizeOf(unit)}${unit}` : String(bytes);
}

function sizeOf(unit: "MiB" | "MB" | "KiB" | "kB"): number {
  return { MiB: BYTES.mib, MB: BYTES.mb, KiB: BYTES.kib, kB: BYTES.kb }[unit];
}

function isKey<T extends object>(table: T, key: string | undefined): key is Extract<keyof T, string> {
  return key !== undefined && Object.hasOwn(table, key);
}
