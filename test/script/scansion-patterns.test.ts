// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the macros of scripts are plain text here
import { describe, expect, test } from "vitest";
import { readScansion } from "../../src/script/scansion.ts";
import { stepsOf } from "../../src/script/script.ts";
import { actsOf, CAST, linesOf } from "./scansion-lines.ts";

/** The pattern that the XML of a script becomes. */
function expectation(xml: string): string {
  return actsOf(`Romeo receives: ${xml}`).replace("@romeo expect\n  ", "");
}

describe("strictness is written out", () => {
  test.each<[string, string, string]>([
    ["a stanza is loose, also on request", "<iq id='1' scansion:strict='false'/>", "<iq id='1'/>"],
    [
      "what has a namespace of its own is strict, and what is in it",
      "<iq><q xmlns='a'><b/></q></iq>",
      `<iq><q xmlns='a' x:strict="true"><b x:strict="true"/></q></iq>`,
    ],
    [
      "a stanza in a forwarded one is loose",
      "<f xmlns='a'><iq xmlns='jabber:client'/></f>",
      `<f xmlns='a' x:strict="true"><iq xmlns='jabber:client'/></f>`,
    ],
    [
      "a mark is for its element alone",
      "<q xmlns='a' scansion:strict='false' n='1'><b/></q>",
      `<q xmlns='a' n='1'><b x:strict="true"/></q>`,
    ],
    ["a stanza may be strict", "<iq scansion:strict = 'true'><b/></iq>", `<iq x:strict="true"><b/></iq>`],
    [
      "an element without attributes has room for a mark",
      "<a><b xmlns='b' ></b ></a>",
      `<a><b xmlns='b' x:strict="true" ></b ></a>`,
    ],
    [
      "a prefix makes a namespace too",
      "<a xmlns:p='p'><p:b/></a>",
      `<a xmlns:p='p'><p:b x:strict="true"/></a>`,
    ],
    [
      "a comment and a > in a value do not confuse",
      "<a><!-- <q> --><b t='>' xmlns='b'/></a>",
      `<a><!-- <q> --><b t='>' xmlns='b' x:strict="true"/></a>`,
    ],
    [
      "a prefix x: of the script's own is not mistaken for a mark",
      "<x:f xmlns:x='jabber:x:data'/>",
      `<x:f xmlns:x='jabber:x:data' xmlns:mark="urn:xmpp-repl:pattern" mark:strict="true"/>`,
    ],
  ])("%s", (_what, xml, pattern) => {
    expect(expectation(xml)).toBe(pattern);
  });

  test("a component is loose in its own namespace", () => {
    const cast = "[Component] Echo\n\tjid: echo.localhost\n\n";
    expect(linesOf(`${cast}Echo receives: <iq><iq xmlns='jabber:client'/></iq>`)).toBe(
      `@echo expect\n  <iq><iq xmlns='jabber:client' x:strict="true"/></iq>`,
    );
  });

  test("tags over several lines keep their lines", () => {
    expect(
      actsOf(
        "Romeo receives:\n\t<iq>\n\t\t<q\n\t\t\txmlns='a'\n\t\t\tscansion:strict='true'\n\t\t/>\n\t</iq>",
      ),
    ).toBe(`@romeo expect\n  <iq>\n  \t<q\n  \t\txmlns='a' x:strict="true"\n  \t/>\n  </iq>`);
  });
});

describe("placeholders", () => {
  test.each<[string, string, string]>([
    ["for any value", "<a id='{scansion:any}'/>", "<a id='{any}'/>"],
    ["for a value to keep", "<a id='{scansion:capture:first-id}'/>", "<a id='{capture:first-id}'/>"],
    [
      "that keep what we could not name only look whether it is there",
      "<a a='{scansion:capture:id}' b='{scansion:capture:a b}'/>",
      "<a a='{any}' b='{any}'/>",
    ],
    [
      "are whole values only",
      "<a id='x{scansion:any}'>{scansion:any}</a>",
      "<a id='x{scansion:any}'>{scansion:any}</a>",
    ],
    [
      "of ours are literal in a value",
      "<a a='{any}' b='{re:a.*}' c='{capture:x}'/>",
      "<a a='{re:\\{any\\}}' b='{re:\\{re:a\\.\\*\\}}' c='{re:\\{capture:x\\}}'/>",
    ],
    ["of ours are literal as a text", "<a> {empty} </a>", "<a>{re:\\{empty\\}}</a>"],
    ["of ours are literal in several pieces", "<a><![CDATA[{an]]><b/>y}</a>", "<a>{re:\\{any\\}}<b/></a>"],
    [
      "of ours are literal with references and variables in them",
      "<a a='{re:&lt;${b}}'/>",
      "<a a='{re:\\{re:&lt;\\$\\{b\\}\\}}'/>",
    ],
  ])("%s", (_what, xml, pattern) => {
    expect(expectation(xml)).toBe(pattern);
  });

  test("of ours are literal with a macro in them, which is still put in", () => {
    expect(actsOf("Romeo connects\nRomeo receives: <a>{re:${Romeo's full JID}}</a>")).toContain(
      "<a>{re:\\{re:${romeo.jid}\\}}</a>",
    );
  });
});

test("a macro with an apostrophe may stand within single quotes", () => {
  expect(
    actsOf("Juliet's phone connects\nRomeo receives: <iq from='${Juliet's phone's full JID}'/>"),
  ).toContain("<iq from='${juliets-phone.jid}'/>");
});

test("several stanzas are expected one after another, each where it stands", () => {
  const text = "Romeo receives:\n\t<iq id='1'/>\n\n\t<iq id='2'>\n\t\t<a/>\n\t</iq><!-- and --> <iq id='3'/>";
  expect(actsOf(text)).toBe(
    "@romeo expect\n  <iq id='1'/>\n@romeo expect\n  <iq id='2'>\n  \t<a/>\n  </iq>\n@romeo expect\n  <iq id='3'/>",
  );
  const first = CAST.split("\n").length;
  const steps = stepsOf(readScansion("play.scs", CAST + text).script);
  expect(
    steps.map(({ at, block }) => [at.line - first, (block?.at.line ?? 0) - first, block?.at.column]),
  ).toEqual([
    [0, 1, 2],
    [0, 3, 2],
    [0, 5, 20],
  ]);
});

test.each(["Romeo receives: nothing", "Romeo receives nothing", "Romeo receives:\n\tnothing"])(
  "nothing may be expected: %j",
  (text) => {
    expect(actsOf(text)).toBe("@romeo expect nothing --for 500ms");
  },
);
