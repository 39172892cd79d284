// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the macros of scripts are plain text here
import { describe, expect, test } from "vitest";
import { problemsOf } from "./scansion-lines.ts";

const CAST = "[Client] Romeo\n\tjid: romeo@localhost\n[Client] Juliet\n\tjid: juliet@localhost\n";
const NAMES = "known: Romeo, Juliet";

/** What is wrong with lines that begin at line 5, beneath two characters. */
function problems(text: string): readonly string[] {
  return problemsOf(CAST + text).map((message) => message.replace(/^play\.scs:/, ""));
}

describe("an action that cannot be read is told with its place and what is known", () => {
  test.each<[string, string, string]>([
    [
      "of nobody",
      "Romio sends: <a/>",
      `5:1: Cannot read "Romio sends: <a/>": no character is called "Romio" (${NAMES}; did you mean "Romeo"?)`,
    ],
    [
      "of a name that only begins like another",
      "Romeos connects",
      `5:1: Cannot read "Romeos connects": no character is called "Romeos" (${NAMES}; did you mean "Romeo"?)`,
    ],
    ["that is none", "Act one", `5:1: Cannot read "Act one": no character is called "Act" (${NAMES})`],
    [
      "that nobody does",
      "Romeo recieves: <a/>",
      '5:7: Cannot read "Romeo recieves: <a/>": nobody "recieves" (known: connects, sends, receives, disconnects; did you mean "receives"?)',
    ],
    [
      "that takes nothing",
      "Romeo connects\n\t<a/>",
      '6:2: Cannot read "Romeo connects": it takes nothing (write "Romeo connects" alone)',
    ],
    [
      "that takes nothing on its line",
      "Romeo disconnects: now",
      '5:20: Cannot read "Romeo disconnects: now": it takes nothing (write "Romeo disconnects" alone)',
    ],
    [
      "without anything to send",
      "Romeo sends:\n\n",
      '5:1: Cannot read "Romeo sends:": there is nothing to send (write the stanza beneath it, indented)',
    ],
    [
      "that sends no XML",
      "Romeo sends raw: <presence/>",
      '5:13: Cannot read "Romeo sends raw: <presence/>": what is sent is no XML (Scansion sends stanzas)',
    ],
    [
      "that sends a piece of XML",
      "Romeo sends:\n\t<message><body>",
      '6:2: Cannot read "Romeo sends:": its XML never ends (open: <message>, <body>)',
    ],
    [
      "without anything to expect",
      "Romeo receives:",
      '5:1: Cannot read "Romeo receives:": there is nothing to expect (write the stanza beneath it, indented, or "nothing")',
    ],
    [
      "whose text stands beneath a comment",
      "# Romeo sends:\n\t<a/>",
      '6:2: Cannot read "<a/>": it is indented, and beneath no action (begin the line at the margin, or put it beneath one)',
    ],
  ])("%s", (_what, text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  test("where nobody is defined", () => {
    expect(problemsOf("\t<a/>\nRomeo connects")).toEqual([
      'play.scs:1:2: Cannot read "<a/>": it is indented, and beneath no action (begin the line at the margin, or put it beneath one)',
      'play.scs:2:1: Cannot read "Romeo connects": no character is called "Romeo" (define it with "[Client] Romeo")',
    ]);
  });
});

describe("a character that cannot be read is told with its place and what is known", () => {
  test.each<[string, string, string]>([
    [
      "of an unknown class",
      "[client] Nurse\n\tjid: n@localhost\nNurse connects",
      '5:2: Cannot define "Nurse": there is no class "client" (known: Client, Component; did you mean "Client"?)',
    ],
    ["without a name", "[Client]", '5:1: Cannot read "[Client]": there is no name (write "[Client] Romeo")'],
    [
      "without a JID",
      "[Client] Nurse\n\tpassword: test",
      '5:10: Cannot define "Nurse": it has no JID (write "jid: romeo@localhost" beneath it, indented)',
    ],
    [
      "twice",
      "[Client] Romeo\n\tjid: r@localhost",
      '5:10: Cannot define "Romeo": a character of that name is there already (use another name)',
    ],
    [
      "with a line that is no key and value",
      "[Client] Nurse\n\tjid: n@localhost\n\tpassword test",
      '7:2: Cannot read "password test": no key and value (write "jid: romeo@localhost")',
    ],
  ])("%s", (_what, text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

describe("a macro that stands for nothing is told with its place", () => {
  test.each<[string, string, string]>([
    [
      "of nobody",
      'Romeo sends:\n\t<a to="${Juliette\'s JID}"/>',
      `6:9: Cannot replace "\${Juliette's JID}": no character is called "Juliette" (${NAMES}; did you mean "Juliet"?)`,
    ],
    [
      "of no property",
      'Romeo receives: <a to="${Juliet\'s jid}"/>',
      `5:24: Cannot replace "\${Juliet's jid}": there is no property "jid" (known: JID, full JID; did you mean "JID"?)`,
    ],
  ])("%s", (_what, text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

describe("what is expected must be XML, and is told where it is not", () => {
  test.each<[string, string, string]>([
    [
      "an end tag that fits nothing",
      "Romeo receives:\n\t<iq>\n\t\t<q>\n\t</iq>",
      "8:6: Cannot read what is expected: </iq> where </q> is due",
    ],
    [
      "an element that is not closed",
      "Romeo receives:\n\t<iq>\n\t\t<q>",
      "7:3: Cannot read what is expected: <q> is not closed",
    ],
    [
      "an end tag too many",
      "Romeo receives: <a/></b>",
      "5:24: Cannot read what is expected: </b> where nothing is open",
    ],
    [
      "half a tag",
      "Romeo receives: <a/><b c='",
      "5:21: Cannot read what is expected: the XML ends in the middle of a tag",
    ],
    ["text", "Romeo receives: anything", "5:17: Cannot read what is expected: text outside of an element"],
    [
      "a prefix that nobody declared",
      "Romeo receives: <a x:strict='true'/>",
      "5:36: Cannot read what is expected: the prefix x: is not declared",
    ],
    [
      "a place behind a macro",
      'Romeo connects\nRomeo receives: <a to="${Romeo\'s full JID}" id=1/>',
      "6:48: Cannot read what is expected: an attribute value without quotes",
    ],
    [
      "an unknown mark",
      "Romeo receives: <a scansion:strikt='true'/>",
      '5:20: Cannot read the mark scansion:strikt: there is none of that name (known: scansion:strict; did you mean "scansion:strict"?)',
    ],
    [
      "a mark that is neither true nor false",
      "Romeo receives: <a scansion:strict='no'/>",
      '5:37: Cannot read scansion:strict="no": it is neither true nor false (write "true" or "false")',
    ],
  ])("%s", (_what, text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

test("everything that is wrong is told at once, in the order of the lines", () => {
  expect(
    problems("Romio connects\n[Clown] Peter\n\tjid: p@localhost\nRomeo receives: <a>").map((one) =>
      one.slice(0, 4),
    ),
  ).toEqual(["5:1:", "6:2:", "8:17"]);
});

test.each<[string, string]>([
  ["that is nobody's", "x".repeat(2_000_000)],
  ["that defines nobody", `[Client]${"]".repeat(2_000_000)}`],
  ["of an unknown class", `[${"x".repeat(2_000_000)}] Nurse`],
  ["beneath nothing", ` ${"x".repeat(2_000_000)}`],
  ["that is no key", `[Client] Nurse\n\tjid: n@localhost\n\t${"x".repeat(2_000_000)}`],
  ["with a macro of nobody's", `Romeo sends: \${${"x".repeat(2_000_000)}'s JID}`],
])("a row %s is quoted only in its beginning", (_what, text) => {
  const found = problems(text);
  expect(found.length).toBeGreaterThan(0);
  for (const message of found) expect(message.length).toBeLessThan(600);
});

test("of very many characters only some are told", () => {
  const cast = Array.from({ length: 500 }, (_, at) => `[Client] Player ${at}\n\tjid: p${at}@localhost\n`);
  const [message = ""] = problemsOf(`${cast.join("")}Romeo connects`);
  expect(message).toContain('no character is called "Romeo" (known: Player 0, Player 1, ');
  expect(message.length).toBeLessThan(600);
});
