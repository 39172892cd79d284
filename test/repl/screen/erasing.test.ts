// How the line is taken off the screen before it is drawn anew.
import { expect, it } from "vitest";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

it("is never done down from the left edge, which tmux takes for clearing the screen and saves as history", async () => {
  const { screen, type, press, put, written, rows } = lineOnScreen({ columns: 20 });
  screen.clear();
  await type("<a>one two three four</a>");
  await press("left", "left", "up", "home");
  screen.setStatus(["coming"]);
  screen.setStatus(["coming", "more"]);
  put("short");
  screen.write("text\n");
  screen.setStatus([]);
  screen.lift();
  screen.draw();
  expect(await rows()).toBe("text\n> short");
  const [, sinceCleared = ""] = written().split("\x1b[2J");
  expect(sinceCleared).toContain("\x1b[J");
  expect(sinceCleared).not.toMatch(/(?:\r|\n|\x1b\[1?G|\x1b\[H)(?:\x1b\[\d*A)*\x1b\[0?J/);
});

it("is not done where the prompt is drawn already, and nothing else has changed", async () => {
  const { screen, type, written, rows } = lineOnScreen();
  await type("half");
  const before = written();
  screen.refresh();
  expect(written()).toBe(before);
  screen.setQuestion("Sure? ");
  screen.refresh();
  expect(await rows()).toBe("Sure? half");
  screen.lift();
  screen.refresh();
  expect(await rows()).toBe("Sure? half");
});
