// What waits for its turn, at readline's own line.
import { expect, test } from "vitest";
import { queueEntered } from "../../src/repl/entered-lines.ts";
import { LineHistory } from "../../src/repl/history/line-history.ts";
import { recallFrom } from "../../src/repl/history/recall.ts";
import { lineOnScreen } from "../helpers/line-on-screen.ts";

function queue() {
  const { server, screen, type } = lineOnScreen();
  const history = new LineHistory();
  recallFrom(server, history);
  return { history, type, entered: queueEntered({ server, screen, history, isInChunk: () => false }) };
}

test("of rows that were put together with what waits behind them, none can be recalled by itself", async () => {
  const { history, type, entered } = queue();
  for (const row of ["<a>", "</a>", "1+1"]) await type(`${row}\r`);
  expect(history.recallable).toEqual(["<a>", "</a>", "1+1"]);
  await new Promise<void>((resolve) =>
    entered.handle(async ({ rows }) => {
      if (rows.join() === "<a>") return entered.putBack(rows);
      history.add(rows.join("\n"));
      if (entered.waiting === 0) resolve();
    }, console.error),
  );
  expect(history.recallable).toEqual(["<a>\n</a>", "1+1"]);
});

test("what waits behind a bug is run, and the bug is told", async () => {
  const { type, entered } = queue();
  for (const row of ["broken", "fine"]) await type(`${row}\r`);
  const told: unknown[] = [];
  const ran = await new Promise((resolve) =>
    entered.handle(
      async ({ text }) => {
        if (text === "broken") throw new Error("a bug");
        resolve(text);
      },
      (error) => told.push(error),
    ),
  );
  expect(ran).toBe("fine");
  expect(told).toEqual([new Error("a bug")]);
});
