// Patterns and what is received, as text.

import { Document } from "../../src/stream/document.ts";
import { DEFAULT_LIMITS } from "../../src/stream/limits.ts";
import type { Element } from "../../src/xml/element.ts";
import { loadExpressions } from "../../src/xml/expressions.ts";
import type { Pattern } from "../../src/xml/pattern.ts";
import { type PatternOptions, readPatterns } from "../../src/xml/read-patterns.ts";

/** What a test needs of options: no variables. */
export const OPTIONS: PatternOptions = {
  contentNamespace: "jabber:client",
  expand: (text) => text,
  compile: await loadExpressions(),
};

export function patterns(text: string): readonly Pattern[] {
  return readPatterns(text, OPTIONS);
}

export function pattern(text: string): Pattern {
  const [first] = patterns(text);
  if (!first) throw new Error("no pattern");
  return first;
}

/** The elements as a client of jabber:client receives them. */
export function received(text: string): readonly Element[] {
  const elements: Element[] = [];
  const ignore = () => {};
  const document = new Document(
    {
      opened: ignore,
      element: (_kind, element) => elements.push(element),
      between: ignore,
      breach: ignore,
      closed: ignore,
    },
    DEFAULT_LIMITS,
  );
  document.feed(
    `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>${text}`,
  );
  return elements;
}

export function receivedOne(text: string): Element {
  const [first] = received(text);
  if (!first) throw new Error("no element");
  return first;
}

/** What it shows, the pattern, what is received, and what is captured where they match. */
export type Pair = readonly [
  what: string,
  expected: string,
  received: string,
  captures: Readonly<Record<string, string>> | undefined,
];

const ANY_ORDER: readonly Pair[] = [
  ["an element matches itself", "<message to='a'/>", "<message to='a'/>", {}],
  ["extra attributes are allowed", "<message/>", "<message to='a' id='1'/>", {}],
  ["extra children are allowed", "<message><body/></message>", "<message><thread/><body/><x/></message>", {}],
  ["extra text is allowed", "<message><body/></message>", "<message>hi<body>there</body></message>", {}],
  ["children are in any order", "<m><a/><b/></m>", "<m><b/><a/></m>", {}],
  ["each child matches a different one", "<m><a/><a/></m>", "<m><a/></m>", undefined],
  ["a child takes another one where its own is needed", "<m><a/><a b='1'/></m>", "<m><a b='1'/><a/></m>", {}],
  ["a missing child does not match", "<m><a/></m>", "<m><b/></m>", undefined],
  ["a child is not looked for deeper", "<m><a/></m>", "<m><b><a/></b></m>", undefined],
  ["another name does not match", "<message/>", "<presence/>", undefined],
  ["another value does not match", "<m a='1'/>", "<m a='2'/>", undefined],
  ["an attribute's value is not trimmed", "<m a='1'/>", "<m a=' 1'/>", undefined],
  ["a missing attribute does not match", "<m a='1'/>", "<m b='1'/>", undefined],
  ["an inherited property is no attribute", "<m constructor='{any}'/>", "<m/>", undefined],
  [
    "__proto__ is an attribute as any other",
    "<m __proto__='{capture:p}'/>",
    "<m __proto__='1'/>",
    { p: "1" },
  ],
];

const NAMESPACES: readonly Pair[] = [
  [
    "a pattern without xmlns has the content namespace",
    "<message/>",
    "<message xmlns='jabber:server'/>",
    undefined,
  ],
  ["another namespace does not match", "<m xmlns='urn:a'/>", "<m xmlns='urn:b'/>", undefined],
  ["prefixes are not compared", "<q:m xmlns:q='urn:a'/>", "<m xmlns='urn:a'/>", {}],
  ["stream: is declared", "<stream:features/>", "<stream:features/>", {}],
  ["the namespace goes down to children", "<m xmlns='urn:a'><b/></m>", "<m xmlns='urn:a'><b/></m>", {}],
  ["a child that leaves the namespace does not match", "<m><b/></m>", "<m><b xmlns=''/></m>", undefined],
  ["and matches without a namespace", "<m><b xmlns=''/></m>", "<m><b xmlns=''/></m>", {}],
  ["declarations are not compared", "<m/>", "<m xmlns:y='urn:y'/>", {}],
  [
    "declarations are no extra attributes",
    "<m x:strict='true'/>",
    "<m xmlns='jabber:client' xmlns:y='urn:y'/>",
    {},
  ],
  [
    "attributes are compared by namespace",
    "<m q:a='1' xmlns:q='urn:q'/>",
    "<m r:a='1' xmlns:r='urn:q'/>",
    {},
  ],
  [
    "an attribute without prefix is in no namespace",
    "<m a='1'/>",
    "<m r:a='1' xmlns:r='jabber:client'/>",
    undefined,
  ],
  ["xml:lang is an attribute", "<m xml:lang='en'/>", "<m xml:lang='en'/>", {}],
  ["xml:lang is compared", "<m xml:lang='en'/>", "<m xml:lang='de'/>", undefined],
];

const TEXTS: readonly Pair[] = [
  ["text is compared", "<body>hello</body>", "<body>hallo</body>", undefined],
  ["text is trimmed on both sides", "<body> hello\n</body>", "<body>\n\thello </body>", {}],
  ["blanks inside text are compared", "<body>a b</body>", "<body>a  b</body>", undefined],
  ["a no-break space is text", "<body>{any}</body>", "<body>\u00a0</body>", {}],
  ["empty text matches any text", "<body/>", "<body>hello</body>", {}],
  ["blank text matches any text", "<body>\n</body>", "<body>hello</body>", {}],
  ["text beside children is joined", "<m>a<b/>c</m>", "<m><b/>ac</m>", {}],
  ["text beside children is compared", "<m>a<b/></m>", "<m>c<b/></m>", undefined],
  ["references are resolved", "<body>&lt;&#x41;</body>", "<body><![CDATA[<A]]></body>", {}],
  ["comments are not text", "<body>he<!-- x -->llo</body>", "<body>hello</body>", {}],
];

const STRICT: readonly Pair[] = [
  ["strict: the same in the same order", "<m x:strict='true'><a/><b/></m>", "<m><a/><b/></m>", {}],
  ["strict: another order", "<m x:strict='true'><a/><b/></m>", "<m><b/><a/></m>", undefined],
  ["strict: a child more", "<m x:strict='true'><a/></m>", "<m><a/><b/></m>", undefined],
  ["strict: no child is none", "<m x:strict='true'/>", "<m><a/></m>", undefined],
  ["strict: a child less", "<m x:strict='true'><a/><b/></m>", "<m><a/></m>", undefined],
  ["strict: an attribute more", "<m x:strict='true' a='1'/>", "<m a='1' b='1'/>", undefined],
  ["strict: attributes are in any order", "<m x:strict='true' a='1' b='2'/>", "<m b='2' a='1'/>", {}],
  ["strict: its children are loose", "<m x:strict='true'><a/></m>", "<m><a b='1'><c/></a></m>", {}],
  ["strict: text is still any", "<m x:strict='true'/>", "<m>hello</m>", {}],
  ["strict false is loose", "<m x:strict='false'/>", "<m a='1'><b/></m>", {}],
  ["strict children in a loose element", "<m><a x:strict='true'/></m>", "<m><b/><a c='1'/><a/></m>", {}],
];

const ABSENT: readonly Pair[] = [
  ["absent: there", "<m><a x:absent='true'/></m>", "<m><a/></m>", undefined],
  ["absent: not there", "<m><a x:absent='true'/></m>", "<m><b/></m>", {}],
  ["absent: another one is there", "<m><a b='1' x:absent='true'/></m>", "<m><a b='2'/></m>", {}],
  ["absent: beside one that is wanted", "<m><a/><a b='1' x:absent='true'/></m>", "<m><a b='2'/></m>", {}],
  ["absent: the wanted one is it", "<m><a/><a b='1' x:absent='true'/></m>", "<m><a b='1'/></m>", undefined],
  ["absent: does not count", "<m x:strict='true'><b x:absent='true'/><a/></m>", "<m><a/></m>", {}],
];

const PLACEHOLDERS: readonly Pair[] = [
  ["{any}: an attribute", "<m a='{any}'/>", "<m a='1'/>", {}],
  ["{any}: an empty attribute", "<m a='{any}'/>", "<m a=''/>", {}],
  ["{any}: no attribute", "<m a='{any}'/>", "<m/>", undefined],
  ["{any}: text", "<m> {any} </m>", "<m>1</m>", {}],
  ["{any}: blank text", "<m>{any}</m>", "<m> </m>", undefined],
  ["{empty}: an attribute", "<m a='{empty}'/>", "<m a=''/>", {}],
  ["{empty}: a blank attribute", "<m a='{empty}'/>", "<m a=' '/>", undefined],
  ["{empty}: no attribute", "<m a='{empty}'/>", "<m/>", undefined],
  ["{empty}: blank text", "<m>{empty}</m>", "<m>\n</m>", {}],
  ["{empty}: text", "<m>{empty}</m>", "<m>1</m>", undefined],
  [
    "{capture:name} keeps values",
    "<m a='{capture:x}'>{capture:y.1}</m>",
    "<m a=' 1 '> 2 </m>",
    { x: " 1 ", "y.1": "2" },
  ],
  ["{capture:name}: no text", "<m>{capture:x}</m>", "<m/>", undefined],
  [
    "{capture:name}: the last value counts",
    "<m a='{capture:x}'><b>{capture:x}</b></m>",
    "<m a='1'><b>2</b></m>",
    { x: "2" },
  ],
  [
    "only what was chosen is captured",
    "<m><a i='{capture:x}'/><a i='1'/></m>",
    "<m><a i='1'/><a i='2'/></m>",
    { x: "2" },
  ],
  ["{re:…} fits the whole value", "<m a='{re:[0-9]+}'/>", "<m a='12'/>", {}],
  ["{re:…} does not fit a part", "<m a='{re:[0-9]+}'/>", "<m a='12a'/>", undefined],
  ["{re:…}: trimmed text", "<m>{re:h.llo}</m>", "<m> hallo </m>", {}],
  ["{re:…} up to the last brace", "<m a='{re:a{2}}'/>", "<m a='aa'/>", {}],
  ["a part of a value is no placeholder", "<m a='x{any}'/>", "<m a='xy'/>", undefined],
  ["what is no placeholder is literal", "<m a='{Any}'>{capture:}</m>", "<m a='{Any}'>{capture:}</m>", {}],
];

export const PAIRS: readonly Pair[] = [
  ...ANY_ORDER,
  ...NAMESPACES,
  ...TEXTS,
  ...STRICT,
  ...ABSENT,
  ...PLACEHOLDERS,
];
