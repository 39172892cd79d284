// Up and Down: earlier and later lines that begin with what stands before the cursor.
import { expect, it } from "vitest";
import { LineHistory } from "../../../src/repl/history/line-history.ts";
import { recallFrom } from "../../../src/repl/history/recall.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

function recalling(...lines: readonly string[]) {
  const line = lineOnScreen();
  const history = new LineHistory();
  for (const known of lines) history.add(known);
  recallFrom(line.server, history);
  return line;
}

it("Up that has found nothing looks anew from where the cursor is then", async () => {
  const { type, press, rows } = recalling("open", "ping");
  await type("message foo");
  await press("up", "down", "ctrl-a", "up");
  expect(await rows()).toBe("> ping");
});

it("Up looks anew from where the cursor is on the line that it began with", async () => {
  const { type, press, rows } = recalling("open", "ping");
  await type("o");
  await press("up", "down");
  expect(await rows()).toBe("> o");
  await press("ctrl-a", "up");
  expect(await rows()).toBe("> ping");
});

it("Up goes on to what begins alike, and Down comes back to what was typed", async () => {
  const { type, press, rows } = recalling("open here", "ping", "open there", "version");
  await type("op");
  await press("up", "up", "up");
  expect(await rows()).toBe("> open here");
  await press("down");
  expect(await rows()).toBe("> open there");
  await press("down", "down");
  expect(await rows()).toBe("> op");
});
