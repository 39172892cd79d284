// What an entry answers, as a remark behind it.
import type { Answer } from "../session/answers.ts";
import { elapsed } from "../session/elapsed.ts";
import type { Side } from "../transcript/entry.ts";

/** How long the user took for an answer is not what anybody wants to know. */
export function answerText({ to, milliseconds }: Answer, from: Side): string {
  return `-- answers #${to}${from === "client" ? "" : `, ${elapsed(milliseconds)}`}`;
}
