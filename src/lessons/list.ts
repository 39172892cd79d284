// The lessons, with what is done.
import type { Theme } from "../render/themes/theme.ts";
import { type Lesson, taskPlaces } from "./lesson.ts";
import { type Progress, progressIn } from "./progress.ts";

export interface Listing {
  readonly progress: Progress;
  readonly theme: Theme;
  /** How lessons are begun: "xmpp-repl learn". */
  readonly command: string;
}

/** The lines of the list, and how to begin. */
export function listLessons(lessons: readonly Lesson[], listing: Listing): readonly string[] {
  const { progress, theme, command } = listing;
  const width = Math.max(0, ...lessons.map(({ name }) => name.length));
  const rows = lessons.map((lesson) => {
    const number = String(lesson.number).padStart(2);
    const line = `${number}  ${lesson.name.padEnd(width)}  ${standing(lesson, progress).padEnd(STANDING)}  ${lesson.title}`;
    return progressIn(progress, lesson.name).isDone ? theme.markup(line) : line;
  });
  const next = lessons.find(({ name }) => !progressIn(progress, name).isDone);
  const first = next ?? lessons[0];
  const how = first ? `${command} ${first.number}` : "";
  return [
    theme.heading("Lessons"),
    "",
    ...rows,
    "",
    next === undefined
      ? `All are done. "${how}" begins the first one again`
      : `"${how}" begins with "${next.title}"${goingOn(next, progress)}`,
  ];
}

function goingOn({ name }: Lesson, progress: Progress): string {
  const { tasks } = progressIn(progress, name);
  return tasks === 0 ? "" : `; "continue" there goes on behind step ${tasks}`;
}

const STANDING = "12 of 12".length;

function standing(lesson: Lesson, progress: Progress): string {
  const { tasks, isDone } = progressIn(progress, lesson.name);
  if (isDone) return "done";
  return tasks === 0 ? "" : `${tasks} of ${taskPlaces(lesson).length}`;
}
