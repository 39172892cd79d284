import { expect, it } from "vitest";
import { lineOnScreen } from "../helpers/line-on-screen.ts";

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
