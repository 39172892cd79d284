import { describe, expect, test } from "vitest";
import { bareJid, formatJid, type Jid, parseJid, sameJid } from "../../src/xmpp/jid.ts";

describe("a JID is taken apart", () => {
  test.each<[string, Jid]>([
    ["localhost", { domainpart: "localhost" }],
    ["me@localhost", { localpart: "me", domainpart: "localhost" }],
    ["me@localhost/desk", { localpart: "me", domainpart: "localhost", resourcepart: "desk" }],
    ["localhost/desk", { domainpart: "localhost", resourcepart: "desk" }],
    // RFC 7622 §3.2: the resource begins at the first /, and only then an @ is looked for.
    ["me@localhost/a@b/c", { localpart: "me", domainpart: "localhost", resourcepart: "a@b/c" }],
    ["localhost/a@b", { domainpart: "localhost", resourcepart: "a@b" }],
    ["me@localhost/", { localpart: "me", domainpart: "localhost", resourcepart: "" }],
    ["a@b@c", { localpart: "a", domainpart: "b@c" }],
    ["Mé@Exämple.org/Büro", { localpart: "Mé", domainpart: "Exämple.org", resourcepart: "Büro" }],
    ["@", { localpart: "", domainpart: "" }],
    ["", { domainpart: "" }],
  ])("%s, and written it is the same again", (text, jid) => {
    expect(parseJid(text)).toEqual(jid);
    expect(formatJid(jid)).toBe(text);
  });
});

test("a bare JID has no resource, and nothing else is changed", () => {
  expect(bareJid(parseJid("me@localhost/desk"))).toEqual({ localpart: "me", domainpart: "localhost" });
  expect(bareJid(parseJid("localhost"))).toEqual({ domainpart: "localhost" });
});

describe("two JIDs are the same", () => {
  test.each([
    ["me@localhost/desk", "me@localhost/desk"],
    ["Me@LocalHost", "me@localhost"],
    ["ME@localhost/desk", "me@LOCALHOST/desk"],
    ["me@localhost./desk", "me@localhost/desk"],
    ["mu\u0308ller@localhost", "m\u00fcller@localhost"],
    ["a@localhost/bu\u0308ro", "a@localhost/b\u00fcro"],
  ])("%s and %s", (a, b) => {
    expect(sameJid(a, b)).toBe(true);
  });

  test.each([
    ["me@localhost/desk", "me@localhost/Desk"],
    ["me@localhost", "me@localhost/"],
    ["me@localhost", "localhost"],
    ["me@localhost", "me@localhost/desk"],
    ["me@a", "me@b"],
  ])("not %s and %s", (a, b) => {
    expect(sameJid(a, b)).toBe(false);
  });
});
