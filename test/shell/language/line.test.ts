import { describe, expect, test } from "vitest";
import { isClientName, type Line, readLine } from "../../../src/shell/language/line.ts";

function read(line: string): Line {
  return readLine(line, (name) => ["bind", "message", "send"].includes(name));
}

describe("a line is", () => {
  test.each<[string, string, Line]>([
    ["blank when nothing is on it", "", { kind: "blank" }],
    ["blank when only blanks are on it", " \t ", { kind: "blank" }],
    ["a comment behind #", "# log in", { kind: "comment" }],
    ["a comment behind ##, where the tags of a script are", "## tags: login plain", { kind: "comment" }],
    ["a comment when # is alone", "#", { kind: "comment" }],
    [
      "a command when its first word is a command's name",
      "bind desk",
      { kind: "command", name: "bind", text: "bind desk" },
    ],
    ["a command when the name is alone", "bind", { kind: "command", name: "bind", text: "bind" }],
    ["a command with blanks before it", "  bind desk", { kind: "command", name: "bind", text: "bind desk" }],
    [
      "a command when a blank stands before a bracket",
      'bind ("desk")',
      { kind: "command", name: "bind", text: 'bind ("desk")' },
    ],
    [
      "JavaScript when a bracket follows the name at once",
      'bind("desk")',
      { kind: "other", text: 'bind("desk")' },
    ],
    [
      "JavaScript when it begins with await",
      'await bind("desk")',
      { kind: "other", text: 'await bind("desk")' },
    ],
    [
      "not a command when the name only begins a word",
      "binding desk",
      { kind: "other", text: "binding desk" },
    ],
    ["not a command in other letters", "BIND desk", { kind: "other", text: "BIND desk" }],
    ["not a command when a dot follows the name", "bind.name", { kind: "other", text: "bind.name" }],
    ["XML when it begins with <", "<presence/>", { kind: "xml", text: "<presence/>" }],
    ["XML, also when it is not well-formed", "</>", { kind: "xml", text: "</>" }],
    [
      "XML with its blanks kept at the end, because it is sent as it stands",
      "<a> </a>  ",
      { kind: "xml", text: "<a> </a>  " },
    ],
    ["XML without the indentation before it", "  <a/>", { kind: "xml", text: "<a/>" }],
  ])("%s", (_what, line, expected) => {
    expect(read(line)).toEqual(expected);
  });
});

describe("a client can be called", () => {
  test.each<[string, string, boolean]>([
    ["by letters of any kind", "ジュリエット", true],
    ["with a joined picture", "👩‍🚀", true],
    ["nothing with blanks", "a b", false],
    ["nothing that a terminal obeys", "\x1b[31mx", false],
    ["nothing that it obeys in one character", "\x9b31mx", false],
    ["nothing that turns the rest of the row around", "\u202ex", false],
  ])("%s", (_what, name, can) => {
    expect(isClientName(name)).toBe(can);
  });
});

describe("behind @name", () => {
  test.each<[string, string, Line]>([
    ["nothing: that client from here on", "@juliet", { kind: "switch", client: "juliet" }],
    ["blanks: that client from here on", " @juliet  ", { kind: "switch", client: "juliet" }],
    [
      "a command is that client's, once",
      "@juliet  bind desk",
      { kind: "command", client: "juliet", name: "bind", text: "bind desk" },
    ],
    [
      "XML is that client's, once",
      "@juliet <presence/>",
      { kind: "xml", client: "juliet", text: "<presence/>" },
    ],
    ["XML keeps its blanks at the end", "@juliet <a/>  ", { kind: "xml", client: "juliet", text: "<a/>  " }],
    [
      "XML on several rows is one line",
      "@juliet <a>\n</a>",
      { kind: "xml", client: "juliet", text: "<a>\n</a>" },
    ],
    [
      "anything else is no line of that client",
      "@juliet dance",
      { kind: "other", client: "juliet", text: "dance" },
    ],
  ])("%s", (_what, line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test.each(["@", "@ bind", '@"juliet" bind', "@<a/>"])("%s names no client", (line) => {
    expect(read(line).kind).toBe("other");
  });
});
