// A mismatch for people.
import { differenceLines } from "../render/difference.ts";
import { redactFragment } from "../render/redact.ts";
import { sanitize } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import type { Mismatch } from "./mismatch.ts";

/** More than fit a screen say less. */
const MOST_NUMBERS = 20;

/** What was expected, what came, and where the nearest of it differs. */
export function mismatchLines({ expected, arrived, nearest }: Mismatch, theme: Theme): readonly string[] {
  return [
    ...(expected === "" ? [] : [theme.heading("expected:"), ...indented(sanitize(expected).split("\n"))]),
    theme.heading("arrived: ") + numbers(arrived),
    ...(nearest
      ? [
          theme.heading(`the nearest is #${nearest.n} (- expected, + received):`),
          ...indented(differenceLines(nearest.lines, theme)),
        ]
      : []),
  ];
}

function numbers(arrived: readonly number[]): string {
  if (arrived.length === 0) return "nothing";
  const shown = arrived.slice(-MOST_NUMBERS).map((n) => `#${n}`);
  const before = arrived.length - shown.length;
  return (before > 0 ? [`${before} before them`, ...shown] : shown).join(", ");
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** Without what is secret in it. */
export function redactMismatch({ expected, nearest, ...mismatch }: Mismatch): Mismatch {
  // A secret may have begun in a line before.
  const before = { expected: "", received: "" };
  const lines = nearest?.lines.map((line) => {
    const sides = line.side === "both" ? (["received", "expected"] as const) : [line.side];
    const text = redactFragment(line.text, before[sides[0] ?? "received"]);
    for (const side of sides) before[side] += line.text;
    return { ...line, text };
  });
  return {
    ...mismatch,
    expected: redactFragment(expected),
    nearest: nearest && lines && { n: nearest.n, lines },
  };
}
