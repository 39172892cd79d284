import { describe, expect, test } from "vitest";
import { renderXml } from "../../../src/render/entry.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { pieces } from "../../../src/render/views/markup.ts";
import { layOut } from "../../../src/render/views/pretty.ts";

const pretty = (text: string) => renderXml(text, NO_COLOR);

describe("XML is indented", () => {
  test.each([
    ["an element by itself", "<a/>", "<a/>"],
    ["elements in elements", "<a><b><c/></b><d/></a>", "<a>\n  <b>\n    <c/>\n  </b>\n  <d/>\n</a>"],
    ["an empty element stays on one line", "<a><b></b></a>", "<a>\n  <b></b>\n</a>"],
    ["an element with text stays on one line", "<a><b>hello</b></a>", "<a>\n  <b>hello</b>\n</a>"],
    [
      "a stream header stands alone",
      "<?xml version='1.0'?><stream:stream to='a'>",
      "<?xml version='1.0'?>\n<stream:stream to='a'>",
    ],
    [
      "comments and instructions have lines of their own",
      "<a><!-- c --><?p i?><b/></a>",
      "<a>\n  <!-- c -->\n  <?p i?>\n  <b/>\n</a>",
    ],
    ["blank text between elements is left out", "<a>\n\t <b/>\r\n</a>", "<a>\n  <b/>\n</a>"],
  ])("%s", (_what, text, shown) => {
    expect(pretty(text)).toBe(shown);
  });
});

describe("nothing else is changed", () => {
  test.each([
    ["quotes and blanks in tags", `<a  b = 'c'\td="e" />`],
    ["a tag on several rows", `<a\n   b='c'\n/>`],
    ["entities and references", "<a>&lt;&amp;&#x41;&quot;</a>"],
    ["text with blanks around it", "<a>  hello \n there </a>"],
    ["blank text that is all an element holds", "<body>   </body>"],
    ["text among elements, blanks and all", "<p>one <b>two</b> <i> three</i>\n</p>"],
    ["elements inside text", "<p>one <b><c><d/></c></b></p>"],
    ["CDATA", "<a><![CDATA[<b> & ]] > </b>]]></a>"],
    ["a > in an attribute", "<a b='>' c=\"/>\"/>"],
    ["an apostrophe in text", "<a>it's</a>"],
  ])("%s", (_what, text) => {
    expect(pretty(text)).toBe(text);
  });
});

describe("XML that is not well-formed comes out in full", () => {
  test.each([
    "<a><b></a>",
    "</a></b>",
    "<a",
    "<a b='",
    "a < b > c",
    "<>",
    "</>",
    "<<a>>",
    "<a></b>text",
    "<!-- no end",
    "<![CDATA[ no end",
    "<!DOCTYPE a [<!ENTITY b 'c>'>]><a>&b;</a>",
    "&",
    "]]>",
    "<a b=c>",
    "<a 'b>c</a>",
    "text <a> more",
    "<?xml",
  ])("%s", (text) => {
    expect(pretty(text).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });
});

const SAMPLES = [
  "<a b='c>d'>x<!-- > --><![CDATA[>]]></a>",
  "<a><b></a>",
  "a < b",
  "<a b='",
  "<>",
  "<<a>>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "<a/>\n<b/>",
  "",
  "<?xml version='1.0'?><x:y x:z=\"1\"/>",
  "<a / b>",
  "<a'b>",
  "😀<é/>",
];

test.each(SAMPLES)("the pieces of XML joined are the XML: %s", (text) => {
  expect(
    pieces(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test.each(SAMPLES)("laying XML out leaves out nothing but blank text: %s", (text) => {
  const laid = layOut(text).flatMap((line) => line.pieces.map((piece) => piece.text));
  const kept = pieces(text).filter(({ type, text: piece }) => type !== "text" || piece.trim() !== "");
  expect(laid.join("")).toBe(kept.map((piece) => piece.text).join(""));
});

test("pieces are told apart, and named without their prefix", () => {
  const shown = pieces("<?xml?><a:b c='d'>e<f/><!-- g --></a:b>").map(({ type, name }) =>
    `${type} ${name}`.trim(),
  );
  expect(shown).toEqual(
    ["other", "start b", "text", "empty f", "other", "end b"].map((text) =>
      expect.stringMatching(`^${text}`),
    ),
  );
});

test("a tag with a great many blanks in it does not stop the program", () => {
  const text = `<a${" ".repeat(100_000)}/>`;
  expect(pretty(text)).toBe(text);
});
