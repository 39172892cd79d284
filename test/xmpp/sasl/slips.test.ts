import { describe, expect, test } from "vitest";
import { slipsInFirst, slipsInResponse } from "../../../src/xmpp/sasl/slips.ts";

const base64 = (text: string, encoding: BufferEncoding = "utf8") =>
  Buffer.from(text, encoding).toString("base64");

describe("the first message of PLAIN shows", () => {
  test.each([
    ["nothing wrong in what is right", base64("\0me\0test"), []],
    ["nothing wrong in an authorization identity", base64("me@localhost\0me\0test"), []],
    ["nothing wrong in letters beyond ASCII", base64("\0jürgen\0pässword"), []],
    ["that it is no base64", "me test", ["no base64"]],
    ["that base64 is not filled up", base64("\0me\0test").replace(/=+$/, ""), ["no base64"]],
    ["Latin-1 in place of UTF-8", base64("\0jürgen\0test", "latin1"), ["no UTF-8"]],
    ["a NUL that is written out", base64("\\0me\\0test"), ["NUL written out"]],
    ["a NUL that is missing", base64("me\0test"), ["not two NULs"]],
    ["NULs that are shifted", base64("me\0test\0"), ["no password"]],
    ["a password that is empty", base64("\0me\0"), ["no password"]],
    ["what comes of echo me | base64", base64("me\n"), ["not two NULs", "newline at the end"]],
    ["the newline of echo behind the password", base64("\0me\0test\n"), ["newline at the end"]],
    ["a newline behind the user name", base64("\0me\n\0test"), ["blank in the user name"]],
    ["a blank before the user name", base64("\0 me\0test"), ["blank in the user name"]],
    ["a blank behind the password", base64("\0me\0test "), ["blank around the password"]],
  ])("%s", (_what, text, slips) => {
    expect(slipsInFirst("PLAIN", text)).toEqual(slips);
  });
});

describe("the first message of SCRAM shows", () => {
  test.each([
    ["nothing wrong in what is right", base64("n,,n=me,r=abc"), []],
    ["nothing wrong in a channel binding", base64("p=tls-exporter,,n=me,r=abc"), []],
    ["nothing wrong where the server speaks first", "=", []],
    ["that the gs2-header is missing", base64("n=me,r=abc"), ["no SCRAM message"]],
    ["the message of PLAIN", base64("\0me\0test"), ["no SCRAM message"]],
    ["the newline of echo", base64("n,,n=me,r=abc\n"), ["newline at the end"]],
  ])("%s", (_what, text, slips) => {
    expect(slipsInFirst("SCRAM-SHA-1", text)).toEqual(slips);
  });
});

describe("the answer of SCRAM shows", () => {
  const challenge = base64("r=abcDEF,s=c2FsdA==,i=4096");
  const bytes = Buffer.alloc(20, 7);
  const proof = bytes.toString("base64");
  const response = (text: string) =>
    slipsInResponse({ mechanism: "SCRAM-SHA-1", challenge, response: base64(text) });

  test.each([
    ["nothing wrong in what is right", `c=biws,r=abcDEF,p=${proof}`, []],
    ["the client's own nonce alone", `c=biws,r=abc,p=${proof}`, ["own nonce only"]],
    ["another nonce", `c=biws,r=DEFabc,p=${proof}`, ["other nonce"]],
    ["a proof in hexadecimal", `c=biws,r=abcDEF,p=${bytes.toString("hex")}`, ["proof in hexadecimal"]],
    [
      "base64 of a proof in hexadecimal",
      `c=biws,r=abcDEF,p=${base64(bytes.toString("hex"))}`,
      ["proof in hexadecimal"],
    ],
    [
      "a proof of another hash",
      `c=biws,r=abcDEF,p=${Buffer.alloc(32).toString("base64")}`,
      ["proof of another length"],
    ],
    ["a proof that is missing", "c=biws,r=abcDEF", ["no proof"]],
    ["a gs2-header that is not in base64", `c=n,,,r=abcDEF,p=${proof}`, ["no channel binding flag"]],
    ["the newline of echo", `c=biws,r=abcDEF,p=${proof}\n`, ["newline at the end"]],
  ])("%s", (_what, text, slips) => {
    expect(response(text)).toEqual(slips);
  });

  test("nothing where the server wants no proof any more", () => {
    const last = { mechanism: "SCRAM-SHA-1", challenge: base64("v=abc"), response: base64("x") };
    expect(slipsInResponse(last)).toEqual([]);
  });
});

test("of a mechanism that is not known here nothing is said", () => {
  expect(slipsInFirst("X-ODD", "%%%")).toEqual([]);
  expect(slipsInResponse({ mechanism: "X-ODD", challenge: "%", response: "%" })).toEqual([]);
});
