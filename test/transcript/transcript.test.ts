import { describe, expect, test } from "vitest";
import type { Entry, Happening } from "../../src/transcript/entry.ts";
import { Transcript, type TranscriptLimits } from "../../src/transcript/transcript.ts";

function note(text: string): Happening {
  return { type: "note", by: "tool", text };
}

function whitespace(from: "client" | "server" = "server"): Happening {
  return { type: "traffic", from, secure: false, event: { type: "whitespace", raw: " " } };
}

function fragment(raw: string, bytes?: Uint8Array): Happening {
  return {
    type: "traffic",
    from: "client",
    secure: false,
    event: { type: "fragment", raw, ...(bytes ? { bytes } : {}) },
  };
}

function transcript(limits: Partial<TranscriptLimits> = {}): Transcript {
  return new Transcript({ now: () => 42, limits: () => ({ entries: 100, characters: 1000, ...limits }) });
}

function numbers(of: Transcript): number[] {
  return Array.from(of.entries, ({ n }) => n);
}

test("an entry has the next number, the time and its client", () => {
  const kept = transcript();
  expect(kept.append("juliet", note("a"))).toEqual({
    n: 1,
    at: 42,
    client: "juliet",
    type: "note",
    by: "tool",
    text: "a",
  });
  expect(kept.append("main", note("b")).n).toBe(2);
  expect(kept.get(1)).toMatchObject({ text: "a" });
  expect(kept.last).toMatchObject({ n: 2 });
});

test("an empty transcript has no last entry, and its oldest is the first to come", () => {
  const kept = transcript();
  expect([kept.last, kept.oldest, kept.dropped, numbers(kept), kept.get(1)]).toEqual([
    undefined,
    1,
    0,
    [],
    undefined,
  ]);
});

describe("the oldest entries are dropped", () => {
  test("when there are more than may be kept, and numbers are never used again", () => {
    const kept = transcript({ entries: 3 });
    for (let count = 0; count < 10; count += 1) kept.append("main", note("x"));
    expect(numbers(kept)).toEqual([8, 9, 10]);
    expect([kept.oldest, kept.dropped, kept.get(7)]).toEqual([8, 7, undefined]);
    expect(kept.append("main", note("x")).n).toBe(11);
  });

  test.each<[string, (text: string) => Happening]>([
    ["traffic", (text) => fragment(text)],
    ["bytes", (text) => fragment("", Buffer.from(text))],
    ["notes", note],
    ["lines", (line) => ({ type: "command", line, masked: "" })],
  ])("when there is more text than may be kept: %s", (_what, happening) => {
    const kept = transcript({ characters: 25 });
    for (let count = 0; count < 5; count += 1) kept.append("main", happening("0123456789"));
    expect(numbers(kept)).toEqual([4, 5]);
    expect(kept.dropped).toBe(3);
  });

  test("when worked examples take too much room, names and formulas included", () => {
    const kept = transcript({ characters: 250 });
    const worked: Happening = { type: "derivation", title: "", rows: [{ name: "r", value: "0123456789" }] };
    for (let count = 0; count < 5; count += 1) kept.append("main", worked);
    expect(numbers(kept)).toEqual([4, 5]);
  });

  test("but never the last, however long it is", () => {
    const kept = transcript({ characters: 5 });
    kept.append("main", note("short"));
    kept.append("main", fragment("x".repeat(100)));
    expect(numbers(kept)).toEqual([2]);
  });

  test("as the limits are then, when they change", () => {
    let entries = 10;
    const kept = new Transcript({ now: () => 0, limits: () => ({ entries, characters: 1000 }) });
    for (let count = 0; count < 5; count += 1) kept.append("main", note("x"));
    entries = 2;
    kept.append("main", note("x"));
    expect(numbers(kept)).toEqual([5, 6]);
  });
});

describe("of a row of keepalives only the last is kept", () => {
  test("and it is no entry that was dropped to save memory", () => {
    const kept = transcript();
    kept.append("main", note("before"));
    for (let count = 0; count < 5; count += 1) kept.append("main", whitespace());
    kept.append("main", note("after"));
    expect(numbers(kept)).toEqual([1, 6, 7]);
    expect(kept.dropped).toBe(0);
  });

  test("so that any number of them pushes nothing out", () => {
    const kept = transcript({ entries: 3 });
    kept.append("main", note("before"));
    for (let count = 0; count < 50; count += 1)
      kept.append("main", whitespace(count % 2 === 0 ? "client" : "server"));
    expect(numbers(kept)).toEqual([1, 51]);
  });

  test("also where those of several clients come by turns", () => {
    const kept = transcript({ entries: 5 });
    kept.append("main", note("before"));
    for (let count = 0; count < 50; count += 1)
      kept.append(count % 2 === 0 ? "main" : "juliet", whitespace());
    expect(numbers(kept)).toEqual([1, 50, 51]);
  });

  test("but keepalives with something between them are all kept", () => {
    const kept = transcript();
    for (const happening of [whitespace(), note("x"), whitespace()]) kept.append("main", happening);
    expect(numbers(kept)).toEqual([1, 2, 3]);
  });
});

describe("a reader", () => {
  test("gets every entry from then on, also those that are not kept, until it ends that", () => {
    const kept = transcript({ entries: 1 });
    kept.append("main", note("before"));
    const read: number[] = [];
    const stop = kept.read(({ n }) => read.push(n));
    for (const happening of [note("a"), whitespace(), whitespace()]) kept.append("main", happening);
    stop();
    kept.append("main", note("after"));
    expect(read).toEqual([2, 3, 4]);
  });

  test("finds the entry in the transcript already", () => {
    const kept = transcript();
    const found: (Entry | undefined)[] = [];
    kept.read(({ n }) => found.push(kept.get(n), kept.last));
    const entry = kept.append("main", note("a"));
    expect(found).toEqual([entry, entry]);
  });

  test("gets an entry after whoever appended it has seen it first", () => {
    const kept = transcript();
    const seen: string[] = [];
    kept.read(() => seen.push("reader"));
    kept.append("main", note("a"), () => seen.push("first"));
    expect(seen).toEqual(["first", "reader"]);
  });

  test("gets everything in order, also when another reader appends", () => {
    const kept = transcript();
    const read: number[] = [];
    kept.read(({ n }) => {
      if (n < 3) kept.append("main", note("from a reader"));
    });
    kept.read(({ n }) => read.push(n));
    kept.append("main", note("a"));
    expect(read).toEqual([1, 2, 3]);
  });

  test("that was added during an entry begins with the next", () => {
    const kept = transcript();
    const read: number[] = [];
    kept.read(({ n }) => {
      if (n === 1) kept.read((entry) => read.push(entry.n));
    });
    kept.append("main", note("a"));
    kept.append("main", note("b"));
    expect(read).toEqual([2]);
  });
});

test("the oldest is the oldest that is kept, also where keepalives before it are gone", () => {
  const kept = transcript({ entries: 3 });
  for (const happening of [whitespace(), whitespace(), whitespace()]) kept.append("main", happening);
  expect([kept.oldest, numbers(kept)]).toEqual([3, [3]]);
  for (const text of ["a", "b", "c"]) kept.append("main", note(text));
  expect([kept.oldest, kept.dropped, numbers(kept)]).toEqual([4, 1, [4, 5, 6]]);
});

test("what a reader keeps apart is neither dropped with the rest, nor shows what is masked in the rest", () => {
  const all = transcript({ entries: 1 });
  const apart = all.keepApart({ entries: 2, characters: 1000 });
  all.read((entry) => {
    if (entry.type === "command") apart.add(entry);
  });
  for (const line of ["define a hunter2", "define b hunter2", "define c hunter2"])
    all.append("main", { type: "command", line, masked: line });
  all.append("main", note("x"));
  all.remask((line) => line.replace("hunter2", "*"));
  expect(numbers(all)).toEqual([4]);
  expect(Array.from(apart.entries, (entry) => entry.type === "command" && entry.masked)).toEqual([
    "define b *",
    "define c *",
  ]);
  expect([apart.oldest, apart.dropped]).toEqual([2, 1]);
});
