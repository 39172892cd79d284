// Ctrl-R where something else happens at the same time.
import { expect, it } from "vitest";
import { searchOnCtrlR } from "../../../src/repl/history/search.ts";
import { askLine } from "../../../src/repl/questions/ask-line.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

function searching() {
  const line = lineOnScreen();
  const search = searchOnCtrlR({ ...line, lines: () => ["open", "send <a/>", "send <b/>"] });
  return { ...line, search };
}

it("what waits to be shown is not shown all at once because somebody searches", async () => {
  const { screen, server, written, scrollback } = searching();
  for (let n = 0; n < 1000; n += 1) screen.write(`text ${n}\n`);
  server._ttyWrite("\x12", { name: "r", ctrl: true, sequence: "\x12" });
  server._ttyWrite("<", { name: "<", sequence: "<" });
  expect(written()).not.toContain("text 999");
  expect(await scrollback()).toMatch(/search "<": send <b\/>$/);
});

it("a question ends the search: what was found is on the line again behind the answer", async () => {
  const { server, screen, keys, search, press, type, rows } = searching();
  await press("ctrl-r");
  await type("a/");
  expect(await rows()).toBe('search "a/": send <a/>');
  search.end();
  const answer = askLine({
    server,
    screen,
    keys,
    question: "Password: ",
    echo: "hidden",
    signal: new AbortController().signal,
    interrupt: () => {},
  });
  expect(await rows()).toBe("Password: ");
  await type("secret\r");
  await expect(answer).resolves.toBe("secret");
  expect(await rows()).toBe("> send <a/>");
  await type("n");
  expect(await rows()).toBe("> send <a/>n");
});

it("the usual prompt is back behind a search, also while much waits to be shown", async () => {
  const { screen, server, press, rows } = searching();
  await press("ctrl-r");
  for (let n = 0; n < 1000; n += 1) screen.write(`text ${n}\n`);
  server._ttyWrite("\x07", { name: "g", ctrl: true, sequence: "\x07" });
  expect(await rows()).toMatch(/> $/);
});

it("what is found is never found within a character, and Backspace takes one as a whole away", async () => {
  const line = lineOnScreen();
  searchOnCtrlR({ ...line, lines: () => ["cafe", "cafe\u0301"] });
  await line.press("ctrl-r");
  await line.type("\u0301");
  expect(line.server.cursor).toBe(3);
  await line.press("backspace");
  await line.type("e\u0301");
  await line.press("backspace");
  expect(await line.rows()).toBe('search "": ');
});

it.each([
  ["characters", "\x1bxyz", "> send <xyza/>"],
  ["a sign", "\x1b;", "> send <;a/>"],
  ["Ctrl-U", "\x1b\x15", "> a/>"],
])("Escape ends the search, and %s right behind it are pressed on the line", async (_what, typed, row) => {
  const { press, type, rows } = searching();
  await press("ctrl-r");
  await type("a/");
  await type(typed);
  expect(await rows()).toBe(row);
});

it("Ctrl-C right behind Escape is not lost", async () => {
  const { server, press, type } = searching();
  let interrupts = 0;
  server.removeAllListeners("SIGINT");
  server.on("SIGINT", () => {
    interrupts += 1;
  });
  await press("ctrl-r");
  await type("a/");
  await type("\x1b\x03");
  expect(interrupts).toBe(1);
});

it("Enter runs nothing while nothing is found, and what was found where there is nothing further", async () => {
  const { press, type, rows, entered } = searching();
  await press("ctrl-r");
  await type("a/x");
  await press("enter");
  expect(await rows()).toBe('search "a/x" (nothing found): send <a/>');
  expect(entered).toEqual([]);
  await press("backspace", "ctrl-r");
  expect(await rows()).toBe('search "a/" (nothing further): send <a/>');
  await press("enter");
  expect(entered).toEqual(["send <a/>"]);
});

it("of a paste of several rows the first is looked for, and that the others are not is said", async () => {
  const { press, type, rows } = searching();
  await press("ctrl-r");
  await type("\x1b[200~op\rsend <a/>\r\x1b[201~");
  expect(await rows()).toBe('    -- 1 row of the paste left out\nsearch "op": open');
});
