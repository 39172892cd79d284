import { describe, expect, test } from "vitest";
import { type Item, titleOf } from "../../src/script/script.ts";
import { isBlockText, writeScript } from "../../src/script/write.ts";
import { read, rows, withoutPlace } from "./reading.ts";

const at = { line: 1, column: 1 };

function step(text: string, block?: string): Item {
  const plain = { kind: "step", at, source: text, text } as const;
  return block === undefined ? plain : { ...plain, block: { text: block, at } };
}

const ITEMS: readonly Item[] = [
  { kind: "comment", at, text: "Say hello" },
  { kind: "tag", at, key: "tags", value: "login plain" },
  { kind: "tag", at, key: "slow", value: "" },
  { kind: "comment", at, text: "" },
  step("open"),
  { kind: "blank" },
  step("<a>\n b\n</a>"),
  step("@juliet send", "<b>\n\n  c \n</b>"),
  step("@juliet"),
  step("send", "\n# text"),
];

test("a script is written as lines, with its blocks indented", () => {
  expect(writeScript({ file: "a.xmpp", items: ITEMS })).toBe(
    rows(
      "# Say hello",
      "## tags: login plain",
      "## slow",
      "#",
      "open",
      "",
      "<a>",
      " b",
      "</a>",
      "@juliet send",
      "  <b>",
      "",
      "    c ",
      "  </b>",
      "@juliet",
      "send",
      "",
      "  # text",
    ),
  );
});

test("what is written is read back as the same script", () => {
  const { script, errors } = read(writeScript({ file: "a.xmpp", items: ITEMS }));
  expect(errors).toEqual([]);
  expect(script.items.map(withoutPlace)).toEqual(ITEMS.map(withoutPlace));
  expect(titleOf(script)).toBe("Say hello");
});

test("a comment of several lines is several comments", () => {
  const items: readonly Item[] = [{ kind: "comment", at, text: "one\ntwo" }];
  expect(writeScript({ file: "a.xmpp", items })).toBe("# one\n# two\n");
});

test("there is no blank line at the end, and nothing in an empty script", () => {
  expect(writeScript({ file: "a.xmpp", items: [step("open"), { kind: "blank" }, { kind: "blank" }] })).toBe(
    "open\n",
  );
  expect(writeScript({ file: "a.xmpp", items: [{ kind: "blank" }] })).toBe("");
});

describe("a block holds a text exactly when it is read back as it was", () => {
  test.each<[string, boolean]>([
    ["<a/>", true],
    ["<a>\n  b\n</a>", true],
    ["\n<a/>", true],
    ["  <a>\n</a>", true],
    ["<a/> ", true],
    [" <a/>", false],
    ["<a/>\n", false],
    ["<a/>\n ", false],
    ["<a/>\r\n<b/>", false],
    ["", false],
    [" ", false],
  ])("%j: %j", (text, fits) => {
    const [item] = read(writeScript({ file: "a.xmpp", items: [step("send", text)] })).script.items;
    expect(item?.kind === "step" && item.block?.text === text).toBe(fits);
    expect(isBlockText(text)).toBe(fits);
  });
});
