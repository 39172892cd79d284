// The keys of a line with characters that are made of several, at readline's own line.
import { describe, expect, it } from "vitest";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const ALT_B = "\x1bb";
const ALT_F = "\x1bf";
const ALT_D = "\x1bd";
const ALT_BACKSPACE = "\x1b\x7f";
const CTRL_B = "\x02";
const CTRL_F = "\x06";
const CTRL_H = "\x08";
const CTRL_UNDERSCORE = "\x1f";

/** Each is one to whoever looks at it. */
const CHARACTERS = [
  ["a letter with an accent", "e\u0301"],
  ["one with several", "a\u0323\u0302"],
  ["a family of joined emoji", "👨\u200d👩\u200d👧"],
  ["a hand with a colour", "👍🏽"],
  ["a flag", "🇩🇪"],
  ["a digit in a box", "1\ufe0f\u20e3"],
  ["Devanagari with its vowel", "नि"],
  ["Hangul in its parts", "\u1112\u1161\u11ab"],
] as const;

describe.each(CHARACTERS)("%s", (_what, character) => {
  const line = `a${character}b`;

  it("is gone across as a whole", async () => {
    const { server, put, press, type } = lineOnScreen();
    put(line);
    await press("left", "left");
    expect(server.cursor).toBe(1);
    await press("right");
    expect(server.cursor).toBe(line.length - 1);
    await type(CTRL_B);
    expect(server.cursor).toBe(1);
    await type(CTRL_F);
    expect(server.cursor).toBe(line.length - 1);
    await press("left");
    await type("X");
    expect(server.line).toBe(`aX${character}b`);
  });

  it("is taken away as a whole, by Backspace and by Delete, and comes back", async () => {
    const { server, put, press, type } = lineOnScreen();
    put(line);
    await press("left", "backspace");
    expect(server.line).toBe("ab");
    await type(CTRL_UNDERSCORE);
    expect(server.line).toBe(line);
    await press("home", "right", "delete");
    expect(server.line).toBe("ab");
    await type(CTRL_UNDERSCORE);
    await press("home", "right", "ctrl-d");
    expect(server.line).toBe("ab");
    await type(CTRL_UNDERSCORE);
    await press("end", "left");
    await type(CTRL_H);
    expect(server.line).toBe("ab");
  });
});

describe("a word whose letters have accents", () => {
  const line = "deux cafe\u0301s, s'il";

  it("is gone across as a whole", async () => {
    const { server, put, type } = lineOnScreen();
    put(line);
    const places: number[] = [];
    for (const key of [ALT_B, ALT_B, ALT_B, ALT_B, ALT_B, ALT_F, ALT_F, ALT_F]) {
      await type(key);
      places.push(server.cursor);
    }
    expect(places.map((at) => line.slice(at))).toEqual([
      "il",
      "'il",
      "s'il",
      ", s'il",
      "cafe\u0301s, s'il",
      ", s'il",
      "s'il",
      "'il",
    ]);
  });

  it("is taken away as a whole", async () => {
    const { server, put, press, type } = lineOnScreen();
    put("deux cafe\u0301s");
    await type(ALT_BACKSPACE);
    expect(server.line).toBe("deux ");
    put("cafe\u0301s noirs");
    await press("home");
    await type(ALT_D);
    expect(server.line).toBe("noirs");
  });
});

it("at the ends of the line nothing happens", async () => {
  const { server, put, press } = lineOnScreen();
  put("e\u0301");
  await press("delete", "ctrl-d", "right", "left", "left", "backspace");
  expect([server.line, server.cursor]).toEqual(["e\u0301", 0]);
});

it("the rows of a line are gone through one after the other", async () => {
  const { server, put, press } = lineOnScreen();
  put("<a>\ne\u0301\n</a>");
  await press("up", "home", "left");
  expect(server.cursor).toBe(3);
  await press("right", "right");
  expect(server.cursor).toBe(6);
});

it("the cursor is drawn where it stands, also in a line of several rows on the screen", async () => {
  const { put, press, cursor, rows } = lineOnScreen({ columns: 12 });
  put("0123456789e\u0301日e\u0301");
  await press("left");
  expect(await cursor()).toEqual({ row: 1, column: 3 });
  await press("left");
  expect(await cursor()).toEqual({ row: 1, column: 1 });
  await press("left");
  expect(await cursor()).toEqual({ row: 1, column: 0 });
  await press("left", "delete");
  expect(await rows()).toBe("> 012345678e\u0301\n日e\u0301");
});
