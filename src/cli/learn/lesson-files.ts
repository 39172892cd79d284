// The lessons that come with the program, in docs/lessons.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands } from "../../commands/index.ts";
import { UsageError } from "../../errors.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { lessonNameOf, type ReadLesson, readLesson } from "../../lessons/read-lesson.ts";
import { nearest } from "../../shell/language/suggest.ts";
import { startedAs } from "../started-as.ts";

/** @throws UsageError where there are none. */
export function readLessons(): readonly ReadLesson[] {
  const folder = lessonFolder(dirname(fileURLToPath(import.meta.url)));
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
    const hint = meant === undefined ? `run "${startedAs()} learn" for a list` : `did you mean "${meant}"?`;
    throw new UsageError(`Cannot begin the lesson "${wanted}": there is no such lesson (${hint})`);
  }
  const [error] = found.errors;
  if (error) throw new UsageError(error.message);
  return found.lesson;
}

function onlyOne<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}

/**
 * The lessons' folder in the package that a folder belongs to. What lies above the package is somebody else's, and the
 * lines of a lesson are run.
 * @throws UsageError where there is none.
 */
export function lessonFolder(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (!isOwnPackage(join(folder, "package.json"))) continue;
    const lessons = join(folder, "docs", "lessons");
    if (existsSync(lessons)) return lessons;
    break;
  }
  throw new UsageError("Cannot find the lessons: docs/lessons is not beside the program (install it anew)");
}

/** dist/ has a package.json as well, without a name. */
function isOwnPackage(file: string): boolean {
  if (!existsSync(file)) return false;
  const { name }: { readonly name?: unknown } = JSON.parse(readFileSync(file, "utf8"));
  return name === "xmpp-repl";
}
