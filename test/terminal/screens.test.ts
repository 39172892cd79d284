// The screens that the pages show: each is played, and looks like that.
// "npx vitest run --project terminal test/terminal/screens.test.ts -u" writes those that have changed.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { screensOn, withScreens } from "./screens/page.ts";
import { play } from "./screens/scene.ts";
import { SCENES } from "./screens/scenes.ts";

const PAGES = ["README.md", "docs/getting-started.md", "docs/practice-server.md", "docs/repl.md"].map(
  (name) => ({
    name,
    text: readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"),
  }),
);
const played = new Map<string, string>();

describe("what the pages show can be played:", () => {
  it.each(SCENES)("$name", async (scene) => {
    const screens = await play(scene);
    expect(screens.size).toBeGreaterThan(0);
    for (const [name, screen] of screens) played.set(name, screen);
  });
});

it("there is no screen that is not played, and none is played for nothing", () => {
  const shown = PAGES.flatMap(({ text }) => [...screensOn(text).keys()]);
  expect(shown.sort()).toEqual([...played.keys()].sort());
});

it.each(PAGES)("$name shows what is seen", async ({ name, text }) => {
  await expect(withScreens(text, played)).toMatchFileSnapshot(`../../${name}`);
});
