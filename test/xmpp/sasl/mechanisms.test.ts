import { describe, expect, test } from "vitest";
import type { SaslExchange, SaslOptions } from "../../../src/xmpp/sasl/mechanism.ts";
import { MECHANISMS, mechanismNamed } from "../../../src/xmpp/sasl/mechanisms.ts";

const NEVER = new AbortController().signal;

const OPTIONS: SaslOptions = {
  username: () => "user",
  password: async () => "pencil",
  nonce: async () => "rOprNGfwEbeRWgbNEkqO",
  gs2Flag: "n",
  approveIterations: async () => {},
};

async function start(name: string, options: Partial<SaslOptions> = {}): Promise<SaslExchange> {
  const mechanism = mechanismNamed(name);
  if (!mechanism) throw new Error(`there is no ${name}`);
  return await mechanism.start({ ...OPTIONS, ...options });
}

const SERVER_FIRST = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
const UNPROVED = "the server never proved that it knows your password's keys: its signature (v=) is missing";

test("the strongest come first, and what is bound to TLS before what is not", () => {
  expect(MECHANISMS.map(({ name }) => name)).toEqual([
    "EXTERNAL",
    "SCRAM-SHA-512-PLUS",
    "SCRAM-SHA-256-PLUS",
    "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-512",
    "SCRAM-SHA-256",
    "SCRAM-SHA-1",
    "PLAIN",
    "ANONYMOUS",
  ]);
});

test("names are in capital letters", () => {
  expect(mechanismNamed("plain")).toBeUndefined();
});

describe("EXTERNAL", () => {
  test("sends an empty message: who it is, the certificate says", async () => {
    expect(await (await start("EXTERNAL")).begin()).toMatchObject({ message: "" });
  });

  test("sends the identity to act as", async () => {
    const exchange = await start("EXTERNAL", { authzid: "romeo@localhost" });
    expect(await exchange.begin()).toMatchObject({ message: "romeo@localhost" });
  });

  test("says it again to a server that asks", async () => {
    const exchange = await start("EXTERNAL", { authzid: "romeo@localhost" });
    await exchange.begin();
    expect(await exchange.read("").answer(NEVER)).toMatchObject({ message: "romeo@localhost" });
    expect(exchange.succeed(undefined)).toEqual([]);
  });
});

describe("ANONYMOUS", () => {
  test("says nothing, also when it is asked", async () => {
    const exchange = await start("ANONYMOUS");
    expect(await exchange.begin()).toEqual({ message: undefined, work: [] });
    expect(await exchange.read("").answer(NEVER)).toEqual({ message: undefined, work: [] });
    expect(exchange.succeed(undefined)).toEqual([]);
  });
});

describe("SCRAM", () => {
  test("is the exchange of RFC 7677 §3", async () => {
    const exchange = await start("SCRAM-SHA-256");
    expect(await exchange.begin()).toMatchObject({ message: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO" });
    expect(await exchange.read(SERVER_FIRST).answer(NEVER)).toMatchObject({
      message:
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    });
    expect(exchange.succeed(SERVER_FINAL)).toMatchObject([{ step: "scram verified" }]);
  });

  test("computes nothing until the answer is asked for", async () => {
    const password = () => Promise.reject(new Error("the password was asked for"));
    const exchange = await start("SCRAM-SHA-256", { password });
    await exchange.begin();
    const { answer } = exchange.read(SERVER_FIRST);
    await expect(answer(NEVER)).rejects.toThrow("the password was asked for");
  });

  test.each([
    ["the user", { username: () => "I\u00adX" }],
    ["the password", { password: async () => "I\u00adX" }],
  ])("prepares %s (RFC 4013 §3)", async (_what, strange) => {
    const messages = async (options: Partial<SaslOptions>) => {
      const exchange = await start("SCRAM-SHA-256", options);
      const first = await exchange.begin();
      return [first.message, (await exchange.read(SERVER_FIRST).answer(NEVER)).message];
    };
    const plain = "username" in strange ? { username: () => "IX" } : { password: async () => "IX" };
    expect(await messages(strange)).toEqual(await messages(plain));
  });

  test("takes the signature in a challenge, which an empty response answers (RFC 6120 §6.4.6)", async () => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    await exchange.read(SERVER_FIRST).answer(NEVER);
    const { work, answer } = exchange.read(SERVER_FINAL);
    expect(work).toMatchObject([{ step: "scram verified" }]);
    expect(await answer(NEVER)).toEqual({ message: undefined, work: [] });
    expect(exchange.succeed(undefined)).toEqual([]);
  });

  test("refuses a wrong signature in a challenge", async () => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    await exchange.read(SERVER_FIRST).answer(NEVER);
    expect(() => exchange.read("v=AAAA")).toThrow("the server's signature is wrong");
    expect(() => exchange.succeed(undefined)).toThrow(UNPROVED);
  });

  test("refuses success before anything was proved", async () => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    expect(() => exchange.succeed(SERVER_FINAL)).toThrow("the server said success before we proved anything");
  });

  test("refuses success of a server that did not even wait for the answer", async () => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    exchange.read(SERVER_FIRST);
    expect(() => exchange.succeed(undefined)).toThrow("the server said success before we proved anything");
  });

  test.each([undefined, ""])("refuses success without a signature: %j", async (data) => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    await exchange.read(SERVER_FIRST).answer(NEVER);
    expect(() => exchange.succeed(data)).toThrow(UNPROVED);
  });

  test("checks a signature that comes twice both times", async () => {
    const exchange = await start("SCRAM-SHA-256");
    await exchange.begin();
    await exchange.read(SERVER_FIRST).answer(NEVER);
    exchange.read(SERVER_FINAL);
    expect(() => exchange.succeed("v=AAAA")).toThrow("the server's signature is wrong");
  });
});
