import { describe, expect, test } from "vitest";
import { plainInitialResponse, usernameOfPlain } from "../../src/xmpp/sasl/plain.ts";

describe("the initial response of PLAIN", () => {
  test.each([
    [
      "without an authorization identity",
      { username: "tim", password: "tanstaaftanstaaf" },
      "\0tim\0tanstaaftanstaaf",
    ],
    [
      "with one, as in RFC 4616 §4",
      { authzid: "Ursel", username: "Kurt", password: "xipj3plmq" },
      "Ursel\0Kurt\0xipj3plmq",
    ],
    ["in UTF-8", { username: "müller", password: "pässwörd€" }, "\0müller\0pässwörd€"],
    ["with an empty password", { username: "me", password: "" }, "\0me\0"],
  ])("%s", (_what, credentials, message) => {
    expect(Buffer.from(plainInitialResponse(credentials), "base64").toString("utf8")).toBe(message);
  });

  test("is base64 without line breaks, however long it is", () => {
    expect(plainInitialResponse({ username: "me", password: "test" })).toBe("AG1lAHRlc3Q=");
    expect(plainInitialResponse({ username: "me", password: "x".repeat(300) })).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});

describe("the user name in an initial response", () => {
  test.each([
    ["AG1lAHRlc3Q=", "me"],
    [plainInitialResponse({ authzid: "a", username: "b", password: "c" }), "b"],
    ["=", undefined],
    ["", undefined],
    ["biwsbj1tZSxyPWFiYw==", undefined],
    ["not base64 at all!", undefined],
  ])("of %s is %s", (base64, username) => {
    expect(usernameOfPlain(base64)).toBe(username);
  });
});
