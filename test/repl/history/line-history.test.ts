import { describe, expect, test } from "vitest";
import { LineHistory } from "../../../src/repl/history/line-history.ts";

function historyOf(...past: readonly string[]) {
  const kept: string[] = [];
  const history = new LineHistory();
  history.begin({
    past,
    mask: (line) => line.replace("secret", "[redacted]"),
    keep: (line) => kept.push(line),
  });
  return { history, kept };
}

describe("the history", () => {
  test("numbers lines from the oldest of earlier sessions on, and goes on counting", () => {
    const { history, kept } = historyOf("newer", "older");
    history.add("now");
    expect(history.lines).toEqual([
      { n: 1, line: "older" },
      { n: 2, line: "newer" },
      { n: 3, line: "now" },
    ]);
    expect(kept).toEqual(["now"]);
  });

  test("keeps lines that are equal to the one before once, also across sessions, and blank ones not at all", () => {
    const { history, kept } = historyOf("open");
    for (const line of ["open", "", "  ", "auth", "auth", "open"]) history.add(line);
    expect(kept).toEqual(["auth", "open"]);
  });

  test("keeps a line that begins with a blank as it is", () => {
    const { history, kept } = historyOf();
    history.add("  <a/>");
    expect(kept).toEqual(["  <a/>"]);
    expect(history.recallable).toEqual(["  <a/>"]);
  });

  test("never holds a secret, also not of what has not ended", () => {
    const { history, kept } = historyOf();
    history.running = "auth\nsecret";
    history.entered("more secret");
    expect(history.recallable).toEqual(["auth\n[redacted]", "more [redacted]"]);
    history.taken("more secret");
    history.add("auth\nsecret");
    expect([...history.recallable, ...kept]).toEqual(["auth\n[redacted]", "auth\n[redacted]"]);
  });

  test("can recall what waits for its turn, and forgets it as such when that has come", () => {
    const { history } = historyOf("open");
    history.entered("auth");
    expect(history.recallable).toEqual(["open", "auth"]);
    history.taken("auth");
    expect(history.recallable).toEqual(["open", "auth"]);
    history.add("auth");
    expect(history.recallable).toEqual(["open", "auth"]);
  });

  test("keeps what the user has left before it had ended", () => {
    const { history, kept } = historyOf();
    history.running = "await wait('1h')";
    expect(history.lines).toEqual([]);
    history.giveUp();
    history.giveUp();
    expect(kept).toEqual(["await wait('1h')"]);
  });
});

test("a line of this session that turns out to hold a secret is masked, and kept no longer", () => {
  const secrets = new Set<string>();
  const dropped: string[] = [];
  const history = new LineHistory();
  history.begin({
    past: ["define before hunter02"],
    mask: (line) =>
      line
        .split(" ")
        .map((word) => (secrets.has(word) ? "[redacted]" : word))
        .join(" "),
    keep: () => {},
    drop: (line) => dropped.push(line),
  });
  history.add("define x hunter02");
  history.add("open");
  secrets.add("hunter02");
  history.forget("hunter02");
  expect(history.lines.map(({ line }) => line)).toEqual([
    "define before hunter02",
    "define x [redacted]",
    "open",
  ]);
  expect(dropped).toEqual(["define x hunter02"]);
});

test("a line gives way to the one that runs in its place; one of an earlier session stays", () => {
  const kept: string[] = [];
  const history = new LineHistory();
  history.begin({
    past: ["again op", "open"],
    mask: (line) => line,
    keep: (line) => kept.push(line),
    drop: (line) => kept.splice(kept.indexOf(line), 1),
  });
  history.add("again ping");
  const [, , asking] = history.lines;
  expect(asking).toEqual({ n: 3, line: "again ping" });
  if (asking) history.remove(asking);
  history.add("ping");
  expect(history.lines.slice(1)).toEqual([
    { n: 2, line: "again op" },
    { n: 3, line: "ping" },
  ]);
  expect(kept).toEqual(["ping"]);
  history.remove({ n: 2, line: "again op" });
  expect(history.recallable).toEqual(["open", "again op", "ping"]);
});
