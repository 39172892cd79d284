// The lessons that come with the program, in docs/lessons.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands } from "../commands/index.ts";
import { UsageError } from "../errors.ts";
import type { Lesson } from "../lessons/lesson.ts";
import { lessonNameOf, type ReadLesson, readLesson } from "../lessons/read-lesson.ts";
import { nearest } from "../shell/suggest.ts";

/** @throws UsageError where there are none. */
export function readLessons(): readonly ReadLesson[] {
  const folder = lessonFolder();
  const names = new Set(commands.map(({ name }) => name));
  return readdirSync(folder)
    .filter((file) => lessonNameOf(file) !== undefined)
    .sort()
    .map((file) => readLesson(file, readFileSync(join(folder, file), "utf8"), names));
}

/**
 * By its number or its name, or by how its name begins.
 * @throws UsageError where there is no such lesson, or it cannot be read.
 */
export function lessonCalled(wanted: string, read: readonly ReadLesson[]): Lesson {
  const word = wanted.toLowerCase();
  const found =
    read.find(({ lesson }) => lesson.name === word || lesson.number === Number(word)) ??
    onlyOne(read.filter(({ lesson }) => lesson.name.startsWith(word)));
  if (!found) {
    const meant = nearest(
      word,
      read.map(({ lesson }) => lesson.name),
    );
    const hint = meant === undefined ? 'run "xmpp-repl learn" for a list' : `did you mean "${meant}"?`;
    throw new UsageError(`Cannot begin the lesson "${wanted}": there is no such lesson (${hint})`);
  }
  const [error] = found.errors;
  if (error) throw new UsageError(error.message);
  return found.lesson;
}

function onlyOne<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}

/** It stands beside dist/, or beside src/ when the program runs from its sources. */
function lessonFolder(): string {
  const own = fileURLToPath(import.meta.url);
  for (let folder = dirname(own); folder !== dirname(folder); folder = dirname(folder)) {
    const lessons = join(folder, "docs", "lessons");
    if (existsSync(lessons)) return lessons;
  }
  throw new UsageError("Cannot find the lessons: docs/lessons is not beside the program (install it anew)");
}
