import { describe, expect, test } from "vitest";
import type { SaslOptions } from "../../../src/xmpp/sasl/mechanism.ts";
import { plain } from "../../../src/xmpp/sasl/plain.ts";

interface Account {
  readonly authzid?: string;
  readonly username: string;
  readonly password: string;
}

function optionsOf({ authzid, username, password }: Account): SaslOptions {
  return {
    authzid,
    username: () => username,
    password: async () => password,
    nonce: async () => "",
    gs2Flag: "n",
    approveIterations: async () => {},
  };
}

const ME = { username: "me", password: "test" };

describe("the message of PLAIN", () => {
  test.each<[string, Account, string]>([
    [
      "without an authorization identity, as in RFC 4616 §4",
      { username: "tim", password: "tanstaaftanstaaf" },
      "\0tim\0tanstaaftanstaaf",
    ],
    [
      "with one, as in RFC 4616 §4",
      { authzid: "Ursel", username: "Kurt", password: "xipj3plmq" },
      "Ursel\0Kurt\0xipj3plmq",
    ],
    [
      "in the very characters that were typed",
      { username: "mu\u0308ller", password: "pa\u00adss\u00a0€" },
      "\0mu\u0308ller\0pa\u00adss\u00a0€",
    ],
    ["with an empty password", { username: "me", password: "" }, "\0me\0"],
  ])("%s", async (_what, account, message) => {
    const exchange = await plain.start(optionsOf(account));
    expect(await exchange.begin()).toMatchObject({ message });
  });
});

test("PLAIN takes no challenge", async () => {
  const exchange = await plain.start(optionsOf(ME));
  await exchange.begin();
  expect(() => exchange.read("")).toThrow("PLAIN has no challenges (RFC 4616 §2)");
});

test("success is all that PLAIN wants of a server", async () => {
  const exchange = await plain.start(optionsOf(ME));
  await exchange.begin();
  expect(exchange.succeed(undefined)).toEqual([]);
});
