// How far somebody has got. What is done is never undone: two records of it are joined by taking the more of each.

export interface LessonProgress {
  /** How many of the learner's tasks were done. */
  readonly tasks: number;
  readonly isDone: boolean;
}

/** By the lessons' names: they outlive their numbers. */
export type Progress = ReadonlyMap<string, LessonProgress>;

const NOTHING: LessonProgress = { tasks: 0, isDone: false };

export function progressIn(progress: Progress, name: string): LessonProgress {
  return progress.get(name) ?? NOTHING;
}

export function joinProgress(one: Progress, other: Progress): Progress {
  const joined = new Map(one);
  for (const [name, { tasks, isDone }] of other) {
    const known = progressIn(joined, name);
    joined.set(name, { tasks: Math.max(known.tasks, tasks), isDone: known.isDone || isDone });
  }
  return joined;
}

export function writeProgress(progress: Progress): string {
  const lessons = Object.fromEntries(
    [...progress].map(([name, { tasks, isDone }]) => [name, { tasks, done: isDone }]),
  );
  return `${JSON.stringify({ lessons }, null, 2)}\n`;
}

/** Undefined for what is no record of progress. */
export function readProgress(text: string): Progress | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const lessons = isRecord(found) ? found.lessons : undefined;
  if (!isRecord(lessons)) return undefined;
  return new Map(
    Object.entries(lessons).flatMap(([name, value]) => {
      if (!isRecord(value)) return [];
      const tasks = typeof value.tasks === "number" && value.tasks >= 0 ? Math.floor(value.tasks) : 0;
      return [[name, { tasks, isDone: value.done === true }] as const];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
