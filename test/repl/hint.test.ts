import { expect, it } from "vitest";
import { lineOnScreen } from "../helpers/line-on-screen.ts";

it("of a hint that is too long the options are left out, and not what stands behind them", async () => {
  const { hint, type, rows } = lineOnScreen({ columns: 44 });
  const text = "[--to JID] [--from JID] [--id ID] [payload…]";
  hint.setSource({ text: () => text, paint: (shown) => `\x1b[2m${shown}\x1b[m` });
  await type("iq get ");
  expect(await rows()).toBe("> iq get [--to JID] … [payload…]");
});

it("a hint is gone when the terminal is resized, until something is typed", async () => {
  const { hint, type, resize, rows } = lineOnScreen({ columns: 40 });
  hint.setSource({ text: () => "[and what can still be given]", paint: (text) => `\x1b[2m${text}\x1b[m` });
  await type("bind ");
  expect(await rows()).toBe("> bind [and what can still be given]");
  await resize(20, 24);
  expect(await rows()).toBe("> bind ");
  await type("x");
  expect(await rows()).toBe("> bind x[and what …");
});

it("a hint does not part the rows of the line, which the terminal joins when it becomes wider", async () => {
  const { screen, hint, type, resize, rows, scrollback } = lineOnScreen({
    columns: 20,
    resizing: { reflowCursorLine: true },
  });
  screen.write("above\n");
  hint.setSource({ text: () => "[body]", paint: (text) => `\x1b[2m${text}\x1b[m` });
  // One by one, so that the hint has its turn where the second row begins.
  for (const character of "message me@localhost") await type(character);
  expect(await rows()).toBe("above\n> message me@localho\nst[body]");
  await resize(40, 24);
  expect(await scrollback()).toBe("above\n> message me@localhost");
});
