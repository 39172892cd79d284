import { describe, expect, test } from "vitest";
import { entering, type Pressed, unfinishedLabel } from "../../src/repl/enter.ts";
import { XmlSoFar } from "../../src/repl/xml-so-far.ts";
import { tryOut } from "../helpers/try-out.ts";

const { shell } = tryOut();
const AT_END = "by itself at the end";

function enter(line: string, pressed: Pressed = AT_END) {
  const amidXml = (row: string) => (row === "hint" ? "kept" : row === "skip" ? "dropped" : undefined);
  return entering(line, pressed, { soFar: new XmlSoFar(shell), amidXml });
}

describe("Enter runs", () => {
  test.each([
    ["a command", "open"],
    ["a blank line", ""],
    ["JavaScript", "[1,"],
    ["XML that is complete", "<a/>"],
    ["XML that is complete in several rows", "<a>\n</a>"],
    ["the same with empty rows behind it", "<a>\n</a>\n\n"],
    ["a line before another one", "open\n<a/>"],
    ["a block beneath a command", "expect\n  <a>"],
    ["a single row that is broken", "<a></b>"],
    ["a piece that is sent with send", "send <a>"],
    ["a word of the lesson that stands by itself", "hint"],
  ])("%s", (_what, line) => {
    expect(enter(line)).toEqual({ kind: "runs" });
    expect(enter(line, "elsewhere")).toEqual({ kind: "runs" });
  });
});

describe("Enter puts a line end into", () => {
  test.each([
    ["XML that is not complete", "<a>", "The XML is not complete: what you type goes into it"],
    ["the same for another client", "@juliet <a", "The XML is not complete"],
    ["the same behind a command", "iq get <a>", "The XML is not complete"],
    ["the same behind another line", "open\n<a>", "The XML is not complete"],
    ["a declaration", "<?xml version='1.0'", 'its "?>" is missing'],
    [
      "several rows that are broken",
      "<a>\n</b>",
      "The XML is broken, and nothing of it was sent: </b> where </a>",
    ],
    ["the same with more behind it", "<a>\n</b>\n</a>", "</b> where </a> is due"],
  ])("%s, and says why", (_what, line, why) => {
    const found = enter(line);
    expect(found.kind).toBe("goes on");
    expect(found.kind === "goes on" && found.why).toContain(why);
  });
});

describe("Enter on an empty last row", () => {
  test.each([
    ["<a>\n", "<a>"],
    ["<a>\n\n", "<a>\n"],
    ["<a>\n</b>\n", "<a>\n</b>"],
    ["iq get <a\n", "iq get <a"],
  ])("runs %j as it stands, without that row", (line, sent) => {
    expect(enter(line)).toEqual({ kind: "runs as it stands", line: sent });
  });

  test("is one more row where the cursor is elsewhere, or where it came together with other keys", () => {
    expect(enter("<a>\n", "elsewhere").kind).toBe("goes on");
  });
});

describe("a word of the lesson behind XML that is not complete", () => {
  test.each([
    ["<a>\nhint", "hint", "<a>", "kept"],
    ["<a>\n<b>\nskip", "skip", "<a>\n<b>", "dropped"],
    ["<a>\n</b>\nskip", "skip", "<a>\n</b>", "dropped"],
  ])("is taken off %j", (line, row, above, xml) => {
    expect(enter(line)).toEqual({ kind: "steps", row, above, xml });
  });
});

describe("the prompt before a line of several rows", () => {
  test.each([
    ["<message>\n<body>", "message body> "],
    ["<message\n", "xml> "],
    ["iq get <a>\n<b/>", "a> "],
    ["<message>\n<body>x</bdy>\n</message>", "message body> "],
    ["<a\ufeff>\n", "a\\ufeff> "],
    ["<message>\n</message>", undefined],
    ["<message>", undefined],
    ["20 +\n22", undefined],
  ])("%j names what is open: %j", (line, label) => {
    expect(unfinishedLabel(line, shell)).toBe(label);
  });
});
