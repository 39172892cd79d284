import { describe, expect, test } from "vitest";
import { descriptionOf, titleOf } from "../../src/script/script.ts";
import { errors, read, rows, steps, withoutPlace } from "./reading.ts";

describe("a line of a script", () => {
  test.each<[string, string, unknown]>([
    ["is blank", "", { kind: "blank" }],
    ["is blank with nothing but blanks on it", " \t", { kind: "blank" }],
    ["is a comment with # first", "# Log in", { kind: "comment", text: "Log in" }],
    ["is a comment without a blank behind the #", "#Log in", { kind: "comment", text: "Log in" }],
    ["is an empty comment", "#", { kind: "comment", text: "" }],
    ["is a tag", "## tags: login plain", { kind: "tag", key: "tags", value: "login plain" }],
    ["is a tag without blanks", "##tags:login plain ", { kind: "tag", key: "tags", value: "login plain" }],
    ["is a tag with a colon in its value", "## see: a:b", { kind: "tag", key: "see", value: "a:b" }],
    ["is a tag that has only a key", "## slow", { kind: "tag", key: "slow", value: "" }],
    [
      "is a comment where the key is no single word",
      "## two words",
      { kind: "comment", text: "# two words" },
    ],
    ["is a comment where it is a row of #", "######", { kind: "comment", text: "#####" }],
    ["is a command", "auth me test", { kind: "step", text: "auth me test" }],
    ["is a command for a client", "@juliet open", { kind: "step", text: "@juliet open" }],
    ["is a client from here on", "@juliet ", { kind: "step", text: "@juliet" }],
    ["is XML", "<presence/>", { kind: "step", text: "<presence/>" }],
    ["is XML for a client", "@juliet <presence/>", { kind: "step", text: "@juliet <presence/>" }],
    ["ends before the blanks at its end", "<presence/> \t", { kind: "step", text: "<presence/>" }],
  ])("%s", (_what, row, expected) => {
    const { script, errors: wrong } = read(rows(row));
    expect(script.items.map(withoutPlace)).toEqual([expected]);
    expect(wrong).toEqual([]);
  });
});

test("the first comment is the title and those up to the first step are the description", () => {
  const text = rows(
    "#!/usr/bin/env xmpp-repl",
    "# Log in",
    "## tags: login",
    "# with PLAIN,",
    "# twice",
    "open",
    "# no",
  );
  const { script } = read(text);
  expect(titleOf(script)).toBe("Log in");
  expect(descriptionOf(script)).toBe("with PLAIN, twice");
});

test("a step knows its first row as it stands in the file", () => {
  const { script } = read(rows("open  ", "<a>", " </a>"));
  expect(script.items.map((item) => item.kind === "step" && item.source)).toEqual(["open  ", "<a>"]);
});

describe("XML", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "goes on until it is complete, at the margin or not, over blank rows and rows that look like others",
      ["<a>", "open", "", "# b", "  </a>", "open"],
      ["1:1 <a>\nopen\n\n# b\n  </a>", "6:1 open"],
    ],
    ["of a client goes on too", ["@juliet <a>", "</a>"], ["1:1 @juliet <a>\n</a>"]],
    [
      "that is a stream header ends at its >",
      ["<?xml version='1.0'?>", "<stream:stream", "  to='a'>", "open"],
      ["1:1 <?xml version='1.0'?>", "2:1 <stream:stream\n  to='a'>", "4:1 open"],
    ],
    ["that is broken ends where that shows", ["<a></b>", "open"], ["1:1 <a></b>", "2:1 open"]],
    ["keeps the blanks at the end of its rows, but for the last", ["<a>  ", "</a>  "], ["1:1 <a>  \n</a>"]],
  ])("%s", (_what, texts, expected) => {
    expect(steps(rows(...texts))).toEqual(expected);
    expect(errors(rows(...texts))).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    [
      "with the elements that are open",
      ["open", "@juliet <iq type='get'>", "  <bind>", "open"],
      "a.xmpp:2:1: Cannot read the script: the XML that begins here never ends (open: <iq>, <bind>)",
    ],
    [
      "where not even its first tag ends",
      ["<iq type='get'", "open"],
      "a.xmpp:1:1: Cannot read the script: the XML that begins here never ends (its first tag has no end)",
    ],
  ])("that never ends is an error where it begins, and the only one: %s", (_what, texts, message) => {
    expect(errors(rows(...texts))).toEqual([message]);
  });
});

describe("the indented lines beneath a step are its block", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["without their indentation", ["send", "  <a/>", "open"], ["1:1 send", "2:3 <a/>", "3:1 open"]],
    [
      "without the indentation that they share",
      ["send", "    <a>", "      b", "    </a>"],
      ["1:1 send", "2:5 <a>\n  b\n</a>"],
    ],
    ["whatever the first has", ["send", "\t\t<a>", "\tb"], ["1:1 send", "2:2 \t<a>\nb"]],
    ["where tabs and blanks are mixed", ["send", " \ta", "  b"], ["1:1 send", "2:2 \ta\n b"]],
    [
      "with the blank lines between them, but not behind them",
      ["send", "  a", "", "    ", "  b", "", "", "open"],
      ["1:1 send", "2:3 a\n\n  \nb", "8:1 open"],
    ],
    ["with a blank line above them", ["send", "", "  a"], ["1:1 send", "2:3 \na"]],
    ["with # as text", ["send", "  # a", "  ## b: c"], ["1:1 send", "2:3 # a\n## b: c"]],
    ["with blanks at their ends", ["send", "  a  ", "  b "], ["1:1 send", "2:3 a  \nb "]],
    [
      "with what looks like XML that never ends",
      ["send", "  <a>", "open"],
      ["1:1 send", "2:3 <a>", "3:1 open"],
    ],
    ["for a client too", ["@juliet expect", "  <a/>"], ["1:1 @juliet expect", "2:3 <a/>"]],
    ["behind XML too", ["<a>", "</a>", "  <b/>"], ["1:1 <a>\n</a>", "3:3 <b/>"]],
  ])("%s", (_what, texts, expected) => {
    expect(steps(rows(...texts))).toEqual(expected);
    expect(errors(rows(...texts))).toEqual([]);
  });

  test("and nothing else may be indented", () => {
    const why =
      "Cannot read the line: it is indented, but there is no step above it that it could belong to (begin it at the margin)";
    const text = rows("  open", "  auth", "# a", "  b", "", "  c", "@juliet", "\td", "## e: f", " g");
    expect(errors(text)).toEqual([
      `a.xmpp:1:3: ${why}`,
      `a.xmpp:4:3: ${why}`,
      `a.xmpp:8:2: ${why}`,
      `a.xmpp:10:2: ${why}`,
    ]);
  });
});

describe("a line that is neither XML nor a command", () => {
  test.each<[string, string, string]>([
    [
      "gets the nearest name",
      "opne",
      '1:1: Cannot run "opne": there is no such command (did you mean "open"?)',
    ],
    [
      "gets it for a client too",
      "@juliet  mesage x",
      '1:10: Cannot run "mesage": there is no such command (did you mean "message"?)',
    ],
    [
      "is told what a line is where no name is near",
      "Romeo connects",
      '1:1: Cannot run "Romeo": there is no such command (a line is a command, XML or a # comment)',
    ],
    [
      "is told that JavaScript never runs",
      "open('localhost')",
      '1:1: Cannot run "open(": scripts never run JavaScript (write a command, as at the prompt)',
    ],
    [
      "is told so where it awaits",
      "await client.send(1)",
      '1:1: Cannot run "await client.send(": scripts never run JavaScript (write a command, as at the prompt)',
    ],
    [
      "is not shown whole where it is very long",
      "x".repeat(100_000),
      `1:1: Cannot run "${"x".repeat(40)}…": there is no such command (a line is a command, XML or a # comment)`,
    ],
  ])("%s", (_what, row, message) => {
    expect(errors(rows(row))).toEqual([`a.xmpp:${message}`]);
  });

  test("is told of once, whatever stands beneath it, and so is every other", () => {
    const text = rows("opne", "  <a/>", "  <b/>", "open", "atuh me");
    expect(errors(text).map((message) => message.slice(0, 10))).toEqual(["a.xmpp:1:1", "a.xmpp:5:1"]);
    expect(steps(text)).toEqual(["4:1 open"]);
  });
});

// Quadratic reading would take minutes: longer than a test may.
test("a long script is read to its end", () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `message me@localhost ${n}`).join("\n");
  const block = "  <body>hello</body>\n".repeat(400_000);
  const blanks = `open\n${"\n".repeat(10_000)}`.repeat(20);
  expect(steps(lines)).toHaveLength(10_000);
  expect(steps(`send\n${block}`)[1]).toHaveLength(4 + 400_000 * 19 - 1);
  expect(steps(blanks)).toHaveLength(20);
});
