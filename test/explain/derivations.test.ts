import { describe, expect, test } from "vitest";
import type { Derivation } from "../../src/transcript/entry.ts";
import { answerSasl, challenge, failure, RFC_7677, success } from "../helpers/sasl-answers.ts";
import { type TryOutOptions, tryOut } from "../helpers/try-out.ts";

const REPLIES = [challenge(RFC_7677.serverFirst), success(RFC_7677.serverFinal)];

/** The worked examples of the last of these lines. */
async function worked(
  lines: readonly string[],
  replies: readonly string[] = REPLIES,
  options: TryOutOptions = {},
): Promise<Derivation[]> {
  const tool = tryOut(options);
  answerSasl(tool, { mechanisms: ["SCRAM-SHA-1", "PLAIN"], replies });
  for (const line of ["open", ...lines]) await tool.run(line);
  return [...tool.transcript.entries].flatMap((entry) => (entry.type === "derivation" ? [entry] : []));
}

/** A row a line: name, value, and a star where it is secret. */
function rows({ rows }: Derivation): string[] {
  return rows.map(({ name, value, secret }) => `${name} = ${value}${secret ? " *" : ""}`);
}

test("PLAIN is its three parts, and what anybody can turn back", async () => {
  const [derivation, ...more] = await worked(
    ["auth me test --mechanism PLAIN --authzid romeo --explain"],
    [success()],
  );
  expect(more).toEqual([]);
  expect(derivation && [derivation.title, ...rows(derivation)]).toEqual([
    "PLAIN: the message (RFC 4616 §2)",
    "authzid = romeo",
    "authcid = me",
    "passwd = test *",
    "message = romeo\\0me\\0test *",
    "sent = cm9tZW8AbWUAdGVzdA== *",
  ]);
});

test("EXTERNAL is the identity", async () => {
  const [derivation] = await worked(["auth --mechanism EXTERNAL --authzid romeo --explain"], [success()]);
  expect(derivation && [derivation.title, ...rows(derivation)]).toEqual([
    "EXTERNAL: the message (RFC 4422 appendix A)",
    "authzid = romeo",
  ]);
});

describe("SCRAM is every value by the name that the RFC gives it:", () => {
  const examples = () => worked(["auth user pencil --mechanism SCRAM-SHA-256 --explain"]);

  test("the messages in their order", async () => {
    expect((await examples()).map(({ title }) => title)).toEqual([
      "SCRAM-SHA-256: client-first-message (RFC 5802 §7)",
      "SCRAM-SHA-256: server-first-message (RFC 5802 §7)",
      "SCRAM-SHA-256: client-final-message (RFC 5802 §3)",
      "SCRAM-SHA-256: server-final-message (RFC 5802 §7)",
    ]);
  });

  test("all values of the example in RFC 7677 §3, and which of them help to find the password", async () => {
    expect((await examples()).flatMap(rows)).toEqual([
      "gs2-header = n,,",
      "n = user",
      "r = rOprNGfwEbeRWgbNEkqO *",
      "client-first-message-bare = n=user,r=rOprNGfwEbeRWgbNEkqO *",
      "client-first-message = n,,n=user,r=rOprNGfwEbeRWgbNEkqO *",
      "sent = biwsbj11c2VyLHI9ck9wck5HZndFYmVSV2diTkVrcU8= *",
      "server-first-message = r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096 *",
      "r = rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 *",
      "s = W22ZaJ0SNY7soEsUEjb6gQ== *",
      "i = 4096",
      "Normalize(password) = pencil *",
      "SaltedPassword = c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d *",
      "ClientKey = a60fc923d67e8644a92d16b96eda5ef4656b0c725c484374be25535576996e8b *",
      "StoredKey = 586e5df283e6dceb5c3e791d8b8528ec191e664045ce971792e2e6b5bb13e2a6 *",
      "c = biws",
      "client-final-message-without-proof = c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 *",
      "AuthMessage = n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 *",
      "ClientSignature = d27312467c28a40a8a7f05c73c0de33eb3cbfb4a83783b58144cf19ac6be1bdf *",
      "ClientProof = 747cdb65aa56224e2352137e52d7bdcad6a0f738df30782caa69a2cfb0277554 *",
      "p = dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= *",
      "client-final-message = c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= *",
      "sent = Yz1iaXdzLHI9ck9wck5HZndFYmVSV2diTkVrcU8laHZZRHBXVWEyUmFUQ0FmdXhGSWxqKWhObEYkazAscD1kSHpiWmFwV0lrNGpVaE4rVXRlOXl0YWc5empmTUhnc3FtbWl6N0FuZFZRPQ== *",
      "ServerKey = c1f3cbc1c13a9d35a14c0990eed97629ea225863e566a4314ab99f3f00e5d9d5 *",
      "ServerSignature = eabae24d1062db75a9451ff0b6ea7e98c8546549ff741e672d3251b2397de46e *",
      "v expected = 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4= *",
      "server-final-message = v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4= *",
      "v expected = 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4= *",
      "v received = 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4= *",
    ]);
  });

  test("the formulas as the RFC writes them", async () => {
    const formulas = (await examples()).flatMap(({ rows }) =>
      rows.flatMap(({ name, formula }) => (formula === undefined ? [] : [`${name} := ${formula}`])),
    );
    expect(formulas).toEqual(
      expect.arrayContaining([
        "SaltedPassword := Hi(Normalize(password), s, i): PBKDF2 with HMAC-SHA-256, 4096 times",
        'ClientKey := HMAC(SaltedPassword, "Client Key")',
        "StoredKey := H(ClientKey), H being SHA-256: what the server keeps",
        'AuthMessage := client-first-message-bare "," server-first-message "," client-final-message-without-proof',
        "ClientSignature := HMAC(StoredKey, AuthMessage)",
        "ClientProof := ClientKey XOR ClientSignature",
        'ServerKey := HMAC(SaltedPassword, "Server Key")',
        "ServerSignature := HMAC(ServerKey, AuthMessage)",
      ]),
    );
  });

  test("with -PLUS, what names the TLS connection too", async () => {
    const lines = ["starttls", "restart", "auth user pencil --mechanism SCRAM-SHA-256-PLUS --explain"];
    const [, , final] = await worked(lines);
    const data = Buffer.from("the tls-exporter of this connection");
    expect(final && rows(final)).toEqual(
      expect.arrayContaining([
        `cbind-data = ${data.toString("hex")} *`,
        `c = ${Buffer.concat([Buffer.from("p=tls-exporter,,"), data]).toString("base64")} *`,
      ]),
    );
  });

  test.each([
    [["auth user x"], "n: not tied to a TLS connection"],
    [
      ["starttls", "restart", "auth user x"],
      "y: this client could tie it to the TLS connection, and the server offers no -PLUS; if it did, somebody has taken that out",
    ],
    [
      ["starttls", "restart", "auth user x --mechanism SCRAM-SHA-1-PLUS"],
      "p: tied to this TLS connection, by what the type behind it names",
    ],
  ])("and what the flag means: %s", async (lines, meaning) => {
    const [first] = await worked(["set explain all", ...lines], [failure("not-authorized")]);
    expect(first?.rows[0]).toMatchObject({ name: "gs2-header", meaning });
  });
});

describe("work is shown", () => {
  const LINE = "auth user pencil --mechanism SCRAM-SHA-256";

  test("where it is asked for once", async () => {
    expect(await worked([LINE])).toEqual([]);
  });

  test("where it is set", async () => {
    expect(await worked(["set explain all", LINE])).toHaveLength(4);
    expect(await worked(["set explain all", "set explain off", LINE])).toEqual([]);
  });

  test("of what came before a fault", async () => {
    const shown = await worked([`${LINE} --explain`], [REPLIES[0] ?? "", success("v=AAAA")]);
    expect(shown.map(({ title }) => title)).toEqual([
      "SCRAM-SHA-256: client-first-message (RFC 5802 §7)",
      "SCRAM-SHA-256: server-first-message (RFC 5802 §7)",
      "SCRAM-SHA-256: client-final-message (RFC 5802 §3)",
      expect.stringMatching(
        /^SCRAM-SHA-256: the server is not to be believed, because the server's signature is wrong\. /,
      ),
    ]);
  });
});

const VALUES = [
  "pencil",
  "biwsbj11c2Vy",
  "c4a49510",
  "a60fc923",
  "W22ZaJ0S",
  "%hvYDpWU",
  "6rriTRBi",
  "dHzbZapW",
];

describe("what helps to find the password", () => {
  async function shownBy(options: TryOutOptions, ...before: readonly string[]): Promise<string> {
    const tool = tryOut(options);
    answerSasl(tool, { replies: REPLIES });
    const lines = ["open", ...before, "auth user pencil --mechanism SCRAM-SHA-256 --explain"];
    for (const line of lines) await tool.run(line);
    expect(tool.shown).toContain("SaltedPassword");
    return tool.shown;
  }

  test("is shown to whoever sits at a terminal", async () => {
    const shown = await shownBy({});
    expect(VALUES.filter((value) => !shown.includes(value))).toEqual([]);
  });

  test.each<[string, TryOutOptions, readonly string[]]>([
    ["with set secrets hide", {}, ["set secrets hide"]],
    ["where the output is piped", { isPrivate: false }, []],
    ["where the output is piped, whatever is set", { isPrivate: false }, ["set secrets show"]],
  ])("is masked %s", async (_what, options, before) => {
    const shown = await shownBy(options, ...before);
    expect(VALUES.filter((value) => shown.includes(value))).toEqual([]);
    expect(shown).toContain("[redacted]");
    expect(shown).toContain("i = 4096");
  });

  test("is shown in a pipe where the command line says so", async () => {
    const shown = await shownBy({ isPrivate: false, setup: { showSecrets: true } });
    expect(VALUES.filter((value) => !shown.includes(value))).toEqual([]);
  });
});
