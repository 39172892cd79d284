import { describe, expect, test } from "vitest";
import { errors, rows, steps } from "./reading.ts";

describe("in Markdown the script is the blocks that are marked xmpp", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "in their order, and nothing else",
      [
        "# Title",
        "open",
        "```xmpp",
        "open",
        "```",
        "```xml",
        "<a/>",
        "```",
        "~~~xmpp",
        "auth",
        "~~~",
        "auth",
      ],
      ["4:1 open", "10:1 auth"],
    ],
    ["with more words behind the mark", ["``` xmpp server=prosody", "open", "```"], ["2:1 open"]],
    ["not those whose mark only begins so", ["```xmpp-repl", "open", "```"], []],
    ["not those without a mark", ["```", "open", "```"], []],
    [
      "not those that stand in another block",
      ["````markdown", "```xmpp", "open", "```", "````", "```xmpp", "auth", "```"],
      ["7:1 auth"],
    ],
    [
      "closed by a longer fence, not by a shorter one",
      ["````xmpp", "send", "  ```", "`````", "open"],
      ["2:1 send", "3:3 ```"],
    ],
    ["to the end where no fence closes them", ["```xmpp", "open"], ["2:1 open"]],
    [
      "without the indentation that the fence has in a list",
      ["1. Log in:", "   ```xmpp", "   send", "     <a/>", "", "     <b/>", "   ```"],
      ["3:4 send", "4:6 <a/>\n\n<b/>"],
    ],
    ["where the fence follows the mark of a list", ["- ```xmpp", "  open", "  ```"], ["2:3 open"]],
    ["whose lines are less indented than the fence", ["  ```xmpp", " open", "  ```"], ["2:2 open"]],
  ])("%s", (_what, texts, expected) => {
    expect(steps(rows(...texts), "a.md")).toEqual(expected);
    expect(errors(rows(...texts), "a.md")).toEqual([]);
  });

  test("and neither XML nor a step's lines go on in the next one", () => {
    const text = rows(
      "```xmpp",
      "open",
      "```",
      "* ```xmpp",
      "    <a/>",
      "  ```",
      "```xmpp",
      "<a>",
      "```",
      "</a>",
    );
    expect(errors(text, "a.md")).toEqual([
      "a.md:5:5: Cannot read the line: it is indented, but there is no step above it that it could belong to (begin it at the margin)",
      "a.md:8:1: Cannot read the script: the XML that begins here never ends (open: <a>)",
    ]);
  });
});
