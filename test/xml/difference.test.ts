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
  const lines = drawn(differences(pattern(list("x")), receivedOne(list("y"))));
  expect(lines).toContain("-   <a b='x0'>");
  expect(lines).toContain("+   <a b='y0'>");
  expect(lines).toContain("-   … and 445 more");
});

describe("of very many children", () => {
  const list = (start: string, count: number) => `<m${start}>${"<a/>".repeat(count)}</m>`;

  test("that a strict element has too many, some are shown, and how many more there are", () => {
    const strict = pattern("<m x:strict='true'><b/></m>");
    const lines = drawn(differences(strict, receivedOne(`<m><b/>${"<a/>".repeat(32_000)}</m>`)));
    expect(lines).toHaveLength(54);
    expect(lines.slice(-3)).toEqual(["+   <a/>", "+   … and 31950 more", "  </m>"]);
  });

  test("that must not be there, too", () => {
    const lines = drawn(differences(pattern("<m><a x:absent='true'/></m>"), receivedOne(list("", 1000))));
    expect(lines.slice(-2)).toEqual(["+   … and 950 more", "  </m>"]);
  });

  test("that all look alike, those that are missing are found", () => {
    const lines = drawn(differences(pattern(list("", 4000)), receivedOne(list("", 2000))));
    expect(lines.filter((line) => line === "    <a/>")).toHaveLength(2000);
    expect(lines.slice(-3)).toEqual(["-   <a/>", "-   … and 1950 more", "  </m>"]);
  });

  test("that are not asked for, none is shown", () => {
    const lines = drawn(differences(pattern(list("", 2)), receivedOne(list("", 100_000))));
    expect(lines).toEqual(["  <m>", "    <a/>", "    <a/>", "    …", "  </m>"]);
  });
});

describe("a long value", () => {
  const HUGE = 1_000_000;
  const long = (letter: string) => `${"a".repeat(HUGE)}${letter}${"z".repeat(HUGE)}`;

  test.each([
    ["an attribute", (value: string) => `<m b='${value}'/>`],
    ["a text", (value: string) => `<m>${value}</m>`],
    ["a text beside children", (value: string) => `<m>${value}<b/></m>`],
    ["a namespace", (value: string) => `<m xmlns='${value}'/>`],
  ])("is cut around the difference, on both sides: %s", (_what, around) => {
    const lines = drawn(differences(pattern(around(long("b"))), receivedOne(around(long("c")))));
    expect(lines.filter((line) => /^- .*aaa…a{60}bz+…/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /^\+ .*aaa…a{60}cz+…/.test(line))).toHaveLength(1);
    for (const line of lines) expect(line.length).toBeLessThan(1100);
  });

  test("where nothing is to compare it with is cut behind its beginning", () => {
    const given = receivedOne(`<m><b c='${long("b")}'>${long("b")}</b><d/></m>`);
    const lines = drawn(differences(pattern("<m x:strict='true'/>"), given));
    expect(lines[1]).toMatch(/^\+ {3}<b c='a{1000}…'>a{1000}…<\/b>$/);
  });

  test("that matches a placeholder is cut behind its beginning", () => {
    const [line] = drawn(differences(pattern("<m a='{any}'/>"), receivedOne(`<m a='${long("b")}'/>`)));
    expect(line).toMatch(/^ {2}<m a='a{1000}…'\/>$/);
  });

  test("is cut in a name, too", () => {
    const name = "n".repeat(HUGE);
    const [, line] = drawn(differences(pattern("<m/>"), receivedOne(`<${name} ${name}='1'>1</${name}>`)));
    expect(line).toMatch(/^\+ <n{1000}… n{1000}…='1'>1<\/n{1000}…>$/);
  });

  test("may be many attributes: of those that nobody asked for, some are shown", () => {
    const attributes = Array.from({ length: 900 }, (_, at) => `a${at}='${at}'`).join(" ");
    const given = receivedOne(`<m b='1' ${attributes}/>`);
    const lines = drawn(differences(pattern("<m b='1' x:strict='true'/>"), given));
    expect(lines[1]).toMatch(/^\+ <m b='1' a0='0' .* a49='49' …\/>$/);
  });
});
