// What the keys that erase more than a character take away, and Ctrl-Y puts in again.
import { describe, expect, it } from "vitest";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const ALT_D = "\x1bd";
const ALT_BACKSPACE = "\x1b\x7f";
const CTRL_Y = "\x19";
const ALT_Y = "\x1by";
const CTRL_UNDERSCORE = "\x1f";
const CTRL = { a: "\x01", e: "\x05", k: "\x0b", u: "\x15", w: "\x17" } as const;

/** The line behind these keys. */
async function behind(line: string, ...keys: readonly string[]): Promise<string> {
  const { server, put, type } = lineOnScreen();
  put(line);
  for (const key of keys) await type(key);
  return server.line;
}

describe("Ctrl-Y puts in", () => {
  it.each([
    ["the word that Alt-D has taken", "alpha beta", [CTRL.a, ALT_D, CTRL.e, CTRL_Y], "betaalpha "],
    ["that of Alt-Backspace", "alpha beta", [ALT_BACKSPACE, CTRL.a, CTRL_Y], "betaalpha "],
    ["one with accents", "cafe\u0301s noirs", [CTRL.a, ALT_D, CTRL.e, CTRL_Y], "noirscafe\u0301s "],
    ["two words that were taken one after the other", "a b c", [CTRL.w, CTRL.w, CTRL_Y], "a b c"],
    ["words from both sides of the cursor", "a b c", ["\x1bb", CTRL.w, CTRL.k, CTRL_Y], "a b c"],
    ["words in their order, with Alt-D", "a b c", [CTRL.a, ALT_D, ALT_D, CTRL.e, CTRL_Y], "ca b "],
    ["all that Ctrl-U and Ctrl-K have taken", "a b", ["\x1bb", CTRL.u, CTRL.k, CTRL_Y], "a b"],
    ["only the last where another key was between", "a b c", [CTRL.w, "x", CTRL.a, ALT_D, CTRL_Y], "a b x"],
    ["nothing where nothing was taken", "", [CTRL.w, CTRL.k, CTRL.u, ALT_D, CTRL_Y], ""],
  ])("%s", async (_what, line, keys, left) => {
    expect(await behind(line, ...keys)).toBe(left);
  });
});

it("Alt-Y puts in what was taken before, which is whole", async () => {
  const keys = [CTRL.w, CTRL.w, CTRL.a, CTRL.k, CTRL_Y];
  expect(await behind("a b c", ...keys)).toBe("a ");
  expect(await behind("a b c", ...keys, ALT_Y)).toBe("b c");
});

it("Ctrl-_ gives back what was taken, key by key", async () => {
  expect(await behind("a b c", CTRL.w, CTRL.w, CTRL_UNDERSCORE)).toBe("a b ");
  expect(await behind("a b c", CTRL.w, CTRL.w, CTRL_UNDERSCORE, CTRL_UNDERSCORE)).toBe("a b c");
});
