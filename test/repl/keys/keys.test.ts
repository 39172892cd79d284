// Who gets a key, at readline's own line.
import { describe, expect, it } from "vitest";
import { type Keys, takeKeys } from "../../../src/repl/keys/keys.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

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
  const { server, screen, type } = lineOnScreen();
  const heard: string[] = [];
  const keys = takeKeys(server, {
    screen,
    before: () => heard.push("before"),
    after: ({ sequence }) => heard.push(`after ${sequence}`),
  });
  keys.take((_text, { name }) => name === "paste");
  await type("x\x1b[200~pas");
  expect(heard).toEqual(["before", "after x"]);
  await type("ted\x1b[201~");
  expect(heard).toEqual(["before", "after x", "before", "after pasted"]);
});

/** Enter is a line end of the line, as it is amid XML. */
function breakAtEnter(keys: Keys) {
  keys.take((_text, { name }) => {
    if (name !== "return") return false;
    keys.insert("\n");
    return true;
  });
}

describe("keys that come in one chunk", () => {
  it("are drawn once, however many they are", async () => {
    const { keys, server, type, written, rows } = lineOnScreen();
    breakAtEnter(keys);
    await type("<a>\r");
    const before = written().length;
    await type("<row/>\r".repeat(500));
    expect(server.line).toBe(`<a>\n${"<row/>\n".repeat(500)}`);
    // The rows that fit on the screen, perhaps twice: not those of 500 screens.
    expect(written().length - before).toBeLessThan(1000);
    expect(await rows()).toMatch(/^> … \d+ rows above\n(?:<row\/>\n)+ $/);
  });

  it("go where the cursor is, and what moves it amid them does", async () => {
    const { keys, server, type, rows, cursor } = lineOnScreen();
    breakAtEnter(keys);
    await type("ad\x1b[Db\rc\x1b[Ax");
    expect(server.line).toBe("axb\ncd");
    expect(await rows()).toBe("> axb\ncd");
    expect(await cursor()).toEqual({ row: 0, column: 4 });
  });

  it("stay below what is written amid them", async () => {
    const { keys, screen, type, rows } = lineOnScreen();
    keys.take((text) => {
      if (text === "c") screen.write("said\n");
      return false;
    });
    await type("abcde");
    expect(await rows()).toBe("said\n> abcde");
  });

  it("are seen also where the chunk ends amid a key", async () => {
    const { server, type, rows } = lineOnScreen();
    await type("abc\x1b[");
    expect(await rows()).toBe("> abc");
    await type("Dx");
    expect(server.line).toBe("abxc");
    expect(await rows()).toBe("> abxc");
  });

  it("are taken back together by Ctrl-_", async () => {
    const { server, type, rows } = lineOnScreen();
    await type("a");
    await type("bcd");
    await type("\x1f");
    expect(server.line).toBe("a");
    expect(await rows()).toBe("> a");
  });

  it("are entered line by line", async () => {
    const { entered, type, rows } = lineOnScreen();
    await type("one\rtwo\rthree");
    expect(entered).toEqual(["one", "two"]);
    expect(await rows()).toBe("> one\n> two\n> three");
  });
});

describe("Enter", () => {
  it.each([
    ["\\r", "one\r", "two\r"],
    ["the \\n that a terminal makes of it while keys are not read one by one", "one\r", "two\n"],
    ["\\n alone, as Ctrl-J sends it", "one\n", "two\n"],
    ["the \\r\\n of a paste without brackets", "one\r\ntwo\r\n"],
    ["a \\r\\n that comes in two pieces", "one\r", "\ntwo\r\n"],
  ])("is entered once as %s", async (_what, ...chunks) => {
    const { entered, type } = lineOnScreen();
    for (const chunk of chunks) await type(chunk);
    expect(entered).toEqual(["one", "two"]);
  });

  it("on an empty line is one as well", async () => {
    const { entered, type } = lineOnScreen();
    await type("one\n\n\rtwo\r\r");
    expect(entered).toEqual(["one", "", "", "two", ""]);
  });
});
