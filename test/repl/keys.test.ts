// Who gets a key, at readline's own line.
import { expect, it } from "vitest";
import { takeKeys } from "../../src/repl/keys.ts";
import { lineOnScreen } from "../helpers/line-on-screen.ts";

it("one who takes keys and ends that with one of them keeps it from nobody else", async () => {
  const { keys, type } = lineOnScreen();
  const heard: string[] = [];
  keys.take((text) => {
    heard.push(`older ${text}`);
    return false;
  });
  const end = keys.take((text) => {
    heard.push(`newer ${text}`);
    end();
    return false;
  });
  await type("x");
  await type("y");
  expect(heard).toEqual(["newer x", "older x", "older y"]);
});

it("one who is ended by another gets no key any more, and to end twice ends nobody else", async () => {
  const { keys, server, type } = lineOnScreen();
  const end = keys.take(() => true);
  keys.take(() => {
    end();
    end();
    return false;
  });
  const heard: string[] = [];
  keys.take((text) => {
    heard.push(text);
    return false;
  });
  await type("x");
  await type("y");
  expect([server.line, heard]).toEqual(["xy", ["x", "y"]]);
});

it("a key is done although a paste begins behind it in the same chunk, and the paste by itself", async () => {
  const { server, type } = lineOnScreen();
  const heard: string[] = [];
  const keys = takeKeys(server, {
    before: () => heard.push("before"),
    after: ({ sequence }) => heard.push(`after ${sequence}`),
  });
  keys.take((_text, { name }) => name === "paste");
  await type("x\x1b[200~pas");
  expect(heard).toEqual(["before", "after x"]);
  await type("ted\x1b[201~");
  expect(heard).toEqual(["before", "after x", "before", "after pasted"]);
});
