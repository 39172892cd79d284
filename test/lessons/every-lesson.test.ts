import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { taskPlaces } from "../../src/lessons/lesson.ts";
import { readLesson } from "../../src/lessons/read-lesson.ts";
import { attend, present } from "./go-through.ts";

const folder = fileURLToPath(new URL("../../docs/lessons/", import.meta.url));
const names = new Set(commands.map(({ name }) => name));
const lessons = readdirSync(folder)
  .filter((file) => /^\d+-/.test(file))
  .map((file) => readLesson(file, readFileSync(folder + file, "utf8"), names).lesson);

it.each(lessons)("gets to the end of lesson $number, $name, with the lines it prints", async (lesson) => {
  const learner = await attend(lesson);
  let said = learner.beginning;
  for (const [index] of taskPlaces(lesson).entries()) {
    expect(learner.label).toContain(`step ${index + 1}/`);
    const shown = /Type: {2}([\s\S]*?)\n\n/.exec(await learner.enter("show"))?.[1] ?? "";
    said = await learner.enter(shown.replace(/\n {9}/g, "\n"));
    expect(said).toContain(`Step ${index + 1} of`);
  }
  expect(learner.label).toContain("done");
  expect(said).toContain("Well done");
});

it.each(lessons)("gets to the end of lesson $number, $name, when all is skipped", async (lesson) => {
  const learner = await attend(lesson);
  let said = learner.beginning;
  for (const _ of taskPlaces(lesson)) said = await learner.enter("skip");
  expect(said).toContain("Well done");
});

it.each(lessons)("shows lesson $number, $name, to a class, to its end", async (lesson) => {
  const { isComplete, said } = await present(lesson);
  expect(said).not.toContain("cannot go on");
  expect(isComplete).toBe(true);
  expect(said).toContain("What you have learnt");
  expect(said.match(/^> /gm)?.length).toBeGreaterThanOrEqual(taskPlaces(lesson).length);
});
