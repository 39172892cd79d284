import { describe, expect, test } from "vitest";
import { entering, type Pressed } from "../../../src/repl/rows/enter.ts";
import { UnfinishedSoFar } from "../../../src/repl/rows/unfinished-so-far.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

/** The cursor stands at the | of a text, else at its end. */
function enter(text: string, pressed: Pressed = "by itself") {
  const amidXml = (row: string) => (row === "hint" ? "kept" : row === "skip" ? "dropped" : undefined);
  const [before = "", behind = ""] = text.split("|");
  const edited = { line: before + behind, cursor: before.length };
  return entering(edited, pressed, { soFar: new UnfinishedSoFar(shell), amidXml });
}

describe("Enter runs", () => {
  test.each([
    ["a command", "open"],
    ["a blank line", ""],
    ["JavaScript that is complete", "[1, 2]"],
    ["JavaScript that is complete in several rows", "[1,\n2]"],
    ["JavaScript that no further row mends", "[1,\n2}"],
    ["XML that is complete", "<a/>"],
    ["XML that is complete in several rows", "<a>\n</a>"],
    ["the same with empty rows behind it", "<a>\n</a>\n\n"],
    ["a line before another one", "open\n<a/>"],
    ["a block beneath a command", "expect\n  <a>"],
    ["a single row that is broken", "<a></b>"],
    ["a single row with text behind its element", "<a></a>help edit"],
    ["the same before another line", "<a></a>help edit\nversion"],
    ["a piece that is sent with send", "send <a>"],
    ["a word of the lesson that stands by itself", "hint"],
  ])("%s", (_what, line) => {
    expect(enter(line)).toEqual({ kind: "runs" });
    expect(enter(line, "amid a chunk")).toEqual({ kind: "runs" });
    expect(enter(`|${line}`)).toEqual({ kind: "runs" });
  });
});

describe("Enter puts a line end into", () => {
  test.each([
    ["XML that is not complete", "<a>", "The XML is not complete: what you type goes into it"],
    ["the same for another client", "@juliet <a", "The XML is not complete"],
    ["the same behind a command", "iq get <a>", "The XML is not complete"],
    ["the same behind another line", "open\n<a>", "The XML is not complete"],
    ["the same behind XML that is complete", "<a/><b>", "The XML is not complete"],
    ["the same behind XML that is complete, and a command", "iq get <a/><b>", "The XML is not complete"],
    ["JavaScript that is not complete", "[1,", "The JavaScript is not complete: what you type goes into it"],
    ["the same behind another line", "open\n[1,", "The JavaScript is not complete"],
    ["a declaration", "<?xml version='1.0'", 'its "?>" is missing'],
  ])("%s, and says why", (_what, line, why) => {
    const found = enter(line);
    expect(found.kind).toBe("goes on");
    expect(found.kind === "goes on" && found.why).toContain(why);
  });
});

describe("Enter in several rows that are broken", () => {
  test.each([
    ["makes a row behind the last one", "<a>\n</b>", "new"],
    ["makes a row behind another one", "<a>\n</b>|\n</a>", "new"],
    ["adds no row to one that is empty", "<a>\n</b>\n", "none"],
    ["adds no row to an empty one further up", "<a>\n|\n</b>", "none"],
    ["does not split a row", "<a>\n</|b>", "none"],
    ["does not move a row down", "<a>\n|</b>", "none"],
  ])("%s: %j", (_what, text, row) => {
    expect(enter(text)).toMatchObject({ kind: "is held", row });
  });

  test.each([
    ["<a>\n</b>", "The XML is broken in row 2, column 4, and nothing of it was sent: </b> where </a> is due"],
    ["open\n<a>\n<c/>\n</b>\n</a>", "in row 4, column 4, and"],
    ["<a x=1>\n</a>", "in row 1, column 6, and"],
    ["@juliet iq get <a x=1>\n</a>", "in row 1, column 21, and"],
    ["<a>\n</a\n b>\n</a>", "in row 3, column 2, and"],
    [
      "<a>\n</a>help edit",
      "in row 2, column 5, and nothing of it was sent: text behind the end of an element (a command has a row of its own)",
    ],
    ["iq get <a>\n</a> x\nversion", "in row 2, column 6, and"],
  ])("says what is wrong, and where: %j", (text, why) => {
    const found = enter(text);
    expect(found.kind === "is held" && found.why).toContain(why);
  });

  test("is a line end as any other amid what comes in one go", () => {
    expect(enter("<a>\n</b>\n", "amid a chunk")).toMatchObject({ kind: "is held", row: "new" });
    expect(enter("<a>\n</|b>", "amid a chunk")).toMatchObject({ kind: "is held", row: "new" });
  });

  test("sends them as they stand behind Alt-Enter at their end, without the rows that were added", () => {
    expect(enter("<a>\n</b>\n\n", "behind Alt-Enter")).toEqual({
      kind: "runs as it stands",
      line: "<a>\n</b>",
    });
    expect(enter("<a>\n|\n</b>", "behind Alt-Enter").kind).toBe("is held");
  });
});

describe("Enter on an empty last row", () => {
  test.each([
    ["<a>\n", "<a>"],
    ["<a>\n\n", "<a>\n"],
    ["iq get <a\n", "iq get <a"],
    ["<a/><b>\n", "<a/><b>"],
  ])("runs %j as it stands, without that row", (line, sent) => {
    expect(enter(line)).toEqual({ kind: "runs as it stands", line: sent });
    expect(enter(line, "behind Alt-Enter")).toEqual({ kind: "runs as it stands", line: sent });
  });

  test("is one more row where the cursor is elsewhere, or where it came together with other keys", () => {
    expect(enter("<a>|\n").kind).toBe("goes on");
    expect(enter("<a>\n", "amid a chunk").kind).toBe("goes on");
  });
});

test("an empty row in JavaScript is one more row of it", () => {
  for (const pressed of ["by itself", "behind Alt-Enter", "amid a chunk"] as const)
    expect(enter("[1,\n", pressed).kind).toBe("goes on");
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

test("in a lesson the words that help amid XML are named where it is not complete", () => {
  const options = { soFar: new UnfinishedSoFar(shell), helpAmidXml: ["hint", "skip"] };
  expect(entering({ line: "<a>", cursor: 3 }, "by itself", options)).toMatchObject({
    why: 'The XML is not complete: what you type goes into it, "next" and "help" too; "hint", "skip" on a row of their own are for the lesson (Enter on an empty row sends it as it stands, Ctrl-C drops it)',
  });
});
