import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/theme.ts";
import type { Completions } from "../../../src/repl/completion/completions.ts";
import { takeTab } from "../../../src/repl/completion/tab.ts";
import type { KeyTaker } from "../../../src/repl/keys.ts";

const TAB = { name: "tab", sequence: "\t" };

/** A line without a terminal: keys go to whoever has taken them, else to the line. */
function line(found: (line: string) => Promise<Completions | undefined>) {
  const takers: KeyTaker[] = [];
  const bugs: unknown[] = [];
  let written = "";
  const server = {
    line: "",
    cursor: 0,
    isCompletionEnabled: true,
    _ttyWrite(text = "", key: { readonly name?: string | undefined } = {}) {
      if (takers.some((take) => take(text, key))) return;
      server.line = server.line.slice(0, server.cursor) + text + server.line.slice(server.cursor);
      server.cursor += text.length;
    },
  };
  takeTab({
    server,
    screen: {
      lift: () => {},
      draw: () => {},
      write: (text) => {
        written += text;
      },
    },
    keys: {
      take: (taker) => {
        takers.push(taker);
        return () => {};
      },
    },
    theme: NO_COLOR,
    columns: () => 40,
    rows: () => 24,
    find: found,
    findInJavaScript: (text, tell) => tell({ from: 0, candidates: [{ text: `${text}()` }] }),
    tellBug: (error) => bugs.push(error),
  });
  return {
    server,
    bugs,
    type: (text: string) => {
      for (const character of text) server._ttyWrite(character, { name: character });
    },
    tab: () => server._ttyWrite("\t", TAB),
    shown: () => written,
  };
}

/** Resolves when all that waits for promises has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const presence = { from: 0, candidates: [{ text: "presence", isWhole: true }] };
const several = { from: 0, candidates: [{ text: "disco" }, { text: "disconnect" }] };

describe("Tab", () => {
  test("holds back what is typed while it looks, so that nothing overtakes it", async () => {
    let answer: (completions: Completions) => void = () => {};
    const { server, type, tab } = line(() => new Promise((resolve) => (answer = resolve)));
    type("pre");
    tab();
    type("--to x");
    expect(server.line).toBe("pre");
    answer(presence);
    await expect.poll(() => server.line).toBe("presence --to x");
  });

  test("puts in what is clear, and lists the rest when it is pressed again", async () => {
    const { server, type, tab, shown } = line(async () => several);
    type("di");
    tab();
    await expect.poll(() => server.line).toBe("disco");
    expect(shown()).toBe("");
    tab();
    await expect.poll(shown).toBe("disco       disconnect\n");
    expect(server.line).toBe("disco");
  });

  test("says nothing where nothing fits", async () => {
    const { server, type, tab, shown } = line(async () => ({ from: 3, candidates: [] }));
    type("xyz");
    tab();
    tab();
    await settled();
    expect([server.line, shown()]).toEqual(["xyz", ""]);
  });

  test("is a character amid a paste", async () => {
    const { server, type, tab } = line(async () => presence);
    type("a");
    server.isCompletionEnabled = false;
    tab();
    expect(server.line).toBe("a\t");
  });

  test("asks node where the line is JavaScript", async () => {
    const { server, type, tab } = line(async () => undefined);
    type("run");
    tab();
    await expect.poll(() => server.line).toBe("run()");
  });

  test("tells of a bug, and the keyboard is not dead", async () => {
    const { server, bugs, type, tab } = line(async () => {
      throw new Error("a bug");
    });
    tab();
    type("go on");
    await expect.poll(() => server.line).toBe("go on");
    expect(bugs).toEqual([new Error("a bug")]);
  });
});
