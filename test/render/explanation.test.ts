import { describe, expect, test } from "vitest";
import type { Explanation } from "../../src/explain/explanation.ts";
import { explanationLines } from "../../src/render/explanation.ts";
import { withLinks } from "../../src/render/text/links.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";

const EXPLANATION: Explanation = {
  title: "host-unknown",
  text: ["The server does not serve the domain named in to=."],
  parts: [{ name: "to='example.org'", text: "the domain that is to answer" }],
  spec: {
    name: "RFC 6120",
    section: "4.9.3.6",
    title: "XMPP: Core",
    status: "Proposed Standard",
    url: "https://www.rfc-editor.org/rfc/rfc6120#section-4.9.3.6",
  },
  follows: "</stream:stream> and the end of the connection.",
  alsoSee: ["RFC 6121"],
};

test("without links the address stands in brackets behind the specification", () => {
  expect(explanationLines(EXPLANATION, { theme: NO_COLOR, width: 0 })).toEqual([
    "host-unknown",
    "  The server does not serve the domain named in to=.",
    "  to='example.org': the domain that is to answer",
    "  What usually follows: </stream:stream> and the end of the connection.",
    "  Where it is defined: RFC 6120 §4.9.3.6 [https://www.rfc-editor.org/rfc/rfc6120#section-4.9.3.6], XMPP: Core (Proposed Standard)",
    "  See also: RFC 6121",
  ]);
});

test("with links the specification's name leads to it, and its address takes no room on the line", () => {
  const lines = explanationLines(EXPLANATION, { theme: withLinks(NO_COLOR), width: 60 });
  expect(lines.slice(-3, -1)).toEqual([
    "  Where it is defined: \x1b]8;;https://www.rfc-editor.org/rfc/rfc6120#section-4.9.3.6\x1b\\RFC 6120 §4.9.3.6\x1b]8;;\x1b\\, XMPP: Core",
    "    (Proposed Standard)",
  ]);
});

describe("what a server chose", () => {
  test.each(["\x1b]0;title\x07", "\x1b[2J", "\u202e"])("%j is shown and not obeyed", (evil) => {
    const explanation = { ...EXPLANATION, title: evil, text: [evil], parts: [{ name: evil, text: evil }] };
    const lines = explanationLines({ ...explanation, alsoSee: [evil] }, { theme: NO_COLOR, width: 20 });
    expect(lines.join("\n")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

describe("a heading that is wider than the terminal is broken at words", () => {
  const title = "<iq type='result'> with <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>, from the server";

  test.each([40, 80])("%i columns", (width) => {
    const lines = explanationLines(
      { ...EXPLANATION, title: "A line that was run: message juliet@localhost hello out there, how are you" },
      { theme: NO_COLOR, width },
    );
    expect(lines.filter((line) => line.length > width && !line.includes("https:"))).toEqual([]);
    expect(lines[0]).toMatch(/^A line that was run: \S+/);
  });

  test("and goes on indented", () => {
    const lines = explanationLines(
      { title, text: [], parts: [], alsoSee: [] },
      { theme: NO_COLOR, width: 60 },
    );
    expect(lines).toEqual([
      "<iq type='result'> with <bind",
      "    xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>, from the",
      "    server",
    ]);
  });
});
