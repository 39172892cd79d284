import { describe, expect, test } from "vitest";
import { renderEntry } from "../../src/render/entry.ts";
import { Redactor } from "../../src/render/secrets/redact.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { played } from "../session/conversation.ts";
import { OPENED } from "../session/wire.ts";
import { shownIn } from "./shown-in.ts";

const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const base64 = (text: string, encoding: "utf8" | "latin1" = "utf8") =>
  Buffer.from(text, encoding).toString("base64");

/** What is told below the element. */
async function noted(xml: string): Promise<readonly string[]> {
  const rows = await shownIn("pretty", `C: ${xml}`, { base64: "decode" });
  return rows.flatMap((row) => /^ +-- (.*)$/.exec(row)?.[1] ?? []);
}

describe("what base64 stands for is told below it", () => {
  test.each<[string, string, string]>([
    [
      "SASL PLAIN, the password by its length only",
      `<auth ${SASL} mechanism='PLAIN'>${base64("\0me\0test")}</auth>`,
      'base64 of user name "me", password (4 characters)',
    ],
    [
      "SASL PLAIN for somebody else",
      `<response ${SASL}>${base64("you@localhost\0me\0t")}</response>`,
      'base64 of user name "me", password (1 character), acting as "you@localhost"',
    ],
    ["SCRAM", `<auth ${SASL}>${base64("n,,n=me,r=abc")}</auth>`, "base64 of n,,n=me,r=abc"],
    [
      "a challenge",
      `<challenge ${SASL}>${base64("r=abc,s=AAAA,i=4096")}</challenge>`,
      "base64 of r=abc,s=AAAA,i=4096",
    ],
    [
      "a token by its length only",
      `<auth ${SASL}>${base64("n,a=me@localhost,\x01auth=Bearer abc\x01\x01")}</auth>`,
      'base64 of "n,a=me@localhost," and a token (10 characters)',
    ],
    [
      "what may be a password, by its length only",
      `<response ${SASL}>${base64("secret")}</response>`,
      "base64 of 6 characters",
    ],
    [
      "a name",
      `<auth ${SASL} mechanism='EXTERNAL'>${base64("me@localhost")}</auth>`,
      "base64 of me@localhost",
    ],
    [
      "SASL2",
      `<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>${base64("\0me\0test")}</initial-response></authenticate>`,
      'base64 of user name "me", password (4 characters)',
    ],
    [
      "in-band bytestreams that carry text",
      `<iq type='set' id='1'><data xmlns='http://jabber.org/protocol/ibb' seq='0' sid='a'>${base64("hello")}</data></iq>`,
      'base64 of "hello"',
    ],
    [
      "a picture by its kind and size",
      `<iq type='result' id='1'><vCard xmlns='vcard-temp'><PHOTO><BINVAL>\n${base64("\x89PNG\r\n\x1a\n..", "latin1")}\n</BINVAL></PHOTO></vCard></iq>`,
      "base64 of 10 bytes (PNG image)",
    ],
    [
      "with a prefix",
      `<message><b:data xmlns:b='urn:xmpp:bob'>${base64("\xff\xd8\xff", "latin1")}</b:data></message>`,
      "base64 of 3 bytes (JPEG image)",
    ],
    [
      "other bytes",
      `<message><data xmlns='urn:xmpp:bob'>${base64("\xff\0", "latin1")}</data></message>`,
      "base64 of 2 bytes",
    ],
    [
      "a hash",
      `<message><hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>${base64("\xff\0", "latin1")}</hash></message>`,
      "sha-1 in hexadecimal digits: ff00",
    ],
    [
      "what a terminal would obey, made safe",
      `<message><data xmlns='urn:xmpp:bob'>${base64("a\u202eb\u009b")}</data></message>`,
      'base64 of "a\\u202eb\\x9b"',
    ],
    [
      "long text by its beginning",
      `<message><data xmlns='urn:xmpp:bob'>${base64("word ".repeat(300))}</data></message>`,
      `base64 of 1,500 characters: "${"word ".repeat(40)}…"`,
    ],
  ])("%s", async (_what, xml, note) => {
    expect(await noted(xml)).toEqual([note]);
  });

  test.each([
    ["no base64", `<auth ${SASL}>me:test</auth>`],
    ["an empty answer", `<response ${SASL}>=</response>`],
    ["nothing", `<success ${SASL}/>`],
    ["another namespace", "<message><data xmlns='urn:example:a'>aGVsbG8=</data></message>"],
    ["a body that happens to be", "<message><body>aGVsbG8=</body></message>"],
  ])("but not of %s", async (_what, xml) => {
    expect(await noted(xml)).toEqual([]);
  });

  test("in the tree as well", async () => {
    const step = `C: <auth ${SASL} mechanism='PLAIN'>AG1lAHRlc3Q=</auth>`;
    expect((await shownIn("tree", step, { base64: "decode" })).at(-1)).toBe(
      '         -- base64 of user name "me", password (4 characters)',
    );
  });

  test("but nothing of what was taken out", async () => {
    const { transcript } = await played([...OPENED, `C: <auth ${SASL}>AG1lAHRlc3Q=</auth>`]);
    const { last } = transcript;
    const options = { theme: NO_COLOR, view: "pretty", width: 0, base64: "decode" } as const;
    const rows = last ? renderEntry(new Redactor().redact({ ...last, n: 7 }), options) : [];
    expect(rows).toEqual([`  7 C: <auth ${SASL}>[redacted]</auth>`]);
  });
});
