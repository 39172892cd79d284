// Which entry answers which, how long it took, and what waits for an answer.
import type { ClientId, Entry } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";

/** What an entry answers. */
export interface Answer {
  /** The number of the entry that asked. */
  readonly to: number;
  /** From when that was written, or came, to when this did. */
  readonly milliseconds: number;
}

/** A request that nobody has answered yet. */
export interface Unanswered {
  readonly entry: Entry;
  readonly client: ClientId;
  /** Who has to answer. */
  readonly by: "client" | "server";
}

/** Follows the transcript. */
export interface Answers {
  /** What an entry answers; undefined where it answers nothing. Known when the readers that came later see the entry. */
  of(n: number): Answer | undefined;
  /** Of one client, oldest first. */
  unanswered(client: ClientId): readonly Unanswered[];
}

export function followAnswers(_transcript: Transcript): Answers {
  return { of: () => undefined, unanswered: () => [] };
}
