// What a lesson does before it begins, and what is said of it: whoever begins it does not have to read all that.
import { splitWords } from "../shell/words.ts";
import { type Lesson, type Part, type Task, taskPlaces } from "./lesson.ts";

/** The steps from a part on that get things ready. */
export function preparationFrom(parts: readonly Part[], at: number): readonly Task[] {
  const end = parts.findIndex(
    (part, index) => index >= at && !(part.kind === "task" && part.when === "before the lesson"),
  );
  return parts
    .slice(at, end < 0 ? parts.length : end)
    .flatMap((part) => (part.kind === "task" ? [part] : []));
}

/** `open, auth me, restart, bind desk`: what only looks is left out. */
export function inShort(steps: readonly Task[]): string {
  return steps
    .filter(({ by }) => by !== "lesson, quietly")
    .map(({ step }) => shortened(step.text))
    .join(", ");
}

const LONGEST = 30;

/** Without options, and without the password. */
function shortened(line: string): string {
  if (line.includes("<")) return line.slice(0, line.indexOf(">") + 1 || LONGEST).slice(0, LONGEST);
  const [, client = "", text = ""] = /^(@\S+[ \t]+)?([\s\S]*)$/.exec(line) ?? [];
  const words = splitWords(text).map((word) => word.text);
  const option = words.findIndex((word) => word.startsWith("--"));
  const before = option < 0 ? words : words.slice(0, option);
  return client + (before[0] === "auth" ? before.slice(0, 2) : before).join(" ").slice(0, LONGEST);
}

/** How many of the learner's tasks stand up to a part. */
export function tasksUpTo(lesson: Lesson, at: number): number {
  return taskPlaces(lesson).filter((place) => place <= at).length;
}
