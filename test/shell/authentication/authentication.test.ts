// What becomes of an exchange when nobody waits any more, and what is told of a server that cannot be believed.
import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { answerSasl, challenge, RFC_7677, success } from "../../helpers/sasl-answers.ts";
import { SERVER_HEADER, type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

const ALL = "auth user pencil --mechanism SCRAM-SHA-256";
const STEP = `${ALL} --step`;
const FIRST = challenge(RFC_7677.serverFirst);
const RIGHT = success(RFC_7677.serverFinal);
const RECEIVED = "7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
const EXPECTED = RFC_7677.serverFinal.slice(2);
const WRONG = success(`v=${RECEIVED}`);
const DOUBT = "SCRAM-SHA-256: the server is not to be believed, because ";
const FORGED = `${DOUBT}the server's signature is wrong. It does not know the keys of your password, so it is not the server that you have an account with, or somebody is in between (RFC 5802 §5.1)`;

/** A tool on an open stream, whose server gives these replies and no more. */
async function opened(replies: readonly string[], options: TryOutOptions = {}): Promise<TryOut> {
  const tool = tryOut(options);
  answerSasl(tool, { replies });
  await tool.run("open");
  return tool;
}

/** What was said of the server's proof. */
function doubts({ transcript }: TryOut): string[] {
  return [...transcript.entries].flatMap((entry) =>
    entry.type === "derivation" && entry.title.startsWith(DOUBT) ? [entry.title] : [],
  );
}

describe("a success that nobody waits for is checked when it comes:", () => {
  test.each<[string, readonly string[]]>([
    ["after respond --no-wait", [STEP, "respond --no-wait"]],
    ["after the last answer's --timeout", [STEP, "respond --timeout 1ms"]],
    ["after the timeout of auth", [`${ALL} --timeout 1ms`]],
  ])("a wrong signature is told %s", async (_when, lines) => {
    const tool = await opened([FIRST]);
    for (const line of lines) await tool.run(line);
    expect(doubts(tool)).toEqual([]);
    tool.server.send(WRONG);
    await setImmediate();
    expect(doubts(tool)).toEqual([FORGED]);
    expect(tool.shown).toContain(
      `-- ${FORGED}\n       v expected = ${EXPECTED}\n       v received = ${RECEIVED}\n`,
    );
  });

  test.each<[string, readonly string[]]>([
    ["after respond --no-wait", [STEP, "respond --no-wait"]],
    ["after the last answer's --timeout", [STEP, "respond --timeout 1ms"]],
    ["after the timeout of auth", [`${ALL} --timeout 1ms`]],
  ])("the right one is no news %s", async (_when, lines) => {
    const tool = await opened([FIRST]);
    for (const line of lines) await tool.run(line);
    tool.server.send(RIGHT);
    await setImmediate();
    expect(doubts(tool)).toEqual([]);
    expect(await tool.shell.background()).toEqual({ status: "passed" });
    expect(tool.clients.current.session.state.authenticated).toBe("user");
  });

  test("a signature that is missing is told too", async () => {
    const tool = await opened([FIRST]);
    for (const line of [STEP, "respond --no-wait"]) await tool.run(line);
    tool.server.send(success());
    await setImmediate();
    expect(doubts(tool)).toEqual([
      `${DOUBT}the server never proved that it knows your password's keys: its signature (v=) is missing, so anybody may be at the other end (RFC 5802 §5.1)`,
    ]);
  });

  test("a success before any proof is told too", async () => {
    const tool = await opened([]);
    await tool.run(`${ALL} --no-wait`);
    tool.server.send(RIGHT);
    await setImmediate();
    expect(doubts(tool)).toEqual([
      expect.stringContaining(`${DOUBT}the server said success before we proved anything`),
    ]);
  });

  test("a wrong signature is told after Ctrl-C too", async () => {
    const tool = await opened([FIRST]);
    const controller = new AbortController();
    tool.server.onData((text) => {
      if (text.startsWith("<response")) controller.abort();
    });
    expect(await tool.run(ALL, controller.signal)).toEqual({ status: "interrupted" });
    tool.server.send(WRONG);
    await setImmediate();
    expect(doubts(tool)).toEqual([FORGED]);
  });

  test("nothing is left to check when the connection is gone", async () => {
    const tool = await opened([FIRST]);
    for (const line of [STEP, "respond --no-wait"]) await tool.run(line);
    tool.server.close();
    expect(await tool.shell.background()).toMatchObject({ status: "failed" });
    await tool.run("open");
    tool.server.send(WRONG);
    await setImmediate();
    expect(doubts(tool)).toEqual([]);
  });
});

describe("of an exchange that is made by hand", () => {
  const NOTHING_CHECKED =
    "this exchange was made by hand: nothing has shown that the server knows your password (its v= was not checked)";
  const notes = ({ transcript }: TryOut) =>
    [...transcript.entries].flatMap((entry) => (entry.type === "note" ? [entry.text] : []));
  const byHand = [
    `auth --mechanism SCRAM-SHA-256 --initial-text ${RFC_7677.clientFirst}`,
    `respond --text "${RFC_7677.clientFinal}"`,
  ];

  test.each<[string, readonly string[]]>([
    ["from its first message on", byHand],
    ["from its last message on", [STEP, ...byHand.slice(1)]],
    [
      "as XML",
      [
        STEP,
        `<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(RFC_7677.clientFinal).toString("base64")}</response>`,
      ],
    ],
  ])("it is said that the server was not checked: %s", async (_what, lines) => {
    const tool = await opened([FIRST, WRONG]);
    for (const line of lines) expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(notes(tool)).toContain(NOTHING_CHECKED);
    expect(doubts(tool)).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ["of one that is computed", [ALL]],
    ["of one that is computed step by step", [STEP, "respond"]],
  ])("and nothing of that is said %s", async (_what, lines) => {
    const tool = await opened([FIRST, RIGHT]);
    for (const line of lines) expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(notes(tool)).not.toContain(NOTHING_CHECKED);
  });

  test("nor of PLAIN, in which a server proves nothing", async () => {
    const tool = await opened([success()]);
    await tool.run("auth --mechanism PLAIN --initial AG1lAHRlc3Q=");
    expect(notes(tool)).not.toContain(NOTHING_CHECKED);
  });
});

interface Liar {
  readonly replies: readonly string[];
  /** What it sent, and what was expected of it, in place of which [redacted] is shown. */
  readonly values: readonly string[];
  readonly rows: readonly string[];
}

const NONCE = "rOprNGfwEbeRWgbNEkqO";

const LIARS: readonly [string, Liar][] = [
  [
    "a wrong signature",
    {
      replies: [FIRST, WRONG],
      values: [EXPECTED, RECEIVED, "W22ZaJ0SNY7soEsUEjb6gQ==", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", NONCE],
      rows: [`v expected = ${EXPECTED}`, `v received = ${RECEIVED}`],
    },
  ],
  [
    "a missing signature",
    { replies: [FIRST, success("x=1")], values: [EXPECTED], rows: [`v expected = ${EXPECTED}`] },
  ],
  [
    "a changed nonce",
    {
      replies: [challenge("r=changed-nonce,s=QSXCR+Q6sek8bf92,i=4096")],
      values: ["changed-nonce", "QSXCR+Q6sek8bf92", NONCE],
      rows: [`our nonce = ${NONCE}`, "r = changed-nonce"],
    },
  ],
  [
    "a bad salt",
    {
      replies: [challenge(`r=${NONCE}server,s=no-base64!,i=4096`)],
      values: ["no-base64!", `${NONCE}server`, NONCE],
      rows: ["s = no-base64!"],
    },
  ],
];

describe("of a server that cannot be believed", () => {
  test.each(LIARS)("nothing that helps to find the password is in a pipe: %s", async (_what, liar) => {
    const tool = await opened(liar.replies, { isPrivate: false });
    const outcome = await tool.run(ALL);
    expect(outcome).toMatchObject({ status: "failed" });
    const reason = "reason" in outcome ? outcome.reason : "";
    expect(reason).toMatch(/^Cannot (believe the server|go on with SCRAM-SHA-256)/);
    for (const row of liar.rows) {
      expect(tool.shown).toContain(`       ${row.slice(0, row.indexOf(" = "))} = [redacted]\n`);
    }
    const encoded = liar.values.map((value) => Buffer.from(value).toString("base64").slice(4, 12));
    for (const value of [...liar.values, ...encoded]) expect(reason + tool.shown).not.toContain(value);
  });

  test.each(LIARS)(
    "the values that show it are shown at a terminal, also without --explain: %s",
    async (_what, { replies, rows }) => {
      const tool = await opened(replies);
      await tool.run(ALL);
      const [, shown = ""] = tool.shown.split(
        /-- SCRAM-SHA-256: (?:what does not fit|.*not to be believed.*)\n/,
      );
      expect(shown.split("\n").slice(0, rows.length)).toEqual(rows.map((row) => `       ${row}`));
    },
  );

  test.each(LIARS)("they are in nothing that is stored of a wait that is over: %s", async (_what, liar) => {
    const tool = await opened([], { isPrivate: false });
    await tool.run(`${STEP} --no-wait`);
    for (const reply of liar.replies) {
      tool.server.send(reply);
      await setImmediate();
      await tool.run("respond --no-wait");
    }
    for (const value of liar.values) expect(tool.shown).not.toContain(value);
  });
});

describe("what is typed as XML", () => {
  const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
  const CHALLENGE = "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj0x</challenge>";

  test("is decoded beside it with explain on", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    await tool.run("set explain all");
    void tool.run(AUTH);
    await vi.waitFor(() => expect(tool.shown).toContain("C: <auth"), { timeout: 20_000 });
    tool.server.send(SERVER_HEADER + CHALLENGE);
    expect(tool.shown).toContain(
      "-- PLAIN: what is in <auth/>, out of its base64\n       message = \\0me\\0test\n",
    );
    expect(tool.shown).toContain(
      "-- PLAIN: what is in <challenge/>, out of its base64\n       message = r=1\n",
    );
  });

  test("is left as it is without, and masked where it is stored", async () => {
    const plain = tryOut();
    await plain.run("open --no-wait");
    void plain.run(AUTH);
    await setImmediate();
    expect(plain.shown).not.toContain("out of its base64");
    const piped = tryOut({ isPrivate: false });
    await piped.run("open --no-wait");
    await piped.run("set explain all");
    void piped.run(AUTH);
    await vi.waitFor(() => expect(piped.shown).toContain("C: <auth"), { timeout: 20_000 });
    expect(piped.shown).toContain("message = [redacted]");
    expect(piped.shown).not.toContain("\\0test");
  });
});
