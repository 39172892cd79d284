import { describe, expect, test } from "vitest";
import { type RenderOptions, renderEntry } from "../../src/render/entry.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Happening } from "../../src/transcript/entry.ts";
import { shownIn } from "./shown-in.ts";

const AT = Date.UTC(2026, 0, 1, 12, 34, 56, 789);
const NOTE: Happening = { type: "note", by: "tool", text: "one two three four five six seven" };

const LONG: Happening = { ...NOTE, text: `${NOTE.text} ${NOTE.text}` };

function shown(options: Partial<RenderOptions>, happening = NOTE): readonly string[] {
  return renderEntry(
    { n: 7, at: AT, client: "main", ...happening },
    { theme: NO_COLOR, view: "pretty", width: 0, ...options },
  );
}

describe("the time stands at the very front", () => {
  test("that of day, in UTC", () => {
    expect(shown({ times: "absolute" })[0]).toMatch(/^12:34:56\.789 {5}-- one/);
  });

  test.each([
    [AT - 12, "  +0.012 "],
    [AT - 123_456, "+123.456 "],
    [AT - 2_000_000, "   +2000 "],
    [AT + 5, "  +0.000 "],
    [undefined, "         "],
  ])("that since the entry before: %s", (before, time) => {
    expect(shown({ times: "relative", before })[0]?.slice(0, time.length + 6)).toBe(`${time}    --`);
  });

  test("in the first row only, and what goes on is indented by as much", () => {
    expect(shown({ times: "absolute", width: 60 }, LONG)).toEqual([
      "12:34:56.789     -- one two three four five six seven one",
      "                    two three four five six seven",
    ]);
  });

  test("on a row of its own where a terminal is narrow", () => {
    expect(shown({ times: "absolute", width: 40 })).toEqual([
      "12:34:56.789",
      "    -- one two three four five six seven",
    ]);
  });

  test("before what was sent and received as well", async () => {
    expect(await shownIn("pretty", "C: <a><b/></a>", { times: "relative" })).toEqual([
      "           7 C: <a>",
      "                  <b/>",
      "                </a>",
    ]);
  });
});
