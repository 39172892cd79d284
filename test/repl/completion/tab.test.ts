import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import type { Completions } from "../../../src/repl/completion/completions.ts";
import { takeTab } from "../../../src/repl/completion/tab.ts";
import type { KeyTaker } from "../../../src/repl/keys/keys.ts";

const TAB = { name: "tab", sequence: "\t" };

/** A line without a terminal: keys go to whoever has taken them, else to the line. */
function line(found: (line: string) => Promise<Completions | undefined>) {
  const takers: KeyTaker[] = [];
  const complaints: string[] = [];
  let written = "";
  const server = {
    line: "",
    cursor: 0,
    isCompletionEnabled: true,
    _ttyWrite(text = "", key: { readonly name?: string | undefined } = {}) {
      if (!takers.some((take) => take(text, key))) server._insertString(text);
    },
    _insertString(text: string) {
      server.line = server.line.slice(0, server.cursor) + text + server.line.slice(server.cursor);
      server.cursor += text.length;
    },
  };
  let latest = 0;
  takeTab({
    server,
    screen: {
      change: (make) => make(),
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
    size: () => ({ columns: 40, rows: 5 }),
    latest: () => latest,
    find: found,
    findInJavaScript: (text, tell) => tell({ from: 0, candidates: [{ text: `${text}()` }] }),
    complain: (reason) => complaints.push(reason),
  });
  return {
    server,
    complaints,
    /** Another entry is shown above the line. */
    entryComes: () => {
      latest += 1;
    },
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

  test("shows the next page with each press, and nothing twice", async () => {
    const many = {
      from: 0,
      candidates: [..."abcdefghij"].map((text) => ({ text, summary: "x".repeat(20) })),
    };
    const { tab, shown, type, entryComes } = line(async () => many);
    const pages = [
      "a  b  c  d  e  f  g  h  i  j\n… Tab tells what they are\n",
      `${["a", "b"].map((name) => `${name}  ${"x".repeat(20)}\n`).join("")}… and 8 more (Tab goes on)\n`,
    ];
    tab();
    await expect.poll(shown).toBe(pages[0]);
    // What comes between does not begin it anew.
    entryComes();
    tab();
    await expect.poll(shown).toBe(pages.join(""));
    // Another key does.
    type("x");
    tab();
    await expect.poll(shown).toBe(pages.join("") + pages[0]);
  });

  test("lists again what stands above the line whole only when something has come between", async () => {
    const { tab, shown, entryComes } = line(async () => ({ from: 0, candidates: several.candidates }));
    const list = "disco       disconnect\n";
    tab();
    await settled();
    tab();
    await expect.poll(shown).toBe(list);
    tab();
    await settled();
    tab();
    await settled();
    expect(shown()).toBe(list);
    entryComes();
    tab();
    await expect.poll(shown).toBe(list + list);
  });

  test("is not followed by a second blank when somebody types on", async () => {
    const { server, type, tab } = line(async () => presence);
    type("pre");
    tab();
    type(" away");
    await expect.poll(() => server.line).toBe("presence away");
    type("  x");
    expect(server.line).toBe("presence away  x");
  });

  test("is Tab also in the middle of keys that come at once", async () => {
    const { server, type, tab } = line(async () => presence);
    server.isCompletionEnabled = false;
    type("pre");
    tab();
    tab();
    server.isCompletionEnabled = true;
    await expect.poll(() => server.line).toBe("presence ");
  });

  test("goes on to the next thing to fill in where nothing is to be put in, or all stands above the line", async () => {
    let found: Completions = { from: 0, candidates: [] };
    const { server, tab, type, shown } = line(async () => found);
    const at = () => `${server.line.slice(0, server.cursor)}|${server.line.slice(server.cursor)}`;
    type('<a node="" x="1"><b></b><c/><d e=""></d></a>');
    server.cursor = 9;
    tab();
    await expect.poll(at).toBe('<a node="" x="1"><b>|</b><c/><d e=""></d></a>');
    // The end tag that fits is there already.
    found = { from: server.cursor, candidates: [{ text: "</b>" }] };
    tab();
    await expect.poll(at).toBe('<a node="" x="1"><b></b><c/><d e="|"></d></a>');
    found = { from: server.cursor, candidates: [{ text: "one" }, { text: "two" }] };
    tab();
    await expect.poll(shown).not.toBe("");
    tab();
    await expect.poll(at).toBe('<a node="" x="1"><b></b><c/><d e="">|</d></a>');
    found = { from: server.cursor, candidates: [{ text: "</d>" }] };
    tab();
    await expect.poll(at).toBe('<a node="" x="1"><b></b><c/><d e=""></d></a>|');
    found = { from: server.cursor, candidates: [] };
    tab();
    await settled();
    expect(at()).toBe('<a node="" x="1"><b></b><c/><d e=""></d></a>|');
  });

  test("goes on at once behind what can stand as it is, though something longer begins with it", async () => {
    const found = { from: 6, candidates: [{ text: "me@x" }, { text: "me@x/desk" }] };
    const { server, tab, type, shown } = line(async () => found);
    type('<a b="me@x"><b></b></a>');
    server.cursor = 10;
    tab();
    await expect.poll(() => server.cursor).toBe('<a b="me@x"><b>'.length);
    expect(shown()).toBe("");
  });

  test("lists what begins with it where there is nowhere to go on to", async () => {
    const found = { from: 6, candidates: [{ text: "me@x" }, { text: "me@x/desk" }] };
    const { server, tab, type, shown } = line(async () => found);
    type('<a b="me@x">');
    server.cursor = 10;
    tab();
    await expect.poll(shown).toBe("me@x       me@x/desk\n");
    expect(server.cursor).toBe(10);
  });

  test("asks node where the line is JavaScript", async () => {
    const { server, type, tab } = line(async () => undefined);
    type("run");
    tab();
    await expect.poll(() => server.line).toBe("run()");
  });

  test("tells of a bug without a stack, and the keyboard is not dead", async () => {
    const { server, complaints, type, tab } = line(async () => {
      throw new Error("it is none");
    });
    tab();
    type("go on");
    await expect.poll(() => server.line).toBe("go on");
    expect(complaints).toEqual([
      "Cannot complete the line: it is none (a bug of xmpp-repl; the line is as it was)",
    ]);
  });
});
