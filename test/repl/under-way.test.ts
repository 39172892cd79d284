import { describe, expect, test } from "vitest";
import { columnsOf } from "../../src/render/text/display-width.ts";
import { StatusRows } from "../../src/repl/screen/status-rows.ts";
import { type Running, UnderWay, underWayRow } from "../../src/repl/under-way.ts";
import type { Awaited } from "../../src/session/inbox.ts";
import { logIn, tryOut } from "../helpers/try-out.ts";

const line = (text: string, awaited?: Awaited): Running => ({ kind: "line", text, awaited: () => awaited });
const REPLY = { what: "the reply to iq id-7", request: 299 };

describe("what is under way is told in one row", () => {
  test.each([
    ["a request", line("ping", REPLY), 0, '"ping" waits for the reply to #299 (Ctrl-C ends it)'],
    [
      "a step without a number",
      line("open", { what: "the server's stream header and features", request: 3 }),
      0,
      '"open" waits for the server\'s stream header and features (Ctrl-C ends it)',
    ],
    [
      "a pattern",
      line("expect <message/>", { what: "what it expects" }),
      1,
      '"expect <message/>" waits for what it expects (Ctrl-C ends it), 1 more row waits',
    ],
    ["anything else", line("wait 20s"), 0, '"wait 20s" is under way (Ctrl-C ends it)'],
    [
      "JavaScript",
      { kind: "JavaScript" } as const,
      2,
      "JavaScript is running (Ctrl-C ends it), 2 more rows wait",
    ],
  ])("%s", (_what, running, waiting, said) => {
    expect(underWayRow(running, { waiting, columns: 120 })).toBe(`    -- ${said}`);
  });

  test("which is never wider than the terminal, and of a long line only its beginning is in it", () => {
    const long = line(`<iq type="get" id="a"><query xmlns="${"x".repeat(300)}"/></iq>`, REPLY);
    expect(underWayRow(long, { waiting: 2, columns: 80 })).toBe(
      '    -- "<iq typ…" waits for the reply to #299 (Ctrl-C ends it), 2 more rows wait',
    );
    const wide = line("message juliet@localhost こんにちは、世界");
    const row = underWayRow(wide, { waiting: 0, columns: 40 });
    expect(row).toMatch(/^ {4}-- "message…" is under way \(Ctrl-C.*…$/);
    expect(columnsOf(row)).toBeLessThanOrEqual(40);
  });

  test("and of a line of several rows the first is in it; what a terminal would obey is not", () => {
    expect(underWayRow(line("<message>\n<body/></message>"), { waiting: 0, columns: 0 })).toMatch(
      /"<message>"/,
    );
    expect(underWayRow(line("ping \u009b2J"), { waiting: 0, columns: 0 })).toContain("\\x9b2J");
  });
});

describe("the row", () => {
  /** A clock that is put forward by hand. */
  function watched() {
    const shown: (readonly string[])[] = [];
    let next: (() => void) | undefined;
    let isAsking = false;
    const underWay = new UnderWay({
      show: (rows) => shown.push(rows),
      paint: (row) => row,
      columns: () => 80,
      waiting: () => 0,
      isAsking: () => isAsking,
      later: (run) => {
        next = run;
        return () => {
          next = undefined;
        };
      },
    });
    return {
      underWay,
      shown,
      ask: (now: boolean) => {
        isAsking = now;
      },
      tick: () => next?.(),
      isDone: () => next === undefined,
    };
  }

  test("comes only when the line takes its time, and goes with it", async () => {
    const { underWay, shown, tick, isDone } = watched();
    await underWay.during(line("ping"), async () => {});
    expect(shown).toEqual([[]]);
    await underWay.during(line("wait 20s"), async () => tick());
    expect(shown.slice(1)).toEqual([['    -- "wait 20s" is under way (Ctrl-C ends it)'], []]);
    expect(isDone()).toBe(true);
  });

  test("is not there while somebody is asked for something, and comes back behind that", async () => {
    const { underWay, shown, tick, ask } = watched();
    await underWay.during(line("auth"), async () => {
      ask(true);
      tick();
      expect(shown).toEqual([[]]);
      ask(false);
      tick();
      expect(shown.at(-1)).toEqual(['    -- "auth" is under way (Ctrl-C ends it)']);
    });
  });

  test("goes also where the work fails", async () => {
    const { underWay, shown, tick } = watched();
    const work = async () => {
      tick();
      throw new Error("a bug");
    };
    await expect(underWay.during(line("ping"), work)).rejects.toThrow("a bug");
    expect(shown.at(-1)).toEqual([]);
  });
});

test("several who show rows above the line do not take away each other's", () => {
  const shown: (readonly string[])[] = [];
  const status = new StatusRows((rows) => shown.push(rows));
  const [above, below] = [status.part(), status.part()];
  below(["waits"]);
  above(["<message", "..."]);
  above(["<message", "..."]);
  below([]);
  expect(shown).toEqual([["waits"], ["<message", "...", "waits"], ["<message", "..."]]);
});

test("what a line waits for is told apart from what others have asked for", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("ping --no-wait");
  const ending = new AbortController();
  const { inbox } = tool.clients.current.session;
  expect(inbox.awaitedBy(ending.signal)).toBeUndefined();
  const pingSent = new Promise<void>((resolve) => tool.server.onData(() => resolve()));
  const pinged = tool.run("ping", ending.signal);
  await pingSent;
  expect(inbox.awaitedBy(ending.signal)).toEqual({
    what: "the reply to iq id-3",
    request: tool.transcript.last?.n,
  });
  ending.abort();
  await pinged;
  expect(inbox.awaitedBy(ending.signal)).toBeUndefined();
});
