import { describe, expect, test } from "vitest";
import type { Unfinished } from "../../../src/repl/rows/rows-of-line.ts";
import { firstUnfinished, lastLineStart, lineAt } from "../../../src/repl/rows/rows-of-line.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();
const xmlOf = (unfinished: Unfinished | undefined) =>
  unfinished?.kind === "XML" ? unfinished.xml : undefined;

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
    ["for (const n of [1, 2]) {\n\n  n\n}\nopen", "for (const n of [1, 2]) {\n\n  n\n}", undefined],
    ["{ a: 1,\nb: 2,\nc: 3 }\nopen", "{ a: 1,\nb: 2,\nc: 3 }", undefined],
    ["`one\n\ntwo`\n3", "`one\n\ntwo`", undefined],
  ])("%j is %j with the block %j", (rows, text, block) => {
    const line = lineAt(rows.split("\n"), 0, shell);
    expect(line.text).toBe(text);
    expect(line.block).toBe(block);
    expect(line.unfinished).toBeUndefined();
  });

  test("takes all the rows where its XML does not end, and its own where that is broken", () => {
    const open = lineAt(["<a>", "<b/>", "open"], 0, shell);
    expect(open.rows).toEqual(["<a>", "<b/>", "open"]);
    expect(xmlOf(open.unfinished)?.openElements).toEqual(["a"]);
    const broken = lineAt(["<a>", "</b>", "open"], 0, shell);
    expect(broken.rows).toEqual(["<a>", "</b>"]);
    expect(xmlOf(broken.unfinished)?.fault?.detail).toBe("</b> where </a> is due");
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
    ["open\n[1,\n2", 1],
    ["[1,\n2]\nopen", 2],
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
    const found = firstUnfinished(rows.split("\n"), shell);
    expect(found?.at).toBe(at);
    expect(xmlOf(found)?.openElements.join(" ")).toBe(open);
  });

  test.each(["<a>\n</a>\n", "open\n", "expect\n  <a>", "[1,\n2]"])("is not in %j", (rows) => {
    expect(firstUnfinished(rows.split("\n"), shell)).toBeUndefined();
  });
});

describe("JavaScript that is typed and not complete", () => {
  test.each([
    ["[1,", 0],
    ["open\nfor (const n of [1, 2]) {\n  n\n", 1],
    ["1\n`two", 1],
  ])("begins in %j with row %d", (rows, at) => {
    expect(firstUnfinished(rows.split("\n"), shell)).toEqual({ kind: "JavaScript", at, isBroken: false });
  });

  test("ends with the row that breaks it", () => {
    const line = lineAt(["[1,", "open me", "2]"], 0, shell);
    expect(line.rows).toEqual(["[1,", "open me"]);
    expect(line.unfinished).toEqual({ kind: "JavaScript", isBroken: true });
  });

  test("may have any number of rows", () => {
    const body = Array.from({ length: 1000 }, (_, n) => `  g(${n});`);
    const rows = ["const big = () => {", ...body, "}"];
    expect(lineAt([...rows, "presence", "open"], 0, shell)).toEqual({ rows, text: rows.join("\n") });
    expect(lineAt([...rows.slice(0, -1), '  g("'], 0, shell).rows).toHaveLength(1002);
    const text = ["`", ...Array.from({ length: 1000 }, () => "text")];
    expect(lineAt(text, 0, shell)).toMatchObject({ rows: text, unfinished: { isBroken: false } });
  });

  test.each(["delete", "new", "class", "try", "roster-get"])(
    "does not begin with a single word, which is a mistyped command: %s",
    (word) => {
      expect(lineAt([word, "help"], 0, shell)).toEqual({ rows: [word], text: word });
    },
  );

  test("is read the same where another line was read before it", () => {
    const first = ["[1,", "2,"];
    expect(lineAt([...first, "3"], 0, shell).rows).toHaveLength(3);
    expect(lineAt([...first, "3]", "open"], 0, shell)).toEqual({
      rows: [...first, "3]"],
      text: "[1,\n2,\n3]",
    });
    expect(lineAt(["[1]", "2,"], 0, shell).rows).toEqual(["[1]"]);
  });
});
