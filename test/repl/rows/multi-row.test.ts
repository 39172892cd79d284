// The keys of a line of several rows, at readline's own line.
import { describe, expect, it } from "vitest";
import { killPart } from "../../../src/repl/keys/kill-ring.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const ALT_ENTER = "\x1b\r";
const CTRL_Y = "\x19";
const CTRL_UNDERSCORE = "\x1f";

describe("Up and Down", () => {
  it("keep to the column, and never end inside a character", async () => {
    const { server, put, press, type } = lineOnScreen();
    put("<a>\n😀x\ny😀</a>");
    await press("up", "up", "home", "right", "down");
    // The column is in the middle of the picture.
    await type("1");
    expect(server.line).toBe("<a>\n😀1x\ny😀</a>");
    await press("down");
    await type("2");
    expect(server.line).toBe("<a>\n😀1x\ny😀2</a>");
  });

  it("count a wide character as two columns, and what is drawn upon another as none", async () => {
    const { server, put, press, type } = lineOnScreen();
    put("日本語\ne\u0301e\u0301e\u0301e\u0301\nabc");
    await press("left", "up");
    await type("|");
    expect(server.line).toBe("日本語\ne\u0301e\u0301|e\u0301e\u0301\nabc");
    await press("left", "up");
    await type("|");
    expect(server.line).toBe("日|本語\ne\u0301e\u0301|e\u0301e\u0301\nabc");
  });

  it("come back to the column behind a row that is shorter, until another key", async () => {
    const { server, put, press, type } = lineOnScreen();
    put("<abcdef>\n\n日\nghijkl");
    await press("up", "up", "up");
    expect(server.line.slice(server.cursor)).toBe("f>\n\n日\nghijkl");
    await press("down", "down", "down");
    expect(server.cursor).toBe(server.line.length);
    await press("up", "left", "down");
    await type("1");
    expect(server.line).toBe("<abcdef>\n\n日\n1ghijkl");
  });

  it("go to the end of a row that is shorter, also of one without anything", async () => {
    const { server, put, press, type } = lineOnScreen();
    put("\n\nabc\nd");
    await press("up", "end", "down");
    await type("1");
    expect(server.line).toBe("\n\nabc\nd1");
    await press("up", "up", "up");
    await type("2");
    expect(server.line).toBe("2\n\nabc\nd1");
    await press("home", "down");
    await type("3");
    expect(server.line).toBe("2\n3\nabc\nd1");
  });
});

describe("what Ctrl-U and Ctrl-K take from a row", () => {
  it.each([
    ["ctrl-u", "<a>\ncd\n</a>"],
    ["ctrl-k", "<a>\nab\n</a>"],
  ] as const)("%s: comes back with Ctrl-Y, and with Ctrl-_", async (key, left) => {
    const { server, put, press, type, rows } = lineOnScreen();
    const line = "<a>\nabcd\n</a>";
    put(line);
    await press("up", "home", "right", "right", key);
    expect(server.line).toBe(left);
    await type(CTRL_Y);
    expect(server.line).toBe(line);
    await type(CTRL_UNDERSCORE);
    expect(server.line).toBe(left);
    await type(CTRL_UNDERSCORE);
    expect(server.line).toBe(line);
    expect(await rows()).toBe(`> ${line}`);
  });
});

it("Alt-Enter can be undone", async () => {
  const { server, type } = lineOnScreen();
  await type("ab");
  await type(ALT_ENTER);
  expect(server.line).toBe("ab\n");
  await type(CTRL_UNDERSCORE);
  expect(server.line).toBe("ab");
});

describe.each([40, 80])("behind a row that ends at the margin of %i columns", (columns) => {
  const first = "x".repeat(columns - "> ".length);

  it("a row end leaves no copy of the line, nor a row that is free", async () => {
    const { screen, type, rows, cursor } = lineOnScreen({ columns });
    await type(first);
    await type(ALT_ENTER);
    expect(await cursor()).toEqual({ row: 1, column: 0 });
    const second = "y".repeat(columns);
    await type(second);
    await type(ALT_ENTER);
    expect(await cursor()).toEqual({ row: 2, column: 0 });
    await type("z");
    screen.write("text\n");
    expect(await rows()).toBe(`text\n> ${first}\n${second}\nz`);
  });

  it("a row end that Ctrl-Y puts in leaves none, either", async () => {
    const { screen, server, type, put, press, rows } = lineOnScreen({ columns });
    put("a\nb");
    await press("up");
    killPart(server, 1, 3);
    put("");
    await type(first);
    await type(CTRL_Y);
    screen.write("text\n");
    expect(await rows()).toBe(`text\n> ${first}\nb`);
  });
});
