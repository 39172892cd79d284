import { describe, expect, test } from "vitest";
import { lastLineStart, lineAt, unfinishedXml } from "../../../src/repl/xml/rows-of-line.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

describe("a line of several rows", () => {
  test.each([
    ["open\nauth", "open", undefined],
    ["<a>\n  <b/>\n</a>\n<c/>", "<a>\n  <b/>\n</a>", undefined],
    ["@juliet <a>\n</a>\nopen", "@juliet <a>\n</a>", undefined],
    ["iq get <q>\n</q>\nopen", "iq get <q>\n</q>", undefined],
    ["iq get <q/>\n  <iq type='result'/>\nopen", "iq get <q/>", "<iq type='result'/>"],
    ["expect\n  <a>\n    <b/>\n  </a>\n\nopen", "expect", "<a>\n  <b/>\n</a>"],
    ["expect\n\t<a/>\n\n\t<b/>\n", "expect", "<a/>\n\n<b/>"],
    ["  expect\n    <a/>\n  open", "  expect", "<a/>"],
    ["  open\n  auth", "  open", undefined],
    ["20 + 22\n  + 1", "20 + 22", undefined],
  ])("%j is %j with the block %j", (rows, text, block) => {
    const line = lineAt(rows.split("\n"), 0, shell);
    expect(line.text).toBe(text);
    expect(line.block).toBe(block);
    expect(line.unfinished).toBeUndefined();
  });

  test("takes all the rows where its XML does not end, and its own where that is broken", () => {
    const open = lineAt(["<a>", "<b/>", "open"], 0, shell);
    expect(open.rows).toEqual(["<a>", "<b/>", "open"]);
    expect(open.unfinished?.openElements).toEqual(["a"]);
    const broken = lineAt(["<a>", "</b>", "open"], 0, shell);
    expect(broken.rows).toEqual(["<a>", "</b>"]);
    expect(broken.unfinished?.fault?.detail).toBe("</b> where </a> is due");
  });
});

describe("what stays on the line of a paste without a line end at its end", () => {
  test.each([
    ["open\nauth me", 1],
    ["open\n<a>\n  text\n</a>", 1],
    ["open\n<a>\n  text", 1],
    ["open\nexpect\n  <a/>", 1],
    ["expect\n  <a/>\nopen", 2],
    ["open\n", 1],
  ])("of %j it begins with row %d", (rows, start) => {
    expect(lastLineStart(rows.split("\n"), shell)).toBe(start);
  });
});

describe("XML that is typed and not complete", () => {
  test.each([
    ["<a>\n", 0, "a"],
    ["open\n<a>\n<b>", 1, "a b"],
    ["@juliet iq get <q>\n", 0, "q"],
    ["<a>\n</b>\nopen", 0, "a"],
  ])("begins in %j with row %d, and %j is open", (rows, at, open) => {
    const found = unfinishedXml(rows.split("\n"), shell);
    expect(found?.at).toBe(at);
    expect(found?.xml.openElements.join(" ")).toBe(open);
  });

  test.each(["<a>\n</a>\n", "open\n", "expect\n  <a>", "[1,\n2]"])("is not in %j", (rows) => {
    expect(unfinishedXml(rows.split("\n"), shell)).toBeUndefined();
  });
});
