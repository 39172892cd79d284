import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { played } from "../session/conversation.ts";
import { OPENED } from "../session/wire.ts";

const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const auth = (text: string, mechanism = "PLAIN") =>
  `C: <auth ${SASL} mechanism='${mechanism}'>${base64(text)}</auth>`;
const challenge = `S: <challenge ${SASL}>${base64("r=abcDEF,s=c2FsdA==,i=4096")}</challenge>`;
const response = (text: string) => `C: <response ${SASL}>${base64(text)}</response>`;
const failure = (condition: string, text = "") =>
  `S: <failure ${SASL}><${condition}/>${text && `<text>${text}</text>`}</failure>`;

/** What is said about the last of these steps. */
async function saidAbout(...steps: readonly string[]): Promise<readonly string[]> {
  const talk = await played([...OPENED, ...steps.slice(0, -1)], { remarks });
  const count = talk.notes.length;
  await talk.play(steps.at(-1) ?? "");
  return talk.notes.slice(count);
}

const PROOF = Buffer.alloc(20, 7);
const SCRAM_FIRST = auth("n,,n=me,r=abc", "SCRAM-SHA-1");

describe("a message that was made wrongly by hand is remarked on when it is sent, and in the failure", () => {
  test.each([
    ["a newline behind the password", [auth("\0me\0test\n")], /newline at the end .* echo .*use printf/],
    [
      "a newline behind the user",
      [auth("\0me\n\0test")],
      /user name begins or ends with a blank or a newline/,
    ],
    [
      "NULs that are shifted",
      [auth("me\0test\0")],
      /nothing stands behind the second NUL.*\\0user\\0password/,
    ],
    ["a NUL that is missing", [auth("me\0test")], /two NUL characters, NUL user NUL password/],
    ["a NUL that is written out", [auth("\\0me\\0test")], /no NUL in the message but a backslash/],
    [
      "a proof in hexadecimal",
      [SCRAM_FIRST, challenge, response(`c=biws,r=abcDEF,p=${PROOF.toString("hex")}`)],
      /in hexadecimal digits: it is base64 of the raw bytes/,
    ],
    [
      "the client's nonce alone",
      [SCRAM_FIRST, challenge, response(`c=biws,r=abc,p=${PROOF.toString("base64")}`)],
      /the client's own nonce only.*whole r= of the challenge/,
    ],
  ])("%s", async (_what, steps, words) => {
    const sent = await saidAbout(...steps);
    expect(sent.join()).toMatch(words);
    // Servers differ in what they call it.
    for (const condition of ["not-authorized", "malformed-request", "incorrect-encoding"]) {
      const [said = ""] = await saidAbout(...steps, failure(condition));
      expect(said).toMatch(/^[a-z-]+: the message of (PLAIN|SCRAM-SHA-1) was not right: /);
      expect(said).toMatch(words);
      expect(said).not.toContain("password is wrong");
    }
  });

  test("what ejabberd calls an undecodable response is explained by it too", async () => {
    const [said = ""] = await saidAbout(
      auth("me\0test"),
      failure("not-authorized", "Response decoding failed"),
    );
    expect(said).toContain("two NUL characters");
  });

  test("not where the failure is about something else", async () => {
    const [said = ""] = await saidAbout(auth("\0me\0test\n"), failure("temporary-auth-failure"));
    expect(said).not.toContain("newline");
  });

  test.each([
    ["behind a newline", "\0me\0S3cret\n"],
    ["in the place of the user name", "me\0S3cret\0"],
    ["in the place of the user name, the name behind it", "\0S3cret\0me"],
    ["with an @, in the place of the user name", "\0S3cret@home\0me"],
  ])("no password is quoted %s", async (_where, message) => {
    for (const condition of ["not-authorized", "malformed-request"]) {
      expect((await saidAbout(auth(message))).join()).not.toContain("S3cret");
      expect((await saidAbout(auth(message), failure(condition))).join()).not.toContain("S3cret");
    }
  });
});

describe("the form of the user name is a suspect where credentials are refused", () => {
  test.each([
    ["a JID", "me@localhost", /sent as the user name has an @ in it, .* localpart alone/],
    ["capital letters", "Me", /user name that was sent has capital letters/],
  ])("%s", async (_what, user, words) => {
    expect(await saidAbout(auth(`\0${user}\0test`)), "it may be right").toEqual([]);
    for (const condition of ["not-authorized", "malformed-request"]) {
      const [said = ""] = await saidAbout(auth(`\0${user}\0test`), failure(condition));
      expect(said).toMatch(words);
      expect(said).toContain("Else the user name or the password is wrong");
    }
  });

  test("in SCRAM too", async () => {
    const first = auth("n,,n=me@localhost,r=abc", "SCRAM-SHA-1");
    const [said = ""] = await saidAbout(first, failure("not-authorized"));
    expect(said).toContain("the user name of SCRAM-SHA-1 is mostly the localpart alone");
  });
});
