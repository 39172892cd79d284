// A line that the learner has to find may be another one than the lesson's: it is judged by what comes of it.
import { UsageError } from "../errors.ts";
import { answerIn } from "../shell/expecting/answer.ts";
import { readPatternsFor } from "../shell/expecting/patterns.ts";
import { assign } from "../xml/match.ts";
import type { Done } from "./judge.ts";
import type { Task } from "./lesson.ts";
import type { LessonTools } from "./lesson-tools.ts";

/**
 * Whether what is to come of it has come since `mark`: what its own block says, or the expectation right behind it.
 * That one takes what it expects itself.
 */
export async function judgeByAnswer(
  { step, answer }: Task,
  mark: number,
  { shell, transcript, variables }: LessonTools,
): Promise<Done | undefined> {
  const { text, block } = step.block ? step : (answer ?? step);
  if (!block) return undefined;
  const client = shell.clientFor(shell.read(text));
  const { session } = client;
  const received = [...transcript.entries].flatMap((entry) => {
    const element = entry.n > mark && entry.client === session.id ? answerIn(entry) : undefined;
    return element ? [{ entry, element }] : [];
  });
  try {
    const value = (name: string) => variables.get(name, { client });
    const patterns = await readPatternsFor(block.text, { client, value });
    const found = assign(
      patterns,
      received.map(({ element }) => element),
    );
    if (!found) return undefined;
    const [first] = step.block ? found.chosen.flatMap((index) => received[index]?.entry ?? []) : [];
    if (first) {
      for (const [name, kept] of found.captures) variables.define(name, kept);
      session.inbox.remove(({ n }) => n === first.n);
    }
    return { kind: "done", did: [], answer: first, captures: new Map() };
  } catch (error) {
    // Its variables are known only when the line has done its job.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
