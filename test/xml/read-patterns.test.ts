import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import type { Expected } from "../../src/xml/pattern.ts";
import { PatternFault } from "../../src/xml/pattern-fault.ts";
import { readPatterns } from "../../src/xml/read-patterns.ts";
import { OPTIONS, pattern, patterns } from "./pairs.ts";

test("several elements are several patterns, with blanks and comments around them", () => {
  expect(patterns("\n<a/> <!-- b -->\n<b/>\n<c></c><!-- d -->").map(({ name }) => name)).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("a pattern has its names, its attributes without declarations, its children and its marks", () => {
  const text = `<q:a xmlns:q='urn:q' xmlns='urn:d' q:b='1' c='2' x:strict='true'>
    <d x:absent='true'/><e xmlns='' x:strict='false'>f</e>
  </q:a>`;
  const loose = { attributes: [], children: [], isStrict: false, isAbsent: false };
  expect(pattern(text)).toEqual({
    name: "q:a",
    local: "a",
    namespace: "urn:q",
    attributes: [
      { name: "q:b", local: "b", namespace: "urn:q", expected: { kind: "text", text: "1" } },
      { name: "c", local: "c", namespace: "", expected: { kind: "text", text: "2" } },
    ],
    children: [
      { ...loose, name: "d", local: "d", namespace: "urn:d", isAbsent: true },
      { ...loose, name: "e", local: "e", namespace: "", text: { kind: "text", text: "f" } },
    ],
    isStrict: true,
    isAbsent: false,
  });
});

test("stream:, xml:, x: and scansion: are declared", () => {
  expect(pattern("<stream:error/>").namespace).toBe("http://etherx.jabber.org/streams");
  expect(pattern("<a xml:lang='en'/>").attributes[0]?.namespace).toBe("http://www.w3.org/XML/1998/namespace");
  expect(pattern("<a x:strict='true' scansion:strict='false'/>")).toMatchObject({
    attributes: [],
    isStrict: true,
  });
});

test("an element without xmlns is in the content namespace", () => {
  const [read] = readPatterns("<message/>", { ...OPTIONS, contentNamespace: `urn:"<&` });
  expect(read?.namespace).toBe(`urn:"<&`);
});

test("x: declared as something else is an ordinary prefix", () => {
  const { attributes, isStrict } = pattern("<a xmlns:x='jabber:x:data' x:strict='true'/>");
  expect(isStrict).toBe(false);
  expect(attributes).toMatchObject([{ local: "strict", namespace: "jabber:x:data" }]);
});

/** A value of a pattern as it is read from an attribute. */
function value(written: string): Expected | undefined {
  return pattern(`<a b="${written}"/>`).attributes[0]?.expected;
}

describe("a value", () => {
  test.each<[written: string, expected: object]>([
    ["{any}", { kind: "any" }],
    ["{empty}", { kind: "empty" }],
    ["{capture:a_b-c.1é}", { kind: "capture", name: "a_b-c.1é" }],
    ["{re:a{2}&lt;}", { kind: "expression", source: "a{2}<" }],
    ["", { kind: "text", text: "" }],
    [" {any}", { kind: "text", text: " {any}" }],
    ["{any}x", { kind: "text", text: "{any}x" }],
    ["{capture:a b}", { kind: "text", text: "{capture:a b}" }],
    ["{ANY}", { kind: "text", text: "{ANY}" }],
  ])("%j", (written, expected) => {
    expect(value(written)).toMatchObject(expected);
  });

  test("of a text is read trimmed, and is any where it is blank", () => {
    const text = (written: string) => pattern(`<a>${written}</a>`).text;
    expect(text("\n {any} ")).toEqual({ kind: "any" });
    expect(text("\n a b ")).toEqual({ kind: "text", text: "a b" });
    expect(text("a<b/> b ")).toEqual({ kind: "text", text: "a b" });
    expect(text(" <!-- a --> ")).toBeUndefined();
  });
});

describe("variables", () => {
  // Here they are written $name: what they look like is the business of `expand`.
  const values: Readonly<Record<string, string>> = { any: "{any}", dots: "a.b", blank: " ", ns: "urn:v" };
  const expand = (text: string, quote = (value: string) => value) =>
    text.replace(/\$(\w+)/g, (all, name: string) => {
      const found = values[name];
      if (found === undefined) throw new UsageError(`Cannot use ${all}: not defined`);
      return quote(found);
    });
  const read = (text: string) => readPatterns(text, { ...OPTIONS, expand });

  test("are put in, and what they hold is no placeholder", () => {
    expect(read("<a b='$any'>x $any</a>")).toMatchObject([
      {
        attributes: [{ expected: { kind: "text", text: "{any}" } }],
        text: { kind: "text", text: "x {any}" },
      },
    ]);
  });

  test("are literal in an expression", () => {
    const expected = read("<a b='{re:$dots.}'/>")[0]?.attributes[0]?.expected;
    if (expected?.kind !== "expression") throw new Error("no expression");
    expect(["a.bc", "axbc"].map(expected.matches)).toEqual([true, false]);
  });

  test("may be a namespace, and the names of placeholders are none", () => {
    expect(read("<a xmlns='$ns'><b/></a>")).toMatchObject([
      { namespace: "urn:v", children: [{ namespace: "urn:v" }] },
    ]);
    expect(read("<a>{capture:any}</a>")).toMatchObject([{ text: { kind: "capture", name: "any" } }]);
  });

  test("of blanks expect an empty text, because a text was written", () => {
    expect(read("<a>$blank</a>")).toMatchObject([{ text: { kind: "text", text: "" } }]);
  });

  test("that are not defined are a fault where they stand", () => {
    expect(faultIn(() => read("<a>\n  $none</a>"))).toEqual(["Cannot use $none: not defined", 6]);
  });
});

describe("what cannot be read is a fault at its place", () => {
  // The place is where the ^ stands: it is taken out of the text.
  test.each<[text: string, detail: string]>([
    ["^", "no element in the pattern"],
    ["<!-- a -->^", "no element in the pattern"],
    ["<a/> ^b", "text outside the elements"],
    [" ^b <a/>", "text outside the elements"],
    ["<b/>^<a><c/>", "<a> is not closed"],
    ["<a/>^<b", "a tag, a comment or a reference that does not end"],
    ["<a/>^<!-- b", "a tag, a comment or a reference that does not end"],
    ["<a></b>^", "</b> where </a> is due"],
    ["<a/></b>^", "</b> where nothing is open"],
    ["<a/>^</patterns>", "an end tag where nothing is open"],
    ["<q:a>^</q:a>", "the prefix q: is not declared"],
    ["^<?a b?><a/>", "a processing instruction (nothing to compare it with)"],
    ["<!DOCTYPE^ a><a/>", "a document type declaration"],
    ["<a b='1' c='^{re:(}'/>", "the expression {re:(}: a ( is not closed"],
    ["<a>^{re:[}</a>", "the expression {re:[}: a [ is not closed"],
    [
      "<a x:strict='^yes'/>",
      'x:strict="yes" is no mark (write x:strict="true", x:strict="false" or x:absent="true")',
    ],
    ["<a x:any='^'/>", 'x:any="" is no mark (write x:strict="true", x:strict="false" or x:absent="true")'],
    [
      "<a>^<x:any/></a>",
      'the element <x:any> is no mark (write x:strict="true", x:strict="false" or x:absent="true")',
    ],
    [
      "<b/>^<a x:absent='true'/>",
      'x:absent="true" on an outermost element, which is in no other (write "expect nothing" with the element)',
    ],
  ])("%s", (marked, detail) => {
    const text = marked.replace("^", "");
    expect(faultIn(() => patterns(text))).toEqual([detail, marked.indexOf("^")]);
  });

  test("elements a hundred deep are read, and one more is a fault", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(patterns(nested(100))).toHaveLength(1);
    expect(() => patterns(nested(101))).toThrow("more than 100 elements inside each other");
  });
});

function faultIn(read: () => unknown): readonly [detail: string, offset: number] | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof PatternFault) return [error.detail, error.offset];
    throw error;
  }
  return undefined;
}
