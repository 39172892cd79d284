// A mismatch for people.
import { differenceLines } from "../../render/difference/difference.ts";
import { redactFragment } from "../../render/secrets/redact.ts";
import { SecretScanner } from "../../render/secrets/secrets.ts";
import { sanitize } from "../../render/text/sanitize.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { DifferenceLine } from "../../xml/difference.ts";
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
  return {
    ...mismatch,
    expected: redactFragment(expected),
    nearest: nearest && { n: nearest.n, lines: redactLines(nearest.lines) },
  };
}

/** A secret may have begun in a line before, on either side. */
function redactLines(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const expected = new SecretScanner("pieces");
  const received = new SecretScanner("pieces");
  const mask = ({ side, text }: DifferenceLine) => {
    if (side === "expected") return expected.mask(text);
    if (side === "received") return received.mask(text);
    // Both go on reading here, and what is secret to either is.
    const [one, other] = [expected.mask(text), received.mask(text)];
    return one === text ? other : one;
  };
  return lines.map((line) => ({ ...line, text: mask(line) }));
}
