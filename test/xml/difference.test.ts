import { describe, expect, test } from "vitest";
import { type DifferenceLine, differences, distance, nearest } from "../../src/xml/difference.ts";
import { match } from "../../src/xml/match.ts";
import { PAIRS, pattern, patterns, received, receivedOne } from "./pairs.ts";

const MARGINS: Readonly<Record<DifferenceLine["side"], string>> = {
  both: "  ",
  expected: "- ",
  received: "+ ",
};

function drawn(lines: readonly DifferenceLine[]): readonly string[] {
  return lines.map(({ side, depth, text }) => MARGINS[side] + "  ".repeat(depth) + text);
}

describe("the distance is 0, and no line differs, exactly where the pattern matches", () => {
  test.each(PAIRS)("%s", (_what, expected, given) => {
    const wanted = pattern(expected);
    const element = receivedOne(given);
    const matches = match(wanted, element) !== undefined;
    expect(distance(wanted, element) === 0).toBe(matches);
    expect(differences(wanted, element).every(({ side }) => side === "both")).toBe(matches);
  });

  test("for each pattern and each element of the table", () => {
    const wanted = PAIRS.map(([, expected]) => pattern(expected));
    const elements = PAIRS.map(([, , given]) => receivedOne(given));
    let matching = 0;
    for (const one of wanted) {
      for (const element of elements) {
        const matches = match(one, element) !== undefined;
        if (matches) matching += 1;
        expect(distance(one, element) === 0).toBe(matches);
      }
    }
    expect(matching).toBeGreaterThan(PAIRS.length);
  });
});

test.each<[what: string, expected: string, given: string, lines: readonly string[]]>([
  [
    "another text",
    "<message to='a'><body>hello</body></message>",
    "<message to='a' from='b'><thread/><body>hallo</body></message>",
    ["  <message to='a'>", "-   <body>hello</body>", "+   <body>hallo</body>", "    …", "  </message>"],
  ],
  [
    "another attribute, on the element that has the most in common",
    "<query xmlns='jabber:iq:roster'><item jid='a@b' subscription='both'/></query>",
    "<query xmlns='jabber:iq:roster'><item jid='c@b' subscription='both'/><item jid='a@b' name='a' subscription='none'/></query>",
    [
      "  <query xmlns='jabber:iq:roster'>",
      "-   <item jid='a@b' subscription='both'/>",
      "+   <item jid='a@b' subscription='none'/>",
      "    …",
      "  </query>",
    ],
  ],
  [
    "placeholders, as they are written",
    "<m a='{any}' b='{re:&lt;+}'><c>{empty}</c></m>",
    "<m a='1'><c>d</c></m>",
    ["- <m a='{any}' b='{re:&lt;+}'>", "+ <m a='1'>", "-   <c>{empty}</c>", "+   <c>d</c>", "  </m>"],
  ],
  [
    "a child that is missing, with all that is in it",
    "<iq><query xmlns='urn:q'><item><group>a</group></item></query></iq>",
    "<iq/>",
    [
      "  <iq>",
      "-   <query xmlns='urn:q'>",
      "-     <item>",
      "-       <group>a</group>",
      "-     </item>",
      "-   </query>",
      "  </iq>",
    ],
  ],
  [
    "another condition in the place of one",
    "<error><forbidden xmlns='urn:e'/></error>",
    "<error><item-not-found xmlns='urn:e'/></error>",
    ["  <error>", "-   <forbidden xmlns='urn:e'/>", "+   <item-not-found xmlns='urn:e'/>", "  </error>"],
  ],
  [
    "another namespace, said once",
    "<iq><query xmlns='urn:a'><b/></query></iq>",
    "<iq><query xmlns='urn:c'><b/></query></iq>",
    [
      "  <iq>",
      "-   <query xmlns='urn:a'>",
      "+   <query xmlns='urn:c'>",
      "      <b/>",
      "    </query>",
      "  </iq>",
    ],
  ],
  [
    "another element altogether",
    "<success xmlns='urn:s'/>",
    "<failure xmlns='urn:s'><not-authorized/></failure>",
    ["- <success xmlns='urn:s'/>", "+ <failure xmlns='urn:s'>…</failure>"],
  ],
  [
    "an element that must not be there",
    "<m><a x:absent='true'/></m>",
    "<m><a b='1'/></m>",
    ["  <m>", "+   <a b='1'/> (must not be there)", "  </m>"],
  ],
  [
    "another order in a strict element, as both orders",
    "<m x:strict='true'><a>1</a><a>2</a><a>3</a><a>4</a></m>",
    "<m><a>1</a><a>3</a><a>2</a><a>4</a></m>",
    [
      "  <m>",
      "    <a>1</a>",
      "-   <a>2</a>",
      "-   <a>3</a>",
      "+   <a>3</a>",
      "+   <a>2</a>",
      "    <a>4</a>",
      "  </m>",
    ],
  ],
  [
    "attributes and children that a strict element has too many",
    "<m x:strict='true' a='1'><b/></m>",
    "<m a='1' c='2'><b/><d e='3'><f/></d></m>",
    ["- <m a='1' x:strict='true'>", "+ <m a='1' c='2'>", "    <b/>", "+   <d e='3'>…</d>", "  </m>"],
  ],
  ["text beside children", "<m>a<b/></m>", "<m>c<b/></m>", ["  <m>", "-   a", "+   c", "    <b/>", "  </m>"]],
  [
    "characters that XML escapes",
    `<m a="it's">1 &lt; 2</m>`,
    `<m a='"'>&amp;</m>`,
    ["- <m a='it&apos;s'>1 &lt; 2</m>", "+ <m a='\"'>&amp;</m>"],
  ],
  [
    "nothing, with what nobody asked for as …",
    "<m a='{any}'/>",
    "<m a='1' b='2'><c/></m>",
    ["  <m a='1'>…</m>"],
  ],
])("the lines show %s", (_what, expected, given, lines) => {
  expect(drawn(differences(pattern(expected), receivedOne(given)))).toEqual(lines);
});

describe("the nearest element", () => {
  /** Which pattern, which element, and the lines. */
  const found = (expected: string, given: string) => {
    const all = patterns(expected);
    const near = nearest(all, received(given));
    return near && [all.indexOf(near.pattern), near.index, drawn(near.lines)];
  };

  test("is the one with the least that differs", () => {
    expect(
      found("<m a='1' b='2'/>", "<p a='1' b='2'/><m a='3' b='4'/><m a='1' b='5'/><m a='6' b='2'/>"),
    ).toEqual([0, 2, ["- <m a='1' b='2'/>", "+ <m a='1' b='5'/>"]]);
  });

  test("is looked for by the first pattern that has none, among what matches no other", () => {
    expect(found("<m a='1'/><m a='2'/><p/>", "<m a='1'/><m a='3'/>")).toEqual([
      1,
      1,
      ["- <m a='2'/>", "+ <m a='3'/>"],
    ]);
  });

  test("is none where nothing is left, and where all have one", () => {
    expect(found("<m/><m/>", "<m/>")).toBeUndefined();
    expect(found("<m/>", "")).toBeUndefined();
    expect(found("<m/>", "<m/>")).toBeUndefined();
  });
});

test("two long lists that have nothing in common are compared all the same", () => {
  const list = (letter: string) =>
    `<m>${Array.from({ length: 500 }, (_, at) => `<a b='${letter}${at}'><c/></a>`).join("")}</m>`;
  const lines = differences(pattern(list("x")), receivedOne(list("y")));
  expect(lines.filter(({ side }) => side === "expected").length).toBeGreaterThan(499);
});
