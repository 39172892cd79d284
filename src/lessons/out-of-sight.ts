// What a lesson does itself without showing it, and how it is shown all the same where it goes wrong.
import type { Played } from "../script/player.ts";
import type { Step } from "../script/script.ts";
import { freshStart } from "./fresh-start.ts";
import type { LessonTools } from "./lesson-tools.ts";
import type { OwnSteps } from "./own-steps.ts";
import { wireQuiet } from "./quiet-wire.ts";

export interface Backstage extends LessonTools {
  /** Runs something without showing what happens on the wire. */
  quietly<T>(run: () => Promise<T>): Promise<T>;
}

export interface Unseen {
  readonly file: string;
  readonly steps: readonly Step[];
  readonly signal: AbortSignal;
}

export interface Entries {
  readonly first: number;
  readonly last: number;
}

export interface PlayedUnseen extends Played {
  readonly entries: Entries;
}

/** Plays steps on fresh connections; returns which entries that has made. */
export async function playUnseen(stage: Backstage, own: OwnSteps, unseen: Unseen): Promise<PlayedUnseen> {
  await stage.quietly(async () => await freshStart(stage));
  return await playOnUnseen(stage, own, unseen);
}

/** The same on the connections that are there. */
export async function playOnUnseen(
  stage: Backstage,
  own: OwnSteps,
  { file, steps, signal }: Unseen,
): Promise<PlayedUnseen> {
  const { transcript } = stage;
  return await stage.quietly(async () => {
    const first = (transcript.last?.n ?? 0) + 1;
    const played = await own.play(file, steps, signal);
    await wireQuiet(stage, signal);
    return { ...played, entries: { first, last: transcript.last?.n ?? 0 } };
  });
}

/** Shows what happened on the wire, as it would have been shown. */
export async function showWire(
  { shell, transcript }: LessonTools,
  { first, last }: Entries,
  signal: AbortSignal,
): Promise<void> {
  for (let n = first; n <= last; n += 1) {
    const type = transcript.get(n)?.type;
    if (type === undefined || type === "command" || type === "expectation") continue;
    await shell.run(shell.read(`show ${n}`), signal);
  }
}
