import { expect, test } from "vitest";
import { XmlFault } from "../../src/xml/fault.ts";
import { Tokenizer, type TokenLimits } from "../../src/xml/tokenizer.ts";

/** The tokens of a document, each as a line that begins with where it ends. A fault is the last line. */
function tokens(pieces: readonly string[], limits: TokenLimits = { depth: 10, attributes: 10 }): string[] {
  const lines: string[] = [];
  const tokenizer = new Tokenizer(
    {
      startTag: ({ name, namespace, attributes, selfClosing }, end) => {
        const shown = attributes.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
        lines.push(`${end} <${name} {${namespace}}${shown.join("")}${selfClosing ? "/" : ""}>`);
      },
      endTag: (name, depth, end) => lines.push(`${end} </${name}> ${depth}`),
      text: (text, end) => lines.push(`${end} ${JSON.stringify(text)}`),
      declaration: ({ version, encoding }, end) => lines.push(`${end} XML ${version} ${encoding}`),
      restricted: (what, end) => lines.push(`${end} ${what}`),
    },
    limits,
  );
  try {
    for (const piece of pieces) tokenizer.feed(piece);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    lines.push(`${error.offset} ${error.rule}, ${error.detail}`);
  }
  return lines;
}

test("each token is told with the place behind it", () => {
  expect(tokens(["<?xml version='1.0' encoding='UTF-8'?><a b='1'>x&lt;y<c/><![CDATA[<]]></a>"])).toEqual([
    "38 XML 1.0 UTF-8",
    '47 <a {} b="1">',
    '53 "x<y"',
    "57 <c {}/>",
    "57 </c> 1",
    '70 "<"',
    "74 </a> 0",
  ]);
});

test("places count on over pieces, line ends and characters of two units", () => {
  expect(tokens(["<a>1\r", "\n2😀", "</", "a>"])).toEqual(["3 <a {}>", '9 "1\\n2😀"', "13 </a> 0"]);
});

test("a surrogate pair may be cut in two", () => {
  expect(tokens(["<a b='\ud83d", "\ude00'>\ud83d", "\ude00</a>"])).toEqual([
    '10 <a {} b="😀">',
    '12 "😀"',
    "16 </a> 0",
  ]);
});

test("namespaces are resolved for elements, and attributes keep their prefixes", () => {
  expect(tokens(["<a xmlns='u' xmlns:p='v' p:b='' xml:lang='en'><p:c/><d xmlns=''/></a>"])).toEqual([
    '46 <a {u} xmlns="u" xmlns:p="v" p:b="" xml:lang="en">',
    "52 <p:c {v}/>",
    "52 </p:c> 1",
    '65 <d {} xmlns=""/>',
    "65 </d> 1",
    "69 </a> 0",
  ]);
});

test("a comment is told at its end, wherever it is cut", () => {
  for (const pieces of [["<a><!-- - -->x</a>"], ["<a><!-- - -", "-", ">x</a>"]]) {
    expect(tokens(pieces)).toEqual(["3 <a {}>", "13 comment", '14 "x"', "18 </a> 0"]);
  }
});

test("a comment is not told before its last character has come", () => {
  expect(tokens(["<a><!-- - --"])).toEqual(["3 <a {}>"]);
});

test("a mismatched end tag is a fault and never the end of an element", () => {
  expect(tokens(["<a><b></a></b>"])).toEqual([
    "3 <a {}>",
    "6 <b {}>",
    "10 not-well-formed, </a> where </b> is due",
  ]);
});

test("a name that every object has is no entity", () => {
  for (const name of ["constructor", "toString", "__proto__", "valueOf"]) {
    expect(tokens([`<a>&${name};</a>`])).toEqual([
      "3 <a {}>",
      "4 not-well-formed, an entity that is not defined (only &amp; &lt; &gt; &quot; &apos; and &#…; are)",
    ]);
  }
});

test("a bare & is a fault as soon as its piece ends", () => {
  const fault = "4 not-well-formed, an & that begins no reference (write &amp;)";
  expect(tokens(["<a>& b"])).toEqual(["3 <a {}>", fault]);
  expect(tokens([`<a>&${"a".repeat(33)}`])).toEqual(["3 <a {}>", fault]);
});

test("a reference may be cut anywhere", () => {
  expect(tokens(["<a>&", "l", "t", ";&#", "x4", "1;</a>"])).toEqual(["3 <a {}>", '13 "<A"', "17 </a> 0"]);
});

test("too many attributes are a fault before their element ends", () => {
  expect(tokens(["<a b='' c='' d=''"], { depth: 1, attributes: 2 })).toEqual([
    "17 policy-violation, more than 2 attributes on one element",
  ]);
});

test("too deep an element is a fault at its start tag", () => {
  expect(tokens(["<a><b><c>"], { depth: 2, attributes: 1 })).toEqual([
    "3 <a {}>",
    "6 <b {}>",
    "9 policy-violation, more than 2 elements inside each other",
  ]);
});

test("a fault says what it is in this project's words", () => {
  expect(tokens(["<a b='<'/>"])).toEqual(["7 not-well-formed, a < in an attribute value (write &lt;)"]);
  expect(tokens(["<a xmlns:xml='u'/>"])).toEqual([
    "16 bad-namespace-prefix, the prefixes xml: and xmlns: are reserved",
  ]);
});

test.each([
  [
    "<?xml version='1.0'><a/>",
    "20 not-well-formed, an XML declaration that is none (write <?xml version='1.0'?>), without its ?>",
  ],
  [
    "<?xml version='1.0'<a b=''/>",
    "20 not-well-formed, an XML declaration that is none (write <?xml version='1.0'?>), without its ?>",
  ],
  [
    "<?xml version='1.0'\n<a b=''/>",
    "23 not-well-formed, an XML declaration that is none (write <?xml version='1.0'?>), without its ?>",
  ],
  ["<?xml?><a/>", "7 not-well-formed, an XML declaration that is none (write <?xml version='1.0'?>)"],
  [
    "<?xml version=1.0?>",
    "15 not-well-formed, an XML declaration that is none (write <?xml version='1.0'?>)",
  ],
  [
    "<?XML version='1.0'?>",
    "21 not-well-formed, an XML declaration whose xml is not in small letters (write <?xml version='1.0'?>)",
  ],
])("what is wrong with %s", (text, fault) => {
  expect(tokens([text])).toEqual([fault]);
});
