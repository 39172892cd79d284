// What `serve` says at a terminal is broken at words; the line to type stays whole.
import { expect, it } from "vitest";
import { folderWith, startIn } from "./harness/scripts.ts";

it("greets in lines that fit, and says of a fault what is to be seen and nothing of a prompt", async () => {
  const serving = startIn(folderWith({}), ["serve", "--port", "0", "--fault", "stall"], { columns: 60 });
  await serving.waitFor("until its time is over.");
  const shown = serving
    .scrollback()
    .replace(/127\.0\.0\.1:\d+/, "ADDRESS")
    .split("\n");
  expect(shown[0]).toBe("A practice server for localhost listens on ADDRESS.");
  expect(shown.slice(1, 4)).toEqual([
    "It is for practice: nothing is kept, and it has no place on",
    "the internet.",
    "Accounts: me, juliet, romeo, password test.",
  ]);
  expect(shown[4]).toMatch(/^ {2}xmpp-repl localhost:\d+ --pin [\dA-F]+$/);
  expect(shown.slice(5)).toEqual([
    "Ctrl-C ends it.",
    "Armed: stall, the connection stays, and nothing more comes.",
    "Whatever waits for a reply waits until its time is over.",
  ]);
  serving.press("ctrl-c");
  expect(await serving.exited).toBe(130);
});

it("what is wrong with its options is told in lines that fit", async () => {
  const serving = startIn(folderWith({}), ["serve", "--host", "0.0.0.0"], { columns: 60 });
  expect(await serving.exited).toBe(2);
  expect(serving.scrollback().split("\n").slice(0, 2)).toEqual([
    "Cannot listen on 0.0.0.0: other machines could connect, and",
    "this server is for practice, with passwords that everybody",
  ]);
});
