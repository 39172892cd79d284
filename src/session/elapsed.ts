/** As precise as it was measured, and no more than anybody wants to know. */
export function elapsed(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds <= 0) return "under 1 ms";
  if (milliseconds >= 10 || Number.isInteger(milliseconds)) return `${Math.round(milliseconds)} ms`;
  return `${milliseconds.toFixed(1)} ms`;
}
