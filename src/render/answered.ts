// What an entry answers, as a remark behind it.
import type { Answer } from "../session/answers.ts";
import type { Side } from "../transcript/entry.ts";

/** How long the user took for an answer is not what anybody wants to know. */
export function answerText({ to, milliseconds }: Answer, from: Side): string {
  return `-- answers #${to}${from === "client" ? "" : `, ${elapsed(milliseconds)}`}`;
}

/** As precise as it was measured, and no more than anybody wants to know. */
function elapsed(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds === 0) return "under 1 ms";
  if (milliseconds >= 10 || Number.isInteger(milliseconds)) return `${Math.round(milliseconds)} ms`;
  return `${milliseconds.toFixed(1)} ms`;
}
