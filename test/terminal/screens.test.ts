// The screens that docs/repl.md shows: each is played, and looks like that.
// "npx vitest run --project terminal test/terminal/screens.test.ts -u" writes those that have changed.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { screensOn, withScreens } from "./screens/page.ts";
import { play } from "./screens/scene.ts";
import { SCENES } from "./screens/scenes.ts";

const page = readFileSync(new URL("../../docs/repl.md", import.meta.url), "utf8");
const played = new Map<string, string>();

describe("the scenes of docs/repl.md can be played:", () => {
  it.each(SCENES)("$name", async (scene) => {
    const screens = await play(scene);
    expect(screens.size).toBeGreaterThan(0);
    for (const [name, screen] of screens) played.set(name, screen);
  });
});

it("docs/repl.md shows what is seen then, and nothing else", async () => {
  expect([...screensOn(page).keys()].sort()).toEqual([...played.keys()].sort());
  await expect(withScreens(page, played)).toMatchFileSnapshot("../../docs/repl.md");
});
