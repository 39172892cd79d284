// The way of a newcomer through the first lessons, in an ordinary terminal, with nothing but what is printed there.
import { expect, it } from "vitest";
import type { Prompt } from "./harness/prompt.ts";
import { folderWith, startIn } from "./harness/scripts.ts";

/** Somebody who has never typed anything here, or who comes back to the same folder. */
function learn(args: readonly string[], folder = folderWith({}), rows = 24) {
  const env = { XDG_STATE_HOME: folder };
  const prompt = startIn(folder, ["learn", ...args], { env, columns: 80, rows });
  return { prompt, folder };
}

interface Seen {
  /** Where the prompt says that one is: "lesson 3, step 2/5". */
  readonly place: string;
  readonly screen: string;
  /** From the beginning on. */
  readonly all: string;
}

const PAGE_END = ", Enter shows the rest>";
const PAGE = /, Enter shows the rest> *$/gm;

/** Waits for a place, and reads on where a text is longer than the screen. All that is seen is of the same moment. */
async function reach(prompt: Prompt, isWanted: (seen: Seen) => boolean): Promise<Seen> {
  let seen: Seen = { place: "", screen: "", all: "" };
  const pagesIn = (all: string) => all.match(PAGE)?.length ?? 0;
  for (let read = pagesIn(prompt.scrollback()); ; read += 1) {
    let isReading = false;
    await prompt.waitFor((screen) => {
      const [, place = ""] = /\n(lesson \d+, (?:step \d+\/\d+|done)): [^\n]*>$/.exec(screen) ?? [];
      seen = { place, screen, all: prompt.scrollback() };
      isReading = pagesIn(seen.all) > read && screen.endsWith(PAGE_END);
      return isReading || (place !== "" && prompt.cursor().column > 0 && isWanted(seen));
    });
    if (!isReading) return seen;
    prompt.press("enter");
  }
}

const TYPE = "\n  Type:  ";
const YOUR_TURN = "\n  Your turn  ";

/** The line that was printed last. */
function printedIn(all: string): string {
  const rows = all.slice(all.lastIndexOf(TYPE) + TYPE.length).split("\n\n")[0] ?? "";
  return rows.replace(/\n {9}/g, "\n");
}

it("leads from the first lesson to the end of the eighth", { timeout: 60_000 }, async () => {
  const { prompt, folder } = learn(["1"]);
  let at = await reach(prompt, ({ place }) => place.startsWith("lesson 1, step 1/"));
  while (at.place !== "lesson 8, done") {
    const before = at;
    if (!before.place.endsWith("done")) {
      // What is to be done is on the screen, however much stands above it.
      expect(before.screen).toMatch(/\n {2}(?:Type: {2}\S|Your turn )/);
      if (before.all.lastIndexOf(YOUR_TURN) > before.all.lastIndexOf(TYPE)) {
        prompt.enter("show");
        at = await reach(prompt, ({ all }) => all.lastIndexOf(TYPE) > before.all.lastIndexOf(YOUR_TURN));
      }
      prompt.enter(printedIn(at.all).replaceAll("\n", "\r"));
    } else prompt.press("enter");
    at = await reach(prompt, ({ place }) => place !== before.place);
  }
  for (const lesson of [1, 2, 3, 4, 5, 6, 7, 8]) expect(at.all).toContain(`Well done: lesson ${lesson}, `);
  expect(at.all).not.toContain("The task is still open");
  expect(at.all).not.toContain("cannot go on");
  // Explanations are on for a newcomer, and how to switch them off is said once.
  expect(at.all.match(/\("set explain off" ends these lines\)/g)).toHaveLength(1);
  // Romeo was there in lesson 4 only: nobody has to be told apart in the next.
  const fifth = at.all.slice(at.all.indexOf("\nLesson 5: "), at.all.indexOf("\nLesson 6: "));
  expect(fifth).toContain(" C: <auth");
  expect(fifth).not.toContain("main C: ");
  // The tool's own doings are left out.
  expect(at.all).not.toContain("runner");
  prompt.enter("quit");
  expect(await prompt.exited).toBe(0);

  const list = learn([], folder).prompt;
  await list.exited;
  expect(list.screen().match(/^ *\d+ {2}\S+ +done .*$/gm)).toHaveLength(8);
  expect(list.screen()).toMatch(/main\.js learn 9" begins\s+with/);
});

it("helps whoever does not get on, and goes on where somebody left", async () => {
  const first = learn(["5"]);
  const { prompt, folder } = first;
  await reach(prompt, ({ place }) => place === "lesson 5, step 1/6");
  const shows = (text: string) => reach(prompt, ({ screen }) => screen.includes(text));

  prompt.enter("hint");
  await shows("  -- It is the command that does this: bind a resource");
  prompt.enter("hint");
  await shows("  -- It is written: bind");
  // Another line runs, and the task waits.
  prompt.enter("show state");
  await shows("authenticated  me");
  await shows("  -- The task is still open: an element <iq> is to be sent");
  prompt.enter("show");
  await shows("  Type:  bind desk");
  prompt.enter("bind desk");
  await reach(prompt, ({ place }) => place === "lesson 5, step 2/6");
  prompt.enter("skip");
  await reach(prompt, ({ place }) => place === "lesson 5, step 3/6");
  prompt.enter("back");
  await reach(prompt, ({ place }) => place === "lesson 5, step 2/6");
  await shows("  -- The steps before this one were done anew, on a fresh connection");
  prompt.enter("open");
  await reach(prompt, ({ place }) => place === "lesson 5, step 3/6");
  prompt.enter("quit");
  expect(await prompt.exited).toBe(0);
  expect(prompt.screen()).toContain("What you have done is kept");

  const again = learn(["5"], folder).prompt;
  await reach(
    again,
    ({ place, all }) => place === "lesson 5, step 1/6" && all.includes('"continue" goes on'),
  );
  again.enter("continue");
  const { screen } = await reach(again, ({ place }) => place === "lesson 5, step 3/6");
  expect(screen).toMatch(/step 3\/6: stream open>$/);
  again.enter("again");
  await reach(again, ({ place }) => place === "lesson 5, step 1/6");
  again.press("ctrl-d");
  expect(await again.exited).toBe(0);
});

it("is shown to a class by the space bar, from the first words to the last", async () => {
  const { prompt } = learn(["1", "--present"], undefined, 40);
  const shown: string[] = [];
  const last = () => shown.at(-1) ?? "";
  while (!last().includes("What you have learnt")) {
    const before = last();
    await prompt.waitFor((screen) => screen.endsWith("(space goes on, q leaves)") && screen !== before);
    shown.push(prompt.screen());
    prompt.type(" ");
  }
  expect(await prompt.exited).toBe(0);
  expect(shown[0]).toMatch(/^\n? {4}Lesson 1: What a stream is\n/m);
  for (const line of ["connect", "open", "show header", "show state", "close"]) {
    expect(shown.filter((screen) => screen.includes(`\n    > ${line}\n`))).not.toEqual([]);
  }
});
