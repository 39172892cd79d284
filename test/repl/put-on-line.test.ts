// What a command puts on the line, at readline's own line.
import { expect, it } from "vitest";
import { PutOnLine } from "../../src/repl/put-on-line.ts";
import { askLine } from "../../src/repl/questions/ask-line.ts";
import { lineOnScreen } from "../helpers/line-on-screen.ts";

const TOLD = "    -- it is put on the line once that is free (Enter or Ctrl-C makes it so)";

function putting() {
  const line = lineOnScreen();
  const puts = new PutOnLine(line.server, line.screen);
  const type = async (text: string) => {
    await line.type(text);
    puts.afterKey();
  };
  return { ...line, puts, type };
}

it("goes there at once where nothing is typed", async () => {
  const { puts, type, scrollback, entered } = putting();
  puts.put("send <a/>", 6);
  expect(await scrollback()).toBe("> send <a/>");
  await type("b");
  await type("\r");
  expect(entered).toEqual(["send <ba/>"]);
});

it("waits for what is typed there, and says so", async () => {
  const { puts, type, entered, server, scrollback } = putting();
  await type("send <x>h");
  puts.put("send <a/>", 9);
  await type("i</x>");
  expect(await scrollback()).toBe(`${TOLD}\n> send <x>hi</x>`);
  await type("\r");
  expect([entered, server.line]).toEqual([["send <x>hi</x>"], "send <a/>"]);
});

it("comes one after another where there are several", async () => {
  const { puts, type, entered } = putting();
  puts.put("one", 3);
  puts.put("two", 3);
  await type("\r");
  await type("\r");
  expect(entered).toEqual(["one", "two"]);
});

it("is no answer to a question", async () => {
  const { puts, type, server, screen, keys } = putting();
  const { signal } = new AbortController();
  await type("half");
  puts.put("send <a/>", 9);
  const answer = askLine({
    server,
    screen,
    keys,
    question: "Sure? ",
    echo: "shown",
    signal,
    interrupt: () => {},
  });
  await type("y");
  await type("\r");
  await expect(answer).resolves.toBe("y");
  expect(server.line).toBe("half");
});
