import { describe, expect, test } from "vitest";
import { Progress, progressLine } from "../../../src/script/report/progress.ts";

const WIDE = { columns: 80, failed: 0, current: "scripts/login.xmpp" };

describe("the line says how far the run is", () => {
  test.each<[string, string, string]>([
    ["at the beginning", progressLine(0, 40, WIDE), "[>                   ] 0/40, scripts/login.xmpp"],
    ["in the middle", progressLine(20, 40, WIDE), "[==========>         ] 20/40, scripts/login.xmpp"],
    [
      "with what has failed",
      progressLine(39, 40, { ...WIDE, failed: 2 }),
      "[===================>] 39/40, 2 failed, scripts/login.xmpp",
    ],
    ["at the end", progressLine(40, 40, { ...WIDE, current: "" }), "[====================] 40/40"],
    [
      "where there is nothing to do",
      progressLine(0, 0, { ...WIDE, current: "" }),
      "[====================] 0/0",
    ],
    [
      "with control characters in a file's name made visible",
      progressLine(1, 2, { ...WIDE, current: "a\x1b[2J\n.xmpp" }),
      "[==========>         ] 1/2, a\\x1b[2J\\n.xmpp",
    ],
  ])("%s", (_what, line, expected) => {
    expect(line).toBe(expected);
  });
});

describe("the line stays shorter than the terminal", () => {
  test.each<[number, string]>([
    [48, "[==========>         ] 1/2, scripts/login.xmpp"],
    [47, "[==========>         ] 1/2, scripts/login.xmpp"],
    [46, "[==========>         ] 1/2, ...pts/login.xmpp"],
    [40, "[==========>         ] 1/2, ...gin.xmpp"],
    [39, "[==========>         ] 1/2"],
    [20, "1/2, .../login.xmpp"],
    [3, "1/"],
    [0, ""],
  ])("of %i columns", (columns, expected) => {
    const line = progressLine(1, 2, { ...WIDE, columns });
    expect(line).toBe(expected);
    expect(line.length).toBeLessThan(Math.max(1, columns));
  });

  test("where characters are two columns wide", () => {
    expect(progressLine(1, 2, { ...WIDE, columns: 50, current: "漢字漢字漢字漢字漢字漢字.xmpp" })).toBe(
      "[==========>         ] 1/2, ...漢字漢字漢字.xmpp",
    );
  });
});

/** A terminal's row as it would look, and everything that was written for good. */
function terminal() {
  let text = "";
  const progress = new Progress({
    write: (piece) => {
      text = (text + piece).replace(/[^\n]*\r\x1b\[K/g, "");
    },
    columns: () => 80,
  });
  return { progress, seen: () => text };
}

describe("on the screen", () => {
  test("the line is drawn over itself", () => {
    const { progress, seen } = terminal();
    progress.update(0, 2, { failed: 0, current: "a.xmpp" });
    progress.update(1, 2, { failed: 1, current: "b.xmpp" });
    expect(seen()).toBe("[==========>         ] 1/2, 1 failed, b.xmpp");
  });

  test("nothing is written where nothing has changed", () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text), columns: () => 80 });
    progress.clear();
    progress.update(0, 2, { failed: 0, current: "a.xmpp" });
    progress.update(0, 2, { failed: 0, current: "a.xmpp" });
    expect(written).toEqual(["[>                   ] 0/2, a.xmpp"]);
  });

  test("text is written above the line", () => {
    const { progress, seen } = terminal();
    progress.update(0, 1, { failed: 0, current: "a.xmpp" });
    progress.writeAbove("ok a.xmpp\n");
    expect(seen()).toBe("ok a.xmpp\n[>                   ] 0/1, a.xmpp");
  });

  test("text is written as it is where there is no line", () => {
    const { progress, seen } = terminal();
    progress.writeAbove("ok a.xmpp\n");
    expect(seen()).toBe("ok a.xmpp\n");
  });

  test("the line goes away at the end, and what was written stays", () => {
    const { progress, seen } = terminal();
    progress.update(0, 1, { failed: 0, current: "a.xmpp" });
    progress.writeAbove("ok a.xmpp\n");
    progress.clear();
    expect(seen()).toBe("ok a.xmpp\n");
  });
});
