import { describe, expect, test } from "vitest";
import {
  answerSasl,
  challenge,
  failure,
  RFC_7677,
  type SaslAnswers,
  success,
} from "../helpers/sasl-answers.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

const STEP = "auth user pencil --mechanism SCRAM-SHA-256 --step";
const FIRST = challenge(RFC_7677.serverFirst);
const LAST = success(RFC_7677.serverFinal);
const BY_HAND = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";

interface Conversation {
  readonly tool: TryOut;
  readonly sent: readonly string[];
}

async function onStream(answers: SaslAnswers): Promise<Conversation> {
  const tool = tryOut();
  const sent = answerSasl(tool, answers);
  await tool.run("open");
  return { tool, sent };
}

function titles({ tool }: Conversation): string[] {
  return [...tool.transcript.entries].flatMap((entry) => (entry.type === "derivation" ? [entry.title] : []));
}

describe("an exchange goes step by step:", () => {
  test("auth --step sends the first message, and the challenge is taken apart", async () => {
    const talk = await onStream({ replies: [FIRST] });
    expect(await talk.tool.run(STEP)).toMatchObject({ status: "passed" });
    expect(talk.sent).toEqual([`auth SCRAM-SHA-256: ${RFC_7677.clientFirst}`]);
    expect(titles(talk)).toEqual(["SCRAM-SHA-256: server-first-message (RFC 5802 §7)"]);
    expect(talk.tool.clients.current.session.state.sasl).toHaveProperty("challenge");
  });

  test("respond sends the computed answer, and checks the server's", async () => {
    const talk = await onStream({ replies: [FIRST, LAST] });
    await talk.tool.run(STEP);
    expect(await talk.tool.run("respond")).toMatchObject({ status: "passed" });
    expect(talk.sent.slice(1)).toEqual([`response: ${RFC_7677.clientFinal}`]);
    expect(talk.tool.clients.current.session.state.authenticated).toBe("user");
  });

  test("respond stops at the next challenge, which another one answers", async () => {
    const talk = await onStream({ replies: [FIRST, challenge(RFC_7677.serverFinal), success()] });
    for (const line of [STEP, "respond"]) await talk.tool.run(line);
    expect(talk.sent).toHaveLength(2);
    expect(titles(talk).at(-1)).toBe("SCRAM-SHA-256: server-final-message (RFC 5802 §7)");
    expect(await talk.tool.run("respond")).toMatchObject({ status: "passed" });
    expect(talk.sent.slice(2)).toEqual(["response"]);
  });

  test("a server that does not prove itself fails the step", async () => {
    const { tool } = await onStream({ replies: [FIRST, success()] });
    await tool.run(STEP);
    expect(await tool.run("respond")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("the server never proved that it knows your password's keys"),
    });
  });

  test("a challenge that must not be answered is not, unless by hand", async () => {
    const { tool, sent } = await onStream({
      replies: [challenge("r=other,s=QSXC,i=4096"), failure("not-authorized")],
    });
    expect(await tool.run(STEP)).toMatchObject({ status: "failed" });
    expect(await tool.run("respond")).toEqual({
      status: "failed",
      reason:
        'Cannot go on with SCRAM-SHA-256, because of what the server says: the nonce in the challenge is not ours with the server\'s behind it. Either somebody replays an old exchange, or the server is broken (RFC 5802 §5.1). The exchange of SCRAM-SHA-256 is still open: run "abort" to give up, or "respond BASE64" to answer all the same',
    });
    expect(sent).toHaveLength(1);
    expect(await tool.run("respond biws")).toMatchObject({ status: "failed" });
    expect(sent.slice(1)).toEqual(["response: n,,"]);
  });

  test("the password is asked for when it is needed", async () => {
    const tool = tryOut({ secrets: ["pencil"] });
    const sent = answerSasl(tool, { replies: [FIRST, LAST] });
    for (const line of ["open", "auth user --mechanism SCRAM-SHA-256 --step", "respond"])
      await tool.run(line);
    expect(sent[1]).toBe(`response: ${RFC_7677.clientFinal}`);
  });
});

describe("by hand", () => {
  test.each([
    ["respond biws", "response: n,,"],
    ["respond =", "response: ="],
    ["respond --text n,,", "response: n,,"],
    ["respond --text é", "response: é"],
    ['respond ""', "response"],
  ])("%s sends what it says", async (line, message) => {
    const { tool, sent } = await onStream({ replies: [FIRST, failure("not-authorized")] });
    await tool.run(STEP);
    await tool.run(line);
    expect(sent.slice(1)).toEqual([message]);
  });

  test("what is no base64 goes out as it is", async () => {
    const { tool } = await onStream({});
    void tool.run("respond %%%");
    await new Promise((resolve) => setImmediate(resolve));
    expect(tool.server.received).toMatch(
      /<response xmlns="urn:ietf:params:xml:ns:xmpp-sasl">%%%<\/response>$/,
    );
    tool.server.close();
  });

  test("a whole exchange is possible, and each challenge is shown out of its base64", async () => {
    const talk = await onStream({ replies: [challenge(), FIRST, LAST] });
    const { tool } = talk;
    await tool.run("set explain all");
    await tool.run("auth --mechanism SCRAM-SHA-256 --initial =");
    await tool.run(`respond --text "${BY_HAND}"`);
    const last = await tool.run(`respond --text "${RFC_7677.clientFinal}"`);
    expect(last).toMatchObject({ status: "passed" });
    expect(titles(talk)).toEqual([
      "SCRAM-SHA-256: what is in <challenge/>, out of its base64",
      "SCRAM-SHA-256: what is in <challenge/>, out of its base64",
      "SCRAM-SHA-256: what is in <success/>, out of its base64",
    ]);
    expect(tool.shown).toContain(`message = ${RFC_7677.serverFirst}`);
  });

  test("what answers then is not computed", async () => {
    const { tool } = await onStream({ replies: [FIRST] });
    await tool.run("auth --mechanism SCRAM-SHA-256 --initial biws");
    expect(await tool.run("respond")).toMatchObject({ status: "wrong usage" });
  });

  test("the rest of a computed exchange is by hand after one answer was", async () => {
    const { tool } = await onStream({ replies: [FIRST, FIRST] });
    await tool.run(STEP);
    await tool.run("respond biws");
    expect(await tool.run("respond")).toMatchObject({ status: "wrong usage" });
  });

  test("a word and --text exclude each other", async () => {
    const { tool, sent } = await onStream({});
    expect(await tool.run("respond biws --text n")).toEqual({
      status: "wrong usage",
      reason: "Cannot respond: an answer and --text exclude each other",
    });
    expect(sent).toEqual([]);
  });
});

describe("the challenge that waits is the one that is answered:", () => {
  const OTHER = challenge("r=rOprNGfwEbeRWgbNEkqOother,s=QSXC,i=4096");
  const BY_XML = "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>biws</response>";

  test("one that comes after auth --no-wait", async () => {
    const { tool, sent } = await onStream({});
    await tool.run("auth user pencil --mechanism SCRAM-SHA-256 --no-wait");
    expect(await tool.run("respond")).toMatchObject({ status: "wrong usage" });
    tool.server.send(FIRST);
    const answered = tool.run("respond --no-wait");
    expect(await answered).toEqual({ status: "passed" });
    expect(sent.slice(1)).toEqual([`response: ${RFC_7677.clientFinal}`]);
  });

  test("one that comes after the time for it was over", async () => {
    const { tool, sent } = await onStream({});
    await tool.run("auth user pencil --mechanism SCRAM-SHA-256 --timeout 1ms");
    tool.server.send(FIRST);
    await tool.run("respond --no-wait");
    expect(sent.slice(1)).toEqual([`response: ${RFC_7677.clientFinal}`]);
  });

  test("and not the one before it, after a response that was typed as XML", async () => {
    const { tool, sent } = await onStream({ replies: [FIRST, OTHER] });
    for (const line of [STEP, BY_XML]) await tool.run(line);
    expect(await tool.run("respond")).toEqual({
      status: "wrong usage",
      reason: "Cannot respond: the answers of SCRAM-SHA-256 are not computed (write one: respond BASE64)",
    });
    expect(sent.slice(1)).toEqual(["response: n,,"]);
  });

  test("none, where a response was typed as XML and nothing has come since", async () => {
    const { tool, sent } = await onStream({ replies: [FIRST] });
    await tool.run(STEP);
    await tool.run("set timeout 1ms");
    await tool.run(BY_XML);
    expect(await tool.run("respond")).toEqual({
      status: "wrong usage",
      reason: 'Cannot respond: no challenge waits for an answer (run "auth --step" first)',
    });
    expect(sent).toHaveLength(2);
  });
});

test.each([
  ["nothing has begun", []],
  ["the exchange is over", [STEP, "respond"]],
  ["it was given up", [STEP, "abort"]],
])("respond alone is refused where %s", async (_what, lines) => {
  const { tool } = await onStream({ replies: [FIRST, failure("not-authorized")] });
  for (const line of lines) await tool.run(line);
  expect(await tool.run("respond")).toEqual({
    status: "wrong usage",
    reason: 'Cannot respond: no challenge waits for an answer (run "auth --step" first)',
  });
});

test("two clients have exchanges of their own", async () => {
  const { tool, sent } = await onStream({ replies: [FIRST] });
  await tool.run(STEP);
  await tool.run("@juliet connect");
  expect(await tool.run("@juliet respond")).toMatchObject({
    reason: 'Cannot respond: no challenge waits for an answer (run "auth --step" first)',
  });
  expect(sent).toHaveLength(1);
});

describe("abort", () => {
  test("gives up, which the server confirms with a failure that is none", async () => {
    const { tool, sent } = await onStream({ replies: [FIRST, failure("aborted")] });
    await tool.run(STEP);
    expect(await tool.run("abort")).toMatchObject({ status: "passed" });
    expect(sent.slice(1)).toEqual(["abort"]);
    expect(tool.clients.current.session.state.sasl).toBeUndefined();
  });

  test.each(["abort --no-wait", "<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"])(
    "passes by %s too, when <aborted/> comes",
    async (line) => {
      const { tool, sent } = await onStream({ replies: [FIRST, failure("aborted")] });
      await tool.run(STEP);
      expect(await tool.run(line)).toMatchObject({ status: "passed" });
      expect(await tool.shell.background()).toEqual({ status: "passed" });
      expect(sent.slice(1)).toEqual(["abort"]);
    },
  );

  test("fails by --no-wait when another failure comes, which a run from a pipe is told at its end", async () => {
    const { tool } = await onStream({ replies: [FIRST, failure("malformed-request")] });
    for (const line of [STEP, "abort --no-wait"]) await tool.run(line);
    expect(await tool.shell.background()).toMatchObject({
      status: "failed",
      reason: "SASL failure: malformed-request",
    });
  });

  test("typed as XML fails when another failure comes", async () => {
    const { tool } = await onStream({ replies: [FIRST, failure("malformed-request")] });
    await tool.run(STEP);
    expect(await tool.run("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")).toMatchObject({
      status: "failed",
      reason: "SASL failure: malformed-request",
    });
  });

  test("is what it takes for <aborted/> to be no failure", async () => {
    const { tool } = await onStream({ replies: [FIRST, failure("aborted")] });
    await tool.run(STEP);
    expect(await tool.run("respond")).toMatchObject({
      status: "failed",
      reason: "SASL failure: aborted",
    });
  });

  test("leaves the stream open for another try", async () => {
    const { tool } = await onStream({ replies: [FIRST, failure("aborted"), FIRST, LAST] });
    for (const line of [STEP, "abort"]) await tool.run(line);
    expect(await tool.run("auth user pencil --mechanism SCRAM-SHA-256")).toMatchObject({ status: "passed" });
  });

  test("that the server answers otherwise has failed", async () => {
    const { tool } = await onStream({ replies: [FIRST, failure("malformed-request")] });
    await tool.run(STEP);
    expect(await tool.run("abort")).toMatchObject({
      status: "failed",
      reason: "SASL failure: malformed-request",
    });
  });
});
