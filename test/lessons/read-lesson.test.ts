import { describe, expect, it } from "vitest";
import { lessonNameOf, readLesson } from "../../src/lessons/read-lesson.ts";

const BLOCK = "```";
const names = new Set(["open", "auth", "expect", "close"]);

const PAGE = [
  ...["# Opening a stream", "", "First words.", "", "## Before we begin", ""],
  ...[`${BLOCK}xmpp`, "open", BLOCK, "", "## The password", "", "Why."],
  ...[
    `${BLOCK}xmpp`,
    "## tags: prosody",
    "# Far away.",
    "",
    "# Who you are.",
    "# And the password.",
    "auth me test",
  ],
  ...["  <success/>", "expect", "  <a/>", BLOCK, "Behind it.", `${BLOCK}text`, "# no heading", BLOCK],
  ...[`${BLOCK}xmpp try`, "close", BLOCK, "## What you have learnt", "", "- This."],
].join("\n");

const read = () => readLesson("docs/lessons/02-opening.md", PAGE, names).lesson;

describe("a lesson's page", () => {
  it("gives the lesson its number, its name and its title", () => {
    expect(read()).toMatchObject({
      number: 2,
      name: "opening",
      title: "Opening a stream",
      learnt: "- This.",
    });
  });

  it("is prose and tasks in its order, with who runs them", () => {
    const outline = read().parts.map((part) =>
      part.kind === "prose" ? part.text : `${part.by}, ${part.line}: ${part.step.text}`,
    );
    expect(outline).toEqual([
      "First words.",
      "## Before we begin",
      "lesson, printed: open",
      "## The password",
      "Why.",
      "learner, printed: auth me test",
      "lesson, quietly, printed: expect",
      `Behind it.\n${BLOCK}text\n# no heading\n${BLOCK}`,
      "learner, hidden: close",
    ]);
  });

  it("has the comments right above a step as its hints", () => {
    const hints = read().parts.flatMap((part) => (part.kind === "task" ? [part.hints] : []));
    expect(hints).toEqual([[], ["Who you are.", "And the password."], [], []]);
  });

  it("is refused with the place of what is wrong in a block", () => {
    const { errors } = readLesson("01-a.md", `# A\n\n${BLOCK}xmpp\nopne\n${BLOCK}`, names);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^01-a\.md:4:1: .*opne/)]);
  });
});

describe("a lesson's file", () => {
  it("has a number and a name", () => {
    expect(lessonNameOf("docs/lessons/03-the-restart.md")).toEqual({ number: 3, name: "the-restart" });
  });

  it.each(["README.md", "03-notes.txt", "restart.md"])("%s is none", (file) => {
    expect(lessonNameOf(file)).toBeUndefined();
  });
});
