import { describe, expect, test } from "vitest";
import { SaslFault } from "../../../src/xmpp/sasl/fault.ts";
import {
  checkServerFinal,
  NO_SIGNATURE,
  readServerFirst,
  type ScramHash,
  type ScramValues,
  scramClientFirst,
  scramProof,
} from "../../../src/xmpp/sasl/scram.ts";

interface Vector {
  readonly from: string;
  readonly hash: ScramHash;
  readonly clientNonce: string;
  readonly serverFirst: string;
  /** In hexadecimal. */
  readonly values: Readonly<Record<string, string>>;
  readonly clientFinal: string;
  readonly serverFinal: string;
}

const SHA_256_FIRST =
  "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

// The messages of SHA-1 and SHA-256 are those of the RFCs. All else, and SHA-512, which no RFC has an example of, was
// computed with Python's hashlib.
const VECTORS: readonly Vector[] = [
  {
    from: "RFC 5802 §5",
    hash: "SHA-1",
    clientNonce: "fyko+d2lbbFgONRv9qkxdawL",
    serverFirst: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
    values: {
      saltedPassword: "1d96ee3a529b5a5f9e47c01f229a2cb8a6e15f7d",
      clientKey: "e234c47bf6c36696dd6d852b99aaa2ba26555728",
      storedKey: "e9d94660c39d65c38fbad91c358f14da0eef2bd6",
      clientSignature: "5d7138c486b0bfabdf49e3e2da8bd6e5c79db613",
      clientProof: "bf45fcbf7073d93d022466c94321745fe1c8e13b",
      serverKey: "0fe09258b3ac852ba502cc62ba903eaacdbf7d31",
      serverSignature: "ae617da6a57c4bbb2e0286568dae1d251905b0a4",
    },
    clientFinal: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    serverFinal: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
  },
  {
    from: "RFC 7677 §3",
    hash: "SHA-256",
    clientNonce: "rOprNGfwEbeRWgbNEkqO",
    serverFirst: SHA_256_FIRST,
    values: {
      saltedPassword: "c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d",
      clientKey: "a60fc923d67e8644a92d16b96eda5ef4656b0c725c484374be25535576996e8b",
      storedKey: "586e5df283e6dceb5c3e791d8b8528ec191e664045ce971792e2e6b5bb13e2a6",
      clientSignature: "d27312467c28a40a8a7f05c73c0de33eb3cbfb4a83783b58144cf19ac6be1bdf",
      clientProof: "747cdb65aa56224e2352137e52d7bdcad6a0f738df30782caa69a2cfb0277554",
      serverKey: "c1f3cbc1c13a9d35a14c0990eed97629ea225863e566a4314ab99f3f00e5d9d5",
      serverSignature: "eabae24d1062db75a9451ff0b6ea7e98c8546549ff741e672d3251b2397de46e",
    },
    clientFinal:
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    serverFinal: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
  },
  {
    from: "Python",
    hash: "SHA-512",
    clientNonce: "rOprNGfwEbeRWgbNEkqO",
    serverFirst: SHA_256_FIRST,
    values: {
      saltedPassword:
        "f16efe1be67f1d09502ebd5ed9262fddffba5a377ab4f0b687e5ed5ba0f50686b8a4ae166476da8ab3b951d2fa9238b63998f45461bc33a464814949cec9631d",
      clientKey:
        "f81d81a6c0467dbd957885e9f3a0387a99e989171077fc3b8d134b710907c424917b624f885a3667838762858a893a4fce39043aa57fa07388a5aaa6fdbac920",
      storedKey:
        "e8002e6f7d3ae446119b216933644dc2a2be7869eb918b8459b5e7d7d2ec12606aceef106825cd735170a675fd3611f684affad1dce3f43a0ee43bd590e1dbbe",
      clientSignature:
        "78dc16e307e9347ef8bd1b5601f420def28e39c70ca99da715c96dcee56064c7a18016394c886b575a7450d14779c98d253e6dd379e4b21350f82e573fccc605",
      clientProof:
        "80c19745c7af49c36dc59ebff25418a46b67b0d01cde619c98da26bfec67a0e330fb7476c4d25d30d9f33254cdf0f3c2eb0769e9dc9b1260d85d84f1c2760f25",
      serverKey:
        "8d91db6230b5687874fe129bc7206e1858c3ae08e02934f57ac03b6b05a229c459d28ff46f5c9611e6c179256490215ec1ff759cb0df285db89af0f99e613aac",
      serverSignature:
        "6509d81205903059a6b0cf1a40c1749c30c2cbf0200b393093c0a631961c320d2f49594a0da9de90bb627c349e5464f8fb96715e726ad7df51546dab47b37b67",
    },
    clientFinal:
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
    serverFinal: "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==",
  },
];

async function valuesOf({ hash, clientNonce, serverFirst }: Vector): Promise<ScramValues> {
  const first = scramClientFirst({ gs2Header: "n,,", username: "user", clientNonce });
  const server = readServerFirst(serverFirst, clientNonce);
  return await scramProof({ hash, password: "pencil", first, server });
}

describe.each(VECTORS)("the example of $hash ($from)", (vector) => {
  test("comes to the same values", async () => {
    const computed = Object.entries(await valuesOf(vector)).flatMap(([name, value]) =>
      name in vector.values ? [[name, Buffer.from(value).toString("hex")]] : [],
    );
    expect(Object.fromEntries(computed)).toEqual(vector.values);
  });

  test("comes to the same last message", async () => {
    expect(await valuesOf(vector)).toMatchObject({ clientFinal: vector.clientFinal });
  });

  test("takes the server's signature", async () => {
    const received = checkServerFinal(vector.serverFinal, await valuesOf(vector));
    expect(received).toBe(vector.serverFinal.slice(2));
  });
});

const [, RFC_7677] = VECTORS;

describe("the first message", () => {
  test.each([
    ["is the GS2 header, the name and the nonce", "n,,", "user", "n,,n=user,r=abc"],
    ["has a comma and an equals sign in a name escaped", "n,,", "a,b=c", "n,,n=a=2Cb=3Dc,r=abc"],
    ["has what looks escaped already escaped again", "n,,", "a=2C", "n,,n=a=3D2C,r=abc"],
    ["is in any script", "y,a=romeo,", "жульетта", "y,a=romeo,n=жульетта,r=abc"],
  ])("%s", (_what, gs2Header, username, message) => {
    const first = scramClientFirst({ gs2Header, username, clientNonce: "abc" });
    expect(first.message).toBe(message);
    expect(gs2Header + first.bare).toBe(message);
  });
});

test("the channel binding goes into the last message behind the GS2 header", async () => {
  const first = scramClientFirst({
    gs2Header: "p=tls-exporter,,",
    username: "user",
    clientNonce: "rOprNGfwEbeRWgbNEkqO",
  });
  const server = readServerFirst(SHA_256_FIRST, "rOprNGfwEbeRWgbNEkqO");
  const values = await scramProof({
    ...{ hash: "SHA-256", password: "pencil", first, server },
    bindingData: Buffer.from("abc"),
  });
  // Computed with Python's hashlib.
  expect(values.clientFinal).toBe(
    "c=cD10bHMtZXhwb3J0ZXIsLGFiYw==,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=Y2azDixzznwisCS3F40er1EzBxAi5TgMMTJ2UdQCo6M=",
  );
});

describe("more iterations than a million", () => {
  const first = scramClientFirst({ gs2Header: "n,,", username: "user", clientNonce: "abc" });
  const asking = (iterations: number) => readServerFirst(`r=abcd,s=QSXCR+Q6sek8bf92,i=${iterations}`, "abc");

  // SHA-1 alone, because it takes seconds. The value was computed with Python's hashlib.
  test("come to the same value as PBKDF2", { timeout: 60_000 }, async () => {
    const options = { hash: "SHA-1", password: "pencil", first, server: asking(1_000_001) } as const;
    const { saltedPassword } = await scramProof(options);
    expect(Buffer.from(saltedPassword).toString("hex")).toBe("4c1a5182a5e694a25697e52485b05afe08f0b90f");
  });

  test("are stopped by the signal, with its reason", async () => {
    const controller = new AbortController();
    const server = asking(2_147_483_647);
    const { signal } = controller;
    const work = scramProof({ hash: "SHA-1", password: "pencil", first, server, signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(work).rejects.toThrow("enough");
  });
});

describe("the server's first message", () => {
  test("is taken apart", () => {
    expect(readServerFirst("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096", "abc")).toEqual({
      nonce: "abcdef",
      salt: "QSXCR+Q6sek8bf92",
      iterations: 4096,
      message: "r=abcdef,s=QSXCR+Q6sek8bf92,i=4096",
    });
  });

  test("may have extensions that need not be known, and equals signs in its nonce", () => {
    const message = "r=abc=d=,s=QSXCR+Q6sek8bf92,i=1,x=whatever";
    expect(readServerFirst(message, "abc")).toMatchObject({ nonce: "abc=d=", iterations: 1, message });
  });

  test.each([
    [
      "with another nonce",
      "r=xyzdef,s=QSXC,i=4096",
      "the nonce in the challenge is not ours with the server's behind it. Either somebody replays an old exchange",
    ],
    [
      "with our nonce in other letters",
      "r=ABCdef,s=QSXC,i=4096",
      "the nonce in the challenge is not ours with the server's behind it",
    ],
    [
      "with our nonce further on",
      "r=xabcdef,s=QSXC,i=4096",
      "the nonce in the challenge is not ours with the server's behind it",
    ],
    [
      "with our nonce and nothing behind it",
      "r=abc,s=QSXC,i=4096",
      "the nonce in the challenge is not ours with the server's behind it",
    ],
    [
      "without a nonce",
      "s=QSXC,i=4096",
      "the challenge has no r=, and a server-first-message is r=…,s=…,i=…",
    ],
    ["with an empty nonce", "r=,s=QSXC,i=4096", "the challenge has no r="],
    ["without a salt", "r=abcdef,i=4096", "the challenge has no s="],
    ["with an empty salt", "r=abcdef,s=,i=4096", "the challenge has no s="],
    ["without a count", "r=abcdef,s=QSXC", "the challenge has no i="],
    ["that is empty", "", "the challenge has no r="],
    ["of another mechanism", 'realm="localhost",nonce="x"', "the challenge has no r="],
    ["with a salt that is no base64", "r=abcdef,s=QSX!,i=4096", "the salt in the challenge is no base64"],
    ["with a salt that lacks its end", "r=abcdef,s=QSXCR,i=4096", "the salt in the challenge is no base64"],
    [
      "with a count of 0",
      "r=abcdef,s=QSXC,i=0",
      'the iteration count in the challenge is no positive number: i is "0"',
    ],
    ["with a negative count", "r=abcdef,s=QSXC,i=-1", 'is no positive number: i is "-1"'],
    ["with a count in another notation", "r=abcdef,s=QSXC,i=1e9", 'is no positive number: i is "1e9"'],
    ["with a count in hexadecimal", "r=abcdef,s=QSXC,i=0x10", 'is no positive number: i is "0x10"'],
    ["with a fraction", "r=abcdef,s=QSXC,i=4096.5", 'is no positive number: i is "4096.5"'],
    [
      "with a count that no number holds",
      "r=abcdef,s=QSXC,i=99999999999999999999",
      'is no positive number: i is "99999999999999999999"',
    ],
    [
      "with an error",
      "e=other-error",
      'it ended the exchange with the error "other-error" (e=, RFC 5802 §7)',
    ],
    [
      "with a mandatory extension",
      "m=unknown,r=abcdef,s=QSXC,i=4096",
      "the challenge demands an extension (m=) that nobody knows; RFC 5802 §5.1 has the client give up",
    ],
  ])("%s is refused", (_what, message, reason) => {
    expect(() => readServerFirst(message, "abc")).toThrow(SaslFault);
    expect(() => readServerFirst(message, "abc")).toThrow(reason);
  });
});

/** What a refusal says, and the values that it goes by. */
function refusalOf(work: () => unknown): { readonly message: string; readonly evidence: readonly string[] } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SaslFault)) throw error;
    const evidence = error.evidence.map(({ name, value }) => `${name} = ${value}`);
    return { message: error.message, evidence };
  }
  throw new Error("it was not refused");
}

describe("the values that a refusal goes by are beside its words, and not in them:", () => {
  const [EXPECTED, RECEIVED] = [RFC_7677?.serverFinal.slice(2) ?? "", "7rriTRBi23WpRR/wtup+mA=="];

  test.each<[string, string, readonly string[]]>([
    ["a nonce", "r=xyzdef,s=QSXC,i=4096", ["our nonce = rOprNGfw", "r = xyzdef"]],
    ["a salt", "r=rOprNGfwX,s=QSX!,i=4096", ["s = QSX!"]],
    ["nothing that is secret", "r=rOprNGfwX,i=4096", []],
  ])("of the first message, %s", (_what, message, evidence) => {
    const refusal = refusalOf(() => readServerFirst(message, "rOprNGfw"));
    expect(refusal.evidence).toEqual(evidence);
    expect(refusal.message).not.toMatch(/rOprNGfw|xyzdef|QSX/);
  });

  test.each<[string, string, readonly string[]]>([
    ["both signatures", `v=${RECEIVED}`, [`v expected = ${EXPECTED}`, `v received = ${RECEIVED}`]],
    ["the signature that is missing", "", [`v expected = ${EXPECTED}`]],
    ["nothing of an error", "e=invalid-proof", []],
  ])("of the last message, %s", async (_what, message, evidence) => {
    const values = await valuesOf(RFC_7677 as Vector);
    const refusal = refusalOf(() => checkServerFinal(message, values));
    expect(refusal.evidence).toEqual(evidence);
    for (const value of [EXPECTED, RECEIVED]) expect(refusal.message).not.toContain(value);
  });
});

describe("the server's last message", () => {
  test.each([
    [
      "with the signature of somebody else",
      "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
      "the server's signature is wrong. It does not know the keys of your password, so it is not the server that you have an account with",
    ],
    ["with a piece of the signature", "v=6rriTRBi23WpRR/wtup+mA==", "the server's signature is wrong"],
    ["with an empty signature", "v=", "the server's signature is wrong"],
    ["without a signature", "x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", NO_SIGNATURE],
    ["that is empty", "", NO_SIGNATURE],
    [
      "with an error",
      "e=invalid-proof",
      'it ended the exchange with the error "invalid-proof" (e=, RFC 5802 §7)',
    ],
    [
      "with an error beside the signature",
      "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=,e=other-error",
      'it ended the exchange with the error "other-error" (e=, RFC 5802 §7)',
    ],
  ])("%s is refused", async (_what, message, reason) => {
    const values = await valuesOf(RFC_7677 as Vector);
    expect(() => checkServerFinal(message, values)).toThrow(SaslFault);
    expect(() => checkServerFinal(message, values)).toThrow(reason);
  });
});
