import { expect, test } from "vitest";
import type { Reading } from "../../../src/repl/rows/rows-of-line.ts";
import { UnfinishedSoFar } from "../../../src/repl/rows/unfinished-so-far.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

/** What is open in each of the lines, which are read one after another. */
function openIn(...lines: readonly string[]) {
  const soFar = new UnfinishedSoFar(shell);
  return lines.map((line) => {
    const found = soFar.unfinishedIn(line);
    if (found?.kind === "JavaScript") return found.isBroken ? "broken" : "JavaScript";
    if (!found) return undefined;
    return found.xml.fault?.detail ?? found.xml.openElements.join(" ");
  });
}

test("XML of many rows is read from its beginning once", () => {
  let reads = 0;
  const counting: Reading = {
    read: (line) => {
      reads += 1;
      return shell.read(line);
    },
    payloadStart: (line) => shell.payloadStart(line),
  };
  const soFar = new UnfinishedSoFar(counting);
  const openElements = (line: string) => {
    const found = soFar.unfinishedIn(line);
    return found?.kind === "XML" ? found.xml.openElements : undefined;
  };
  let line = "<iq>";
  for (let row = 0; row < 100; row += 1) {
    expect(openElements(line)).toEqual(["iq"]);
    line += "\n<item/>";
  }
  expect(reads).toBe(1);
  for (const character of "<query>text") {
    line += character;
    expect(openElements(line)?.[0]).toBe("iq");
  }
  expect(openElements(`${line}!`)).toEqual(["iq", "query"]);
  expect(reads).toBe(1);
});

test.each([
  "<message to='a@b'>\n<body>a &amp; b</body>\n</message>\n<iq",
  "open\n<a>\n<b x='\n'/></c>\n</a>",
  "<stream:stream to='x'\nxmlns='y'>",
  "open\n<stream:features>\n<c/>",
  "<a/><b\n/><c>\n<!-- c -->&nbsp;",
  "iq get <a>\n</a><b/>\n<?xml version='1.0'?>\n",
  "[1,\n2].map((n) => {\n\nreturn n })\n<a>\n</a>",
  "open\n`<a>\n</a>`\n(",
])("what is typed key by key is read as if it had come at once: %j", (text) => {
  const keyByKey = Array.from(text, (_, at) => text.slice(0, at + 1));
  expect(openIn(...keyByKey)).toEqual(keyByKey.flatMap((line) => openIn(line)));
});

test.each([
  ["goes on", ["<a>", "<a>\n<b>", "<a>\n<b>\n\n</b>"], ["a", "a b", "a"]],
  ["is complete", ["<a>", "<a>\n</a>"], ["a", undefined]],
  ["is complete and has another line behind it", ["<a>", "<a>\n</a>\n<b>"], ["a", "b"]],
  [
    "breaks",
    ["<a>", "<a>\n</b>", "<a>\n</b>\n</a>"],
    ["a", "</b> where </a> is due", "</b> where </a> is due"],
  ],
  ["was mended above", ["<a>\n</b>", "<b>\n</b>\n<c>"], ["</b> where </a> is due", "c"]],
  ["has more behind its last row", ["<a>\n<b", "<a>\n<b/>\n<c>"], ["a", "a c"]],
  ["is shorter again", ["<a>\n<b>", "<a>"], ["a b", "a"]],
  ["is another one", ["<a>", "open\n<b>"], ["a", "b"]],
  ["is JavaScript and goes on", ["[1,", "[1,\n2", "[1,\n2,\n"], ["JavaScript", "JavaScript", "JavaScript"]],
  ["is JavaScript and breaks", ["[1,", "[1,\n2}", "[1,\n2}\n3"], ["JavaScript", "broken", "broken"]],
  ["is JavaScript and ends a text", ["[1,", '[1,\n"a', '[1,\n"a",'], ["JavaScript", "broken", "JavaScript"]],
  ["is JavaScript and complete", ["[1,\n2", "[1,\n2]\n<a>"], ["JavaScript", "a"]],
  ["is JavaScript and was complete above", ["[1,", "[1,\n2]\n[3,"], ["JavaScript", "JavaScript"]],
])("what %s is read as if it had come at once", (_what, lines, open) => {
  expect(openIn(...lines)).toEqual(open);
  expect(lines.flatMap((line) => openIn(line))).toEqual(open);
});
