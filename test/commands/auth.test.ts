import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/shell/outcome.ts";
import {
  answerSasl,
  challenge,
  failure,
  RFC_7677,
  type SaslAnswers,
  success,
} from "../helpers/sasl-answers.ts";
import { answerHandshake, type TryOut, type TryOutOptions, tryOut } from "../helpers/try-out.ts";

interface Tried {
  readonly tool: TryOut;
  readonly sent: readonly string[];
  readonly outcome: Outcome;
  /** What the tool said of itself. */
  readonly notes: readonly string[];
}

/** Runs the last of the lines on an open stream with a server that answers so. */
async function tryLines(
  lines: readonly string[],
  answers: SaslAnswers,
  options: TryOutOptions = {},
): Promise<Tried> {
  const tool = tryOut(options);
  const sent = answerSasl(tool, answers);
  let outcome = await tool.run("open");
  for (const line of lines) outcome = await tool.run(line);
  const entries = [...tool.transcript.entries];
  return {
    tool,
    sent,
    outcome,
    notes: entries.flatMap((entry) => (entry.type === "note" ? [entry.text] : [])),
  };
}

const UNDER_TLS = ["starttls", "restart"];
const SUCCEEDS = { replies: [success()] };
const SCRAM = { replies: [challenge(RFC_7677.serverFirst), success(RFC_7677.serverFinal)] };
const WITH_SCRAM = "auth user pencil --mechanism SCRAM-SHA-256";

const FORBIDDEN =
  "Cannot use the password: it has characters that SASLprep forbids, such as control characters, or mixes directions of writing (RFC 4013 §2.3; PLAIN sends what was typed)";

/** A server that is not on this machine. */
const FAR: TryOutOptions = {
  network: (connect) => async (endpoint, listener, signal) => ({
    ...(await connect(endpoint, listener, signal)),
    peer: "192.0.2.1:5222",
  }),
};

/** A TLS connection on which this client has shown a certificate of its own. */
function withCertificate(protocol = "TLSv1.3"): TryOutOptions {
  return {
    tls: {
      ...{ protocol, cipher: "C", clientCertificate: true },
      chain: [
        {
          ...{ subject: "CN=a", issuer: "CN=b", validFrom: "2025-01-01", validTo: "2027-01-01" },
          ...{ names: [{ kind: "DNS", value: "localhost" }], fingerprint: "AA" },
        },
      ],
    },
  };
}

describe("the example of RFC 7677 §3", () => {
  test("is what goes over the wire", async () => {
    const { outcome, sent, tool } = await tryLines([WITH_SCRAM], SCRAM);
    expect(outcome).toMatchObject({ status: "passed" });
    expect(sent).toEqual([
      `auth SCRAM-SHA-256: ${RFC_7677.clientFirst}`,
      `response: ${RFC_7677.clientFinal}`,
    ]);
    expect(tool.clients.current.session.state).toMatchObject({
      authenticated: "user",
      restartDue: "authentication",
    });
  });

  test("is gone through as well where the server's last message comes in a challenge", async () => {
    const replies = [challenge(RFC_7677.serverFirst), challenge(RFC_7677.serverFinal), success()];
    const { outcome, sent } = await tryLines([WITH_SCRAM], { replies });
    expect(outcome).toMatchObject({ status: "passed" });
    expect(sent.slice(2)).toEqual(["response"]);
  });
});

describe("without a mechanism, the strongest is used that is offered and fits:", () => {
  interface Chosen {
    readonly line?: string;
    readonly before?: readonly string[];
    readonly answers: SaslAnswers;
    readonly options?: TryOutOptions;
    readonly sends: string;
    readonly says: string;
  }

  test.each<[string, Chosen]>([
    [
      "SCRAM before PLAIN",
      {
        answers: { mechanisms: ["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"] },
        sends: "auth SCRAM-SHA-256: n,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-256, the strongest that fits of PLAIN, SCRAM-SHA-1, SCRAM-SHA-256: it proves the password without sending it",
      },
    ],
    [
      "no -PLUS without TLS",
      {
        answers: { mechanisms: ["SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"] },
        sends: "auth SCRAM-SHA-1: n,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1, the strongest that fits of SCRAM-SHA-1-PLUS, SCRAM-SHA-1: it proves the password without sending it (not SCRAM-SHA-1-PLUS: needs TLS)",
      },
    ],
    [
      "-PLUS with TLS, though its hash be the weaker",
      {
        before: UNDER_TLS,
        answers: { mechanisms: ["SCRAM-SHA-512", "SCRAM-SHA-1-PLUS"] },
        sends: "auth SCRAM-SHA-1-PLUS: p=tls-exporter,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1-PLUS, the strongest that fits of SCRAM-SHA-512, SCRAM-SHA-1-PLUS: it proves the password without sending it, and ties the proof to this TLS connection, by tls-exporter (the server does not say what it takes; --channel-binding names another type)",
      },
    ],
    [
      "-PLUS by the type that the server lists",
      {
        before: UNDER_TLS,
        answers: { mechanisms: ["SCRAM-SHA-1-PLUS"], bindings: ["tls-server-end-point"] },
        sends: "auth SCRAM-SHA-1-PLUS: p=tls-server-end-point,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1-PLUS, the only mechanism that the server offers: it proves the password without sending it, and ties the proof to this TLS connection, by tls-server-end-point",
      },
    ],
    [
      "-PLUS by the type that the user names, though the server lists it not",
      {
        line: "auth me test --channel-binding tls-server-end-point",
        before: UNDER_TLS,
        answers: { mechanisms: ["SCRAM-SHA-1-PLUS"] },
        sends: "auth SCRAM-SHA-1-PLUS: p=tls-server-end-point,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1-PLUS, the only mechanism that the server offers: it proves the password without sending it, and ties the proof to this TLS connection, by tls-server-end-point (the server does not say what it takes; --channel-binding names another type)",
      },
    ],
    [
      "no -PLUS where the server takes no binding that we have",
      {
        before: UNDER_TLS,
        answers: { mechanisms: ["SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"], bindings: ["tls-unique"] },
        sends: "auth SCRAM-SHA-1: n,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1, the strongest that fits of SCRAM-SHA-1-PLUS, SCRAM-SHA-1: it proves the password without sending it (not SCRAM-SHA-1-PLUS: no channel binding that both sides know)",
      },
    ],
    [
      "PLAIN, where there is nothing else",
      {
        answers: { mechanisms: ["PLAIN"] },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the only mechanism that the server offers: it sends the password itself",
      },
    ],
    [
      "ANONYMOUS, where no user is known",
      {
        line: "auth",
        answers: { mechanisms: ["SCRAM-SHA-1", "PLAIN", "ANONYMOUS"] },
        sends: "auth ANONYMOUS",
        says: "ANONYMOUS, the strongest that fits of SCRAM-SHA-1, PLAIN, ANONYMOUS: it needs no account (not SCRAM-SHA-1: no user is known; not PLAIN: no user is known)",
      },
    ],
    [
      "not EXTERNAL without a client certificate",
      {
        line: "auth me",
        before: UNDER_TLS,
        answers: { mechanisms: ["EXTERNAL", "PLAIN"] },
        options: { secrets: ["test"] },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the strongest that fits of EXTERNAL, PLAIN: it sends the password itself (not EXTERNAL: needs a client certificate (--cert, --key))",
      },
    ],
    [
      "not EXTERNAL where a user was given, with a certificate",
      {
        line: "auth me",
        before: UNDER_TLS,
        answers: { mechanisms: ["EXTERNAL", "PLAIN"] },
        options: { ...withCertificate(), secrets: ["test"] },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the strongest that fits of EXTERNAL, PLAIN: it sends the password itself (not EXTERNAL: a user was given)",
      },
    ],
    [
      "not EXTERNAL where a user name was given, with a certificate",
      {
        line: "auth --username me test",
        before: UNDER_TLS,
        answers: { mechanisms: ["EXTERNAL", "PLAIN"] },
        options: withCertificate(),
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the strongest that fits of EXTERNAL, PLAIN: it sends the password itself (not EXTERNAL: a user was given)",
      },
    ],
    [
      "not EXTERNAL without a certificate, whoever was given",
      {
        before: UNDER_TLS,
        answers: { mechanisms: ["EXTERNAL", "PLAIN"] },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the strongest that fits of EXTERNAL, PLAIN: it sends the password itself (not EXTERNAL: needs a client certificate (--cert, --key))",
      },
    ],
    [
      "EXTERNAL, whoever the command line's --jid says",
      {
        line: "auth",
        before: UNDER_TLS,
        answers: { mechanisms: ["PLAIN", "EXTERNAL"] },
        options: { ...withCertificate(), setup: { jid: "me@localhost" } },
        sends: "auth EXTERNAL: =",
        says: "EXTERNAL, the strongest that fits of PLAIN, EXTERNAL: it lets your TLS certificate say who you are",
      },
    ],
    [
      "not ANONYMOUS where a user was given",
      {
        answers: { mechanisms: ["ANONYMOUS", "PLAIN"] },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the strongest that fits of ANONYMOUS, PLAIN: it sends the password itself",
      },
    ],
    [
      "SCRAM-SHA-1 where nothing was offered",
      {
        answers: {},
        sends: "auth SCRAM-SHA-1: n,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1: the server has offered no mechanism, and this is the one that each must know (RFC 6120 §13.8.1)",
      },
    ],
    [
      "what is known of what is offered",
      {
        answers: { mechanisms: ["X-STRANGE", "SCRAM-SHA3-512", "SCRAM-SHA-1"] },
        sends: "auth SCRAM-SHA-1: n,,n=me,r=rOprNGfwEbeRWgbNEkqO",
        says: "SCRAM-SHA-1, the strongest that fits of X-STRANGE, SCRAM-SHA3-512, SCRAM-SHA-1: it proves the password without sending it",
      },
    ],
    [
      "PLAIN in the clear to another machine only where the command line allows it",
      {
        answers: { mechanisms: ["PLAIN"] },
        options: { ...FAR, setup: { allowPlaintext: true } },
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the only mechanism that the server offers: it sends the password itself",
      },
    ],
    [
      "PLAIN under TLS to any machine",
      {
        before: UNDER_TLS,
        answers: { mechanisms: ["PLAIN"] },
        options: FAR,
        sends: "auth PLAIN: \0me\0test",
        says: "PLAIN, the only mechanism that the server offers: it sends the password itself",
      },
    ],
  ])("%s", async (_what, { line = "auth me test", before = [], answers, options, sends, says }) => {
    const { sent, notes } = await tryLines(
      [...before, line],
      { ...answers, replies: [failure("not-authorized")] },
      options,
    );
    expect(sent).toEqual([sends]);
    expect(notes).toContain(says);
  });

  test("EXTERNAL with a client certificate, whoever that says it is", async () => {
    const answers = { mechanisms: ["PLAIN", "SCRAM-SHA-1-PLUS", "EXTERNAL"], ...SUCCEEDS };
    const { sent, outcome } = await tryLines([...UNDER_TLS, "auth"], answers, withCertificate());
    expect(sent).toEqual(["auth EXTERNAL: ="]);
    expect(outcome).toMatchObject({ status: "passed" });
  });

  test.each<[string, readonly string[], string, TryOutOptions]>([
    [
      "PLAIN to another machine, with what would have leaked",
      ["PLAIN"],
      'Cannot auth: nothing that the server offers fits. PLAIN: the connection to 192.0.2.1:5222 is not encrypted, and whoever listens would have "me" and the password: base64 hides nothing (run "starttls" where it is offered; start with --allow-plaintext to send it all the same)',
      FAR,
    ],
    [
      "mechanisms that are not computed",
      ["PLAIN", "GSSAPI", "X-STRANGE"],
      'Cannot auth: nothing that the server offers fits. PLAIN: the connection to 192.0.2.1:5222 is not encrypted, and whoever listens would have "me" and the password: base64 hides nothing (run "starttls" where it is offered; start with --allow-plaintext to send it all the same); GSSAPI, X-STRANGE are not computed here (--mechanism NAME with --initial or --step goes on by hand)',
      FAR,
    ],
  ])("nothing is sent where nothing fits: %s", async (_what, mechanisms, reason, options) => {
    const { sent, outcome } = await tryLines(["auth me test"], { mechanisms }, options);
    expect(sent).toEqual([]);
    expect(outcome).toEqual({ status: "wrong usage", reason });
  });
});

describe("where nothing fits because nobody is known,", () => {
  test.each([[["PLAIN"]], [["SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "PLAIN"]]])(
    "it is said how to give a user: %j",
    async (mechanisms) => {
      const { sent, outcome } = await tryLines(["auth"], { mechanisms });
      expect(sent).toEqual([]);
      expect(outcome).toEqual({
        status: "wrong usage",
        reason: 'Cannot auth: no user is known (run "auth me", or start with --jid me@localhost)',
      });
    },
  );
});

test("where a configuration is read, it is said how to write an account into it", async () => {
  const tool = tryOut({ configFile: "/home/me/.config/xmpp-repl/config" });
  answerHandshake(tool.server);
  await tool.run("@romeo open");
  for (const line of ["@romeo auth", "@romeo auth --mechanism PLAIN"]) {
    expect(await tool.run(line)).toMatchObject({
      reason:
        'Cannot auth: no user is known for romeo (run "@romeo auth romeo", start with --account romeo=romeo@localhost, or write "account romeo = romeo@localhost" into /home/me/.config/xmpp-repl/config)',
    });
  }
});

describe("a user name that a mechanism has no use for is remarked on:", () => {
  const LEFT_OUT = '"me" is left out (--authzid names an identity)';

  test.each<[string, string, readonly string[]]>([
    ["auth me --mechanism ANONYMOUS", "auth ANONYMOUS", [`ANONYMOUS sends no user name: ${LEFT_OUT}`]],
    ["auth me test --mechanism EXTERNAL", "auth EXTERNAL: =", [`EXTERNAL sends no user name: ${LEFT_OUT}`]],
    ["auth --mechanism ANONYMOUS", "auth ANONYMOUS", []],
    ["auth --mechanism EXTERNAL", "auth EXTERNAL: =", []],
    ["auth me test --mechanism PLAIN", "auth PLAIN: \0me\0test", []],
  ])("%s", async (line, sends, says) => {
    const { sent, notes } = await tryLines([line], { replies: [failure("not-authorized")] });
    expect(sent).toEqual([sends]);
    expect(notes.filter((note) => note.includes(" is left out "))).toEqual(says);
  });
});

describe("--channel-binding is refused where the mechanism does not bind, with nothing sent:", () => {
  test.each<[string, readonly string[], string]>([
    [
      "auth me test --mechanism PLAIN --channel-binding tls-exporter",
      ["PLAIN"],
      "Cannot bind to the channel: PLAIN does not, only the mechanisms with -PLUS do, and --mechanism names another",
    ],
    [
      "auth me test --mechanism SCRAM-SHA-1 --channel-binding tls-exporter",
      ["SCRAM-SHA-1-PLUS"],
      "Cannot bind to the channel: SCRAM-SHA-1 does not, only the mechanisms with -PLUS do, and --mechanism names another",
    ],
    [
      "auth me test --channel-binding tls-exporter",
      ["SCRAM-SHA-1"],
      "Cannot bind to the channel: SCRAM-SHA-1 does not, only the mechanisms with -PLUS do, and the server offers none that fits here",
    ],
  ])("%s", async (line, mechanisms, reason) => {
    const { sent, outcome } = await tryLines([...UNDER_TLS, line], { mechanisms });
    expect(sent).toEqual([]);
    expect(outcome).toEqual({ status: "wrong usage", reason });
  });
});

describe("the password that PLAIN sends, where the server's certificate was not verified,", () => {
  const RISK =
    "PLAIN sends the password itself, and the server's certificate was not verified: whoever is at the other end has it then";

  test.each<[string, string, readonly string[]]>([
    ["is remarked on", "starttls --insecure", [RISK]],
    ["is not, where it was verified", "starttls", []],
  ])("%s", async (_what, starttls, says) => {
    const lines = [starttls, "restart", "auth me test --mechanism PLAIN"];
    const { sent, notes } = await tryLines(lines, SUCCEEDS);
    expect(sent).toEqual(["auth PLAIN: \0me\0test"]);
    expect(notes.filter((note) => note === RISK)).toEqual(says);
  });
});

describe("a mechanism that is named", () => {
  test("is used, also when it was not offered", async () => {
    const { sent } = await tryLines(["auth me test --mechanism SCRAM-SHA-512"], {
      mechanisms: ["PLAIN"],
      replies: [failure("invalid-mechanism")],
    });
    expect(sent).toEqual(["auth SCRAM-SHA-512: n,,n=me,r=rOprNGfwEbeRWgbNEkqO"]);
  });

  test.each([
    ["auth --mechanism ANONYMOUS", "auth ANONYMOUS"],
    ["auth --mechanism EXTERNAL", "auth EXTERNAL: ="],
    ["auth --mechanism EXTERNAL --authzid romeo@localhost", "auth EXTERNAL: romeo@localhost"],
    ["auth me test --mechanism PLAIN --authzid romeo@localhost", "auth PLAIN: romeo@localhost\0me\0test"],
    ["auth me --mechanism X-SPEAKS-LAST --step", "auth X-SPEAKS-LAST"],
    ["auth --mechanism X-OTHER --initial bWU=", "auth X-OTHER: me"],
    ["auth --mechanism X-OTHER --initial =", "auth X-OTHER: ="],
    ["auth --mechanism X-OTHER --initial-text mé", "auth X-OTHER: mé"],
    [String.raw`auth --mechanism PLAIN --initial-text "\u{0}me\u{0}test"`, "auth PLAIN: \0me\0test"],
    ["auth --mechanism DIGEST-MD5 --step", "auth DIGEST-MD5"],
  ])("sends what belongs to it: %s", async (line, sends) => {
    const { sent, outcome } = await tryLines([line], SUCCEEDS);
    expect(sent).toEqual([sends]);
    expect(outcome).toMatchObject({ status: "passed" });
  });

  test.each<[string, string, TryOutOptions?]>([
    [
      "auth me test --mechanism PLAIN",
      'Cannot auth with PLAIN: the connection to 192.0.2.1:5222 is not encrypted, and whoever listens would have "me" and the password: base64 hides nothing (run "starttls" where it is offered; start with --allow-plaintext to send it all the same)',
      FAR,
    ],
    [
      "auth me test --mechanism DIGEST-MD5",
      'Cannot auth with DIGEST-MD5: it is not computed, because nobody should use it. It hashes with MD5, its servers must keep what is as good as the password, and implementations do not agree about it (RFC 6331 made it historic; use SCRAM). By hand: --step lets the server send its challenge, and "respond BASE64" answers',
    ],
    [
      "auth me test --mechanism scram-sha-1",
      'Cannot auth with "scram-sha-1": mechanisms are written in capital letters (SCRAM-SHA-1)',
    ],
    [
      "auth me test --mechanism GSSAPI",
      'Cannot auth with "GSSAPI": it is not computed here (give its first message with --initial BASE64 or --initial-text TEXT, or with --step let the server speak first; then "respond BASE64")',
    ],
    [
      "auth me test --mechanism SCRAM-SHA-1-PLUS",
      'Cannot use -PLUS: it ties the password to a TLS connection, and this one is not encrypted (run "starttls")',
    ],
    [
      "auth --mechanism PLAIN",
      'Cannot auth: no user is known (run "auth me", or start with --jid me@localhost)',
    ],
    ["auth --initial bWU=", "Cannot auth: --initial needs --mechanism, the name of what it belongs to"],
    [
      "auth --mechanism X --initial bWU= --initial-text me",
      "Cannot auth: --initial and --initial-text exclude each other",
    ],
    [
      "auth me test --mechanism SCRAM-SHA-1 --max-iterations many",
      'Cannot use --max-iterations "many": it is a number from 1',
    ],
    [
      String.raw`auth "\u{7}" test --mechanism SCRAM-SHA-1`,
      "Cannot use the user name: it has characters that SASLprep forbids, such as control characters, or mixes directions of writing (RFC 4013 §2.3; PLAIN sends what was typed)",
    ],
    [String.raw`auth me "te\u{7}st" --mechanism SCRAM-SHA-1`, FORBIDDEN],
    ["auth me --mechanism SCRAM-SHA-1", FORBIDDEN, { secrets: ["te\u0007st"] }],
    ["auth me --mechanism SCRAM-SHA-1", FORBIDDEN, { environment: { XMPP_PASSWORD: "a\u0627" } }],
  ])("is refused before anything is sent: %s", async (line, reason, options) => {
    const { sent, outcome } = await tryLines([line], { mechanisms: ["PLAIN"] }, options);
    expect(sent).toEqual([]);
    expect(outcome).toEqual({ status: "wrong usage", reason });
  });

  test("PLAIN by hand goes out wherever it is", async () => {
    const { sent } = await tryLines(["auth --mechanism PLAIN --initial AG1lAHRlc3Q="], SUCCEEDS, FAR);
    expect(sent).toEqual(["auth PLAIN: \0me\0test"]);
  });
});

describe("the user is", () => {
  test.each<[string, string, string, TryOutOptions?]>([
    ["the word on the line", "auth me test", "\0me\0test"],
    [
      "that of --jid",
      "auth",
      "\0romeo\0secret",
      { setup: { jid: "romeo@localhost/x" }, secrets: ["secret"] },
    ],
    ["exactly that of --username", "auth --username me@localhost test", "\0me@localhost\0test"],
    ["exactly that of --username, wherever it stands", "auth test --username=romeo", "\0romeo\0test"],
    ["exactly that of --username, also with an empty password", 'auth --username romeo ""', "\0romeo\0"],
    ["in the very characters that were typed", "auth mü,=ller te,=st", "\0mü,=ller\0te,=st"],
  ])("%s: %s", async (_what, line, message, options) => {
    const { sent } = await tryLines([line], { mechanisms: ["PLAIN"], ...SUCCEEDS }, options);
    expect(sent).toEqual([`auth PLAIN: ${message}`]);
  });

  test("escaped in SCRAM where it has an equals sign or a comma, and prepared", async () => {
    const replies = [failure("not-authorized")];
    const { sent } = await tryLines(["auth a,b=I\u00adX test --mechanism SCRAM-SHA-1"], { replies });
    expect(sent).toEqual(["auth SCRAM-SHA-1: n,,n=a=2Cb=3DIX,r=rOprNGfwEbeRWgbNEkqO"]);
  });

  test("the localpart of a JID, with a remark", async () => {
    const { sent, notes } = await tryLines(["auth me@localhost test"], {
      mechanisms: ["PLAIN"],
      ...SUCCEEDS,
    });
    expect(sent).toEqual(["auth PLAIN: \0me\0test"]);
    expect(notes).toContain(
      '"me@localhost" is a JID; the user name of PLAIN is its localpart, "me" (--username takes a name as it is)',
    );
  });

  test("the localpart of a JID of another domain, with another remark", async () => {
    const { notes } = await tryLines(["auth me@example.org test"], { mechanisms: ["PLAIN"], ...SUCCEEDS });
    expect(notes).toContain(
      '"me@example.org" is a JID; the user name of PLAIN is its localpart, "me" (--username takes a name as it is). The stream is for "localhost", though: the account there is another one',
    );
  });

  test("not asked about where there is none to be", async () => {
    const { outcome } = await tryLines(["auth me test extra"], { mechanisms: ["PLAIN"] });
    expect(outcome).toMatchObject({ status: "wrong usage" });
    const { outcome: replaced } = await tryLines(["auth --username me test extra"], {
      mechanisms: ["PLAIN"],
    });
    expect(replaced).toMatchObject({ status: "wrong usage" });
  });
});

describe("what SCRAM says of channel binding (RFC 5802 §6):", () => {
  const PLUS = "SCRAM-SHA-1-PLUS";
  test.each<[string, readonly string[], SaslAnswers, string, TryOutOptions?]>([
    ["n without TLS", ["auth me test"], { mechanisms: ["SCRAM-SHA-1"] }, "n,,"],
    [
      "n without TLS, though -PLUS is offered",
      ["auth me test"],
      { mechanisms: ["SCRAM-SHA-1", PLUS] },
      "n,,",
    ],
    [
      "y under TLS, where no -PLUS is offered",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: ["SCRAM-SHA-1"] },
      "y,,",
    ],
    [
      "n under TLS, where the server lists no type that we have",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: ["SCRAM-SHA-1"], bindings: ["tls-unique"] },
      "n,,",
    ],
    [
      "n under TLS, where -PLUS is offered and the user does without",
      [...UNDER_TLS, "auth me test --mechanism SCRAM-SHA-1"],
      { mechanisms: ["SCRAM-SHA-1", PLUS] },
      "n,,",
    ],
    [
      "n under TLS, where -PLUS of another hash is offered",
      [...UNDER_TLS, "auth me test --mechanism SCRAM-SHA-1"],
      { mechanisms: ["SCRAM-SHA-1", "SCRAM-SHA-512-PLUS"] },
      "n,,",
    ],
    ["n under TLS, where nothing is offered at all", [...UNDER_TLS, "auth me test"], {}, "n,,"],
    [
      "the identity to act as behind it",
      [...UNDER_TLS, "auth me test --authzid a,b"],
      { mechanisms: ["SCRAM-SHA-1"] },
      "y,a=a=2Cb,",
    ],
    [
      "p with the identity",
      [...UNDER_TLS, "auth me test --authzid romeo"],
      { mechanisms: [PLUS] },
      "p=tls-exporter,a=romeo,",
    ],
    ["tls-exporter on TLS 1.3", [...UNDER_TLS, "auth me test"], { mechanisms: [PLUS] }, "p=tls-exporter,,"],
    [
      "tls-unique on TLS 1.2",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: [PLUS] },
      "p=tls-unique,,",
      withCertificate("TLSv1.2"),
    ],
    [
      "what the server lists",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: [PLUS], bindings: ["tls-server-end-point"] },
      "p=tls-server-end-point,,",
    ],
    [
      "the first of what the server lists that we have",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: [PLUS], bindings: ["tls-unique", "tls-server-end-point", "tls-exporter"] },
      "p=tls-exporter,,",
    ],
    [
      "tls-exporter on TLS 1.2 where the server lists it",
      [...UNDER_TLS, "auth me test"],
      { mechanisms: [PLUS], bindings: ["tls-server-end-point", "tls-exporter"] },
      "p=tls-exporter,,",
      withCertificate("TLSv1.2"),
    ],
    [
      "the type that the user wants, whatever the server lists",
      [...UNDER_TLS, "auth me test --channel-binding tls-server-end-point"],
      { mechanisms: [PLUS], bindings: ["tls-exporter"] },
      "p=tls-server-end-point,,",
    ],
    [
      "a -PLUS that was not offered, when it is forced",
      [...UNDER_TLS, "auth me test --mechanism SCRAM-SHA-256-PLUS"],
      { mechanisms: ["PLAIN"] },
      "p=tls-exporter,,",
    ],
  ])("%s", async (_what, lines, answers, flag, options) => {
    const { sent } = await tryLines(lines, { ...answers, replies: [failure("not-authorized")] }, options);
    expect(sent.map((message) => message.replace(/^auth [^:]*: |n=me,r=.*$/g, ""))).toEqual([flag]);
  });

  test("tls-unique on TLS 1.3 is used when it is asked for, and remarked on", async () => {
    const lines = [...UNDER_TLS, "auth me test --channel-binding tls-unique"];
    const { sent, notes } = await tryLines(lines, {
      mechanisms: [PLUS],
      replies: [failure("not-authorized")],
    });
    expect(sent).toEqual(["auth SCRAM-SHA-1-PLUS: p=tls-unique,,n=me,r=rOprNGfwEbeRWgbNEkqO"]);
    expect(notes).toContain(
      "tls-unique has no meaning on TLS 1.3 (RFC 9266 §3). Servers differ: ejabberd 23.01 takes nothing else there",
    );
  });

  test("the data of the connection goes into the last message", async () => {
    const lines = [...UNDER_TLS, "auth user pencil --mechanism SCRAM-SHA-256-PLUS"];
    const { sent } = await tryLines(lines, { mechanisms: [PLUS], ...SCRAM });
    const c = /c=([^,]*)/.exec(sent[1] ?? "")?.[1] ?? "";
    expect(Buffer.from(c, "base64").toString()).toBe("p=tls-exporter,,the tls-exporter of this connection");
  });

  test.each([
    [
      "where the server lists none that we have",
      { bindings: ["tls-unique"] },
      "auth me test --mechanism SCRAM-SHA-1-PLUS",
      "Cannot bind to the channel: the server lists no type that this connection has (--channel-binding forces one)",
    ],
  ])("-PLUS is refused %s", async (_what, answers, line, reason) => {
    const { outcome } = await tryLines([...UNDER_TLS, line], { mechanisms: [PLUS], ...answers });
    expect(outcome).toEqual({ status: "wrong usage", reason });
  });

  test("a type that there is not is refused", async () => {
    const { outcome } = await tryLines(["auth me test --channel-binding tls-magic"], {});
    expect(outcome).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(
        '--channel-binding is one of tls-exporter, tls-unique, tls-server-end-point, not "tls-magic"',
      ),
    });
  });
});

describe("a server that cannot be believed fails the step:", () => {
  const GO_ON =
    'The exchange of SCRAM-SHA-256 is still open: run "abort" to give up, or "respond BASE64" to answer all the same';
  const garbage = "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>%%% no base64 %%%</challenge>";

  test.each([
    ["no base64", garbage, "the challenge is no base64 (RFC 6120 §6.4.2)"],
    ["an empty challenge", challenge(), "the challenge has no r=, and a server-first-message is r=…,s=…,i=…"],
    [
      "another nonce",
      challenge("r=xyz,s=QSXC,i=4096"),
      "the nonce in the challenge is not ours with the server's behind it",
    ],
    ["no salt", challenge("r=rOprNGfwEbeRWgbNEkqOx,i=4096"), "the challenge has no s="],
    [
      "an error",
      challenge("e=other-error"),
      'it ended the exchange with the error "other-error" (e=, RFC 5802 §7)',
    ],
    ["an extension", challenge(`m=x,${RFC_7677.serverFirst}`), "the challenge demands an extension (m=)"],
  ])("%s, and nothing is answered", async (_what, reply, reason) => {
    const { outcome, sent, tool } = await tryLines([WITH_SCRAM], { replies: [reply] });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(
        `Cannot go on with SCRAM-SHA-256, because of what the server says: ${reason}`,
      ),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(GO_ON) });
    expect(sent).toHaveLength(1);
    expect(tool.clients.current.session.state.sasl).toMatchObject({ mechanism: "SCRAM-SHA-256" });
  });

  const AFTERWARDS = 'Do not go on with this connection (run "disconnect")';
  test.each([
    ["without its signature", success(), "the server never proved that it knows your password's keys"],
    ["with an empty one", success("v="), "the server's signature is wrong"],
    [
      "with that of somebody else",
      success("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
      "the server's signature is wrong",
    ],
    [
      "with an error in it",
      success("e=other-error"),
      'it ended the exchange with the error "other-error" (e=, RFC 5802 §7)',
    ],
    [
      "with what is no base64",
      "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>%%%</success>",
      "the data in <success/> is no base64",
    ],
  ])("success %s", async (_what, reply, reason) => {
    const replies = [challenge(RFC_7677.serverFirst), reply];
    const { outcome } = await tryLines([WITH_SCRAM], { replies });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(`Cannot believe the server, though it says success: ${reason}`),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(AFTERWARDS) });
  });

  test("success at once", async () => {
    const { outcome } = await tryLines([WITH_SCRAM], { replies: [success(RFC_7677.serverFinal)] });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("the server said success before we proved anything"),
    });
  });

  test("a wrong signature in a challenge, which is not answered", async () => {
    const replies = [challenge(RFC_7677.serverFirst), challenge("v=AAAA"), success()];
    const { outcome, sent } = await tryLines([WITH_SCRAM], { replies });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("signature is wrong"),
    });
    expect(sent).toHaveLength(2);
  });

  test("a challenge where PLAIN has none", async () => {
    const { outcome, sent } = await tryLines(["auth me test --mechanism PLAIN"], {
      replies: [challenge("more")],
    });
    expect(outcome).toMatchObject({
      status: "failed",
      reason:
        'Cannot go on with PLAIN, because of what the server says: PLAIN has no challenges (RFC 4616 §2). The exchange of PLAIN is still open: run "abort" to give up, or "respond BASE64" to answer all the same',
    });
    expect(sent).toHaveLength(1);
  });
});

describe("how often the hash is repeated:", () => {
  const asks = (count: number) => challenge(`r=rOprNGfwEbeRWgbNEkqOx,s=QSXC,i=${count}`);
  const FEW =
    "only one iteration: whoever sees this exchange can try passwords quickly (RFC 7677 §4 asks for 4096 at least)";

  test("a count below 4096 is remarked on, and computed", async () => {
    const { notes, sent } = await tryLines([WITH_SCRAM], { replies: [asks(1), failure("not-authorized")] });
    expect(notes).toContain(FEW);
    expect(sent).toHaveLength(2);
  });

  test("4096 is not", async () => {
    const { notes } = await tryLines([WITH_SCRAM], { replies: [asks(4096), failure("not-authorized")] });
    expect(notes.filter((note) => note.includes("iterations"))).toEqual([]);
  });

  test("more than a million is refused where nobody can be asked", async () => {
    const { outcome, sent } = await tryLines([WITH_SCRAM], { replies: [asks(2_147_483_647)] });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(
        "Cannot go on with SCRAM-SHA-256, because of what the server says: it asks for 2147483647 iterations, more than 1000000, and computing them would keep this machine busy (--max-iterations 2147483647 allows it)",
      ),
    });
    expect(sent).toHaveLength(1);
  });

  test("more than a million is asked about", async () => {
    const no = await tryLines([WITH_SCRAM], { replies: [asks(1_000_001)] }, { answers: [false] });
    expect(no.sent).toHaveLength(1);
    expect(no.outcome).toMatchObject({ status: "failed" });
  });

  test("more than a million is computed for whoever wants it, and can be interrupted", async () => {
    const tool = tryOut({ answers: [true] });
    answerSasl(tool, { replies: [asks(2_147_483_647)] });
    const controller = new AbortController();
    await tool.run("open");
    tool.server.onData(() => setImmediate(() => setImmediate(() => controller.abort())));
    expect(await tool.run(WITH_SCRAM, controller.signal)).toEqual({ status: "interrupted" });
  });

  test("more than --max-iterations is not computed, and nobody is asked", async () => {
    const line = `${WITH_SCRAM} --max-iterations 4095`;
    const { outcome, sent } = await tryLines([line], { replies: [asks(4096)] }, { answers: [true] });
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("it asks for 4096 iterations, more than 4095"),
    });
    expect(sent).toHaveLength(1);
  });

  test("as many as --max-iterations are", async () => {
    const line = `${WITH_SCRAM} --max-iterations 4096`;
    const { sent } = await tryLines([line], { replies: [asks(4096), failure("not-authorized")] });
    expect(sent).toHaveLength(2);
  });
});

describe("after a failure", () => {
  test("the exchange is over, and the stream is open", async () => {
    const { outcome, tool } = await tryLines(["auth me wrong"], {
      mechanisms: ["PLAIN"],
      replies: [failure("not-authorized")],
    });
    expect(outcome).toMatchObject({ status: "failed", reason: "SASL failure: not-authorized" });
    const { sasl, authenticated, connection } = tool.clients.current.session.state;
    expect([sasl, authenticated, connection]).toEqual([undefined, undefined, "connected"]);
  });

  test("another try works, by another mechanism too", async () => {
    const replies = [challenge(RFC_7677.serverFirst), failure("not-authorized"), ...SCRAM.replies];
    const { outcome, sent } = await tryLines(["auth user wrong --mechanism SCRAM-SHA-256", WITH_SCRAM], {
      replies,
    });
    expect(outcome).toMatchObject({ status: "passed" });
    expect(sent.slice(2)).toEqual([
      `auth SCRAM-SHA-256: ${RFC_7677.clientFirst}`,
      `response: ${RFC_7677.clientFinal}`,
    ]);
  });

  test("of the server to prove itself, another try is another exchange", async () => {
    const replies = [challenge("r=xyz,s=QSXC,i=4096"), ...SCRAM.replies];
    const { outcome } = await tryLines([WITH_SCRAM, WITH_SCRAM], { replies });
    expect(outcome).toMatchObject({ status: "passed" });
  });
});

describe("the password is", () => {
  test("asked for before anything is sent", async () => {
    const { sent } = await tryLines(
      ["auth me"],
      { mechanisms: ["PLAIN"], ...SUCCEEDS },
      { secrets: ["typed"] },
    );
    expect(sent).toEqual(["auth PLAIN: \0me\0typed"]);
  });

  test("that of the environment, for this client before that for all", async () => {
    const environment = { XMPP_PASSWORD: "for all", XMPP_PASSWORD_JULIET: "hers" };
    const tool = tryOut({ environment });
    const sent = answerSasl(tool, { mechanisms: ["PLAIN"], replies: [success()] });
    await tool.run("@juliet open");
    await tool.run("@juliet auth juliet");
    expect(sent).toEqual(["auth PLAIN: \0juliet\0hers"]);
  });

  test("not prepared for PLAIN, which sends what was typed", async () => {
    const line = String.raw`auth me "te\u{7}st" --mechanism PLAIN`;
    const { sent } = await tryLines([line], SUCCEEDS);
    expect(sent).toEqual(["auth PLAIN: \0me\0te\u0007st"]);
  });

  test("prepared for SCRAM", async () => {
    const line = "auth user penc\u00adil --mechanism SCRAM-SHA-256";
    const { outcome } = await tryLines([line], SCRAM);
    expect(outcome).toMatchObject({ status: "passed" });
  });
});
