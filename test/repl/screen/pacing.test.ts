import { expect, it } from "vitest";
import { Pacer } from "../../../src/repl/screen/pacing.ts";
import { passedOverText } from "../../../src/repl/screen/waiting.ts";
import type { Entry, Happening } from "../../../src/transcript/entry.ts";

/** A terminal of five rows, and a clock that stands still until it is told to go on. */
function startPacer({ mayPass = isReceived, slowness = 0 } = {}) {
  let now = 0;
  let shown: string[] = [];
  let full: (() => void) | undefined;
  const later: { readonly at: number; run(): void }[] = [];
  const pacer = new Pacer(
    {
      print: (text) => {
        shown.push(text);
        now += slowness;
      },
      drained: () => (full ? new Promise((resolve) => (full = resolve)) : undefined),
      size: () => ({ columns: 80, rows: 5 }),
    },
    { now: () => now, later: (run, milliseconds) => later.push({ at: now + milliseconds, run }) },
  );
  pacer.setRules({ mayPass, passedOver: (passed) => `(${passedOverText(passed)})\n` });
  return {
    pacer,
    receive: (n: number) => pacer.show(entry(n, received), () => `#${n}\n`),
    remark: (n: number) =>
      pacer.show(entry(n, { type: "note", by: "tool", text: "remark" }), () => `remark ${n}\n`),
    /** What was written since this was asked for last, in pieces. */
    shown: () => {
      const pieces = shown;
      shown = [];
      return pieces;
    },
    pass(milliseconds: number) {
      now += milliseconds;
      for (const due of later.splice(0)) {
        if (due.at <= now) due.run();
        else later.push(due);
      }
    },
    fill: () => {
      full = () => {};
    },
    async drain() {
      const resolve = full;
      full = undefined;
      resolve?.();
      await Promise.resolve();
    },
  };
}

const received: Happening = {
  type: "traffic",
  from: "server",
  secure: false,
  event: { type: "whitespace", raw: " " },
};

function entry(n: number, happening: Happening): Entry {
  return { n, at: 0, client: "main", ...happening };
}

function isReceived({ type }: Entry): boolean {
  return type === "traffic";
}

function numbers(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => `#${from + index}\n`).join("");
}

it("what comes now and then is written at once, each by itself", () => {
  const { pacer, receive, shown, pass } = startPacer();
  receive(1);
  pacer.write("text\n");
  expect(shown()).toEqual(["#1\n", "text\n"]);
  pass(100);
  receive(2);
  expect(shown()).toEqual(["#2\n"]);
});

it("more than two screens at once waits for the next moment, and is written in its order", () => {
  const { pacer, receive, shown, pass } = startPacer();
  for (let n = 1; n <= 14; n += 1) receive(n);
  pacer.write("text\n");
  expect(shown().join("")).toBe(numbers(1, 10));
  pass(15);
  expect(shown()).toEqual([]);
  pass(1);
  expect(shown()).toEqual([`${numbers(11, 14)}text\n`]);
});

it("only two screens are written in one moment", () => {
  const { receive, shown, pass } = startPacer();
  for (let n = 1; n <= 35; n += 1) receive(n);
  shown();
  pass(16);
  expect(shown()).toEqual([numbers(11, 20)]);
  pass(16);
  expect(shown()).toEqual([numbers(21, 30)]);
  pass(16);
  expect(shown()).toEqual([numbers(31, 35)]);
});

it("of a flood the oldest are passed over, and one row in their place says so", () => {
  const { receive, shown, pass } = startPacer();
  for (let n = 1; n <= 1011; n += 1) receive(n);
  shown();
  pass(16);
  const told = "(991 entries scrolled by too fast to show: #11 to #1001 (show 11-1001))\n";
  expect(shown()).toEqual([told + numbers(1002, 1010)]);
  pass(16);
  expect(shown()).toEqual(["#1011\n"]);
});

it("the text of what is passed over is never made", () => {
  const { pacer, receive, pass } = startPacer();
  for (let n = 1; n <= 10; n += 1) receive(n);
  const made: number[] = [];
  for (let n = 11; n <= 1011; n += 1) {
    pacer.show(entry(n, received), () => {
      made.push(n);
      return "";
    });
  }
  pass(16);
  expect(made).toEqual([1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011]);
});

it("a flood that goes on is told in one row", () => {
  const { receive, shown, pass } = startPacer();
  for (let n = 1; n <= 5000; n += 1) receive(n);
  shown();
  pass(16);
  expect(
    shown()
      .join("")
      .match(/\(.*\)\n/g),
  ).toEqual(["(4,955 entries scrolled by too fast to show: #11 to #4965 (show 11-4965))\n"]);
});

it("remarks go the way of their entries", () => {
  const { receive, remark, shown, pass } = startPacer();
  for (let n = 1; n <= 10; n += 1) receive(n);
  receive(11);
  remark(12);
  for (let n = 13; n <= 1012; n += 1) receive(n);
  remark(1013);
  shown();
  pass(16);
  pass(16);
  const told = "(992 entries scrolled by too fast to show: #11 to #1002 (show 11-1002))\n";
  expect(shown().join("")).toBe(`${told}${numbers(1003, 1012)}remark 1013\n`);
});

it("what must be shown is, in its place, with a row for those before it and another for those behind", () => {
  const { pacer, receive, shown } = startPacer();
  for (let n = 1; n <= 20; n += 1) receive(n);
  pacer.write("sent\n");
  for (let n = 21; n <= 1011; n += 1) receive(n);
  shown();
  pacer.flush();
  const [before, behind] = [
    "(10 entries scrolled by too fast to show: #11 to #20 (show 11-20))\n",
    "(981 entries scrolled by too fast to show: #21 to #1001 (show 21-1001))\n",
  ];
  expect(shown().join("")).toBe(`${before}sent\n${behind}${numbers(1002, 1011)}`);
});

it("few entries of megabytes count as many: only the newest waits", () => {
  const { pacer, shown, pass, receive } = startPacer();
  for (let n = 1; n <= 10; n += 1) receive(n);
  shown();
  const event = { type: "whitespace", raw: " ".repeat(1024 * 1024) } as const;
  for (const n of [11, 12]) pacer.show(entry(n, { ...received, event }), () => `#${n}\n`);
  pass(16);
  expect(shown()).toEqual(["(1 entry scrolled by too fast to show: #11 (show 11))\n#12\n"]);
});

it("a terminal that takes its time is given time", () => {
  const { receive, shown, pass } = startPacer({ slowness: 50 });
  for (let n = 1; n <= 30; n += 1) receive(n);
  shown();
  pass(99);
  expect(shown()).toEqual([]);
  pass(1000);
  expect(shown()).toHaveLength(1);
});

it("a terminal that takes no more is waited for", async () => {
  const { receive, shown, pass, fill, drain } = startPacer();
  fill();
  receive(1);
  pass(100);
  expect(shown()).toEqual([]);
  await drain();
  expect(shown()).toEqual(["#1\n"]);
});

it("nothing is written while another program has the terminal, and all of it when it is given back", () => {
  const { pacer, receive, shown, pass } = startPacer();
  pacer.hold();
  receive(1);
  pacer.write("text\n");
  pass(100);
  pacer.flush();
  expect(shown()).toEqual([]);
  pacer.release();
  pacer.flush();
  expect(shown()).toEqual(["#1\ntext\n"]);
});

it("of what must be shown the older half is passed over where it becomes too much for nobody to see, and that is told", () => {
  const { pacer, shown } = startPacer({ mayPass: ({ n }) => n % 2 === 0 });
  pacer.hold();
  for (let n = 1; n <= 100_000; n += 1) {
    pacer.show(entry(n, received), () => `#${n}\n`);
    if (n % 10 === 0) pacer.write(`text ${n}\n`);
  }
  pacer.release();
  pacer.flush();
  const rows = shown().join("").split("\n");
  expect(rows.length).toBeLessThan(4000);
  const [entries = "", texts = ""] = rows;
  const [, passed = "", last = ""] = /^\(([\d,]+) entries .* #1 to #(\d+) /.exec(entries) ?? [];
  const [, dropped = ""] = /^\(([\d,]+) texts were written while the terminal could not /.exec(texts) ?? [];
  // What is left is shown, or told between what must be shown.
  const told = [
    ...rows
      .slice(2)
      .join("\n")
      .matchAll(/\(([\d,]+) entr(?:y|ies) /g),
  ].map(([, count = ""]) => count);
  const sum = (counts: readonly string[]) =>
    counts.reduce((all, count) => all + Number(count.replaceAll(",", "")), 0);
  expect(sum([passed, ...told]) + rows.filter((row) => row.startsWith("#")).length).toBe(100_000);
  expect(sum([dropped]) + rows.filter((row) => row.startsWith("text")).length).toBe(10_000);
  expect(rows).toContain(`#${Number(last) + 1}`);
  expect(rows.at(-2)).toBe("text 100000");
});

it("a program that writes without end fills no memory: it is written down now and then", () => {
  const { pacer, shown } = startPacer({ mayPass: () => false });
  for (let n = 1; n <= 5000; n += 1) pacer.write(`${n}\n`);
  expect(shown().join("").split("\n").length).toBeGreaterThan(4000);
});

it("whoever leaves waits for a slow terminal a moment only, and what it was not shown is told", () => {
  const { pacer, receive, shown } = startPacer({ slowness: 600 });
  for (let n = 1; n <= 40; n += 1) receive(n);
  pacer.write("text\n");
  shown();
  pacer.flush();
  const told = "(10 entries scrolled by too fast to show: #31 to #40 (show 31-40))\n";
  const texts = "(1 text was written while the terminal could not take them, and not kept)\n";
  expect(shown().join("")).toBe(numbers(11, 30) + told + texts);
});

it("a program that writes without end to a slow terminal is not held up for ever", () => {
  const { pacer, shown } = startPacer({ slowness: 600 });
  for (let n = 1; n <= 5000; n += 1) pacer.write(`${n}\n`);
  expect(shown().length).toBeLessThan(20);
});

it("Ctrl-C ends what scrolls by: the newest two screens are left", () => {
  const { pacer, receive, shown } = startPacer();
  for (let n = 1; n <= 100; n += 1) receive(n);
  shown();
  pacer.passOver();
  pacer.flush();
  const told = "(80 entries scrolled by too fast to show: #11 to #90 (show 11-90))\n";
  expect(shown().join("")).toBe(told + numbers(91, 100));
});
