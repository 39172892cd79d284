// SASL step by step: what `auth --step` leaves to `respond` and `abort`, and what a learner writes by hand.
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { remarksIn, runPiped } from "./harness/piped.ts";
import { saslMessages } from "./harness/sasl-messages.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { startTries } from "./harness/tries.ts";
import { plainTcp } from "./harness/ways.ts";

const step = "auth me test --mechanism SCRAM-SHA-1 --step";
const challenged = "challenged, respond next";
const authenticated = "authenticated, restart next";
const toBind = ["restart", "bind", "close"];

/** A first message of one's own making: the nonce is no random one. */
const first = "n,,n=me,r=mine";
const authByHand = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${btoa(first)}</auth>`;

describe.each(["prosody-seed", "ejabberd-seed"] as const)("with %s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  async function run(...lines: readonly string[]) {
    const args = [`localhost:${server.port}`, "--show-secrets"];
    const { code, output, messages } = await runPiped(args, ["open", ...lines]);
    return { ended: { code, messages }, output, remarks: remarksIn(output), said: saslMessages(output) };
  }

  it("--step stops at the challenge and takes it apart; respond sends the answer that is computed", async () => {
    const { ended, output, said } = await run(step, "show state", "respond", ...toBind);
    expect(ended).toEqual({ code: 0, messages: "" });
    expect(said.map(([element]) => element)).toEqual(["C auth", "S challenge", "C response", "S success"]);
    const [message = "", challenge = ""] = said.map(([, text]) => text);
    const [, nonce = "", salt, iterations] = /^r=(.+),s=(.+),i=(\d+)$/.exec(challenge) ?? [];
    const added = nonce.slice(message.length - "n,,n=me,r=".length);
    const [atChallenge = "", afterwards = ""] = output.split("> respond\n");
    expect(atChallenge).toContain(
      [
        "    -- SCRAM-SHA-1: server-first-message (RFC 5802 §7)",
        "       server-first-message = what is in the challenge, out of its base64",
        `         = ${challenge}`,
        `       r = ${nonce}  (our nonce, and behind it ${added.length} characters of the server)`,
        `       s = ${salt}  (the salt, in base64)`,
        `       i = ${iterations}  (how often the hash is repeated)`,
      ].join("\n"),
    );
    expect(atChallenge).toMatch(/^position +challenged, respond next$/m);
    expect(atChallenge).not.toContain("C: <response");
    expect(afterwards).toMatch(
      /C: <response [\s\S]*S: <success [\s\S]*v received = [\s\S]*<jid>me@localhost\//,
    );
  });

  it("--step of a mechanism without challenges is all of it", async () => {
    const { ended, said } = await run("auth me test --mechanism PLAIN --step", ...toBind);
    expect(ended.code).toBe(0);
    expect(said.map(([element]) => element)).toEqual(["C auth", "S success"]);
  });

  it("abort is answered as was hoped, and authentication goes through on the same stream", async () => {
    const { ended, output, remarks } = await run(step, "abort", "show state", "auth me test", ...toBind);
    expect(ended).toEqual({ code: 0, messages: "" });
    expect(output).toMatch(/C: <abort xmlns="urn:ietf:params:xml:ns:xmpp-sasl"\/>\n *\d+ S: <failure /);
    expect(remarks.find((remark) => remark.startsWith("aborted: "))).toMatch(
      /"auth" can be tried again \[RFC 6120 §6\.5\.1\]/,
    );
    expect(output).toMatch(/^position +stream open, auth next$/m);
    expect(output).toContain("<jid>me@localhost/");
  });

  it("a wrong password is refused at the answer, and another try goes through", async () => {
    const { fail, lead } = await startTries(server, plainTcp);
    await lead("auth me wrong --step", challenged);
    await fail("respond", "not-authorized");
    await lead("auth me test", authenticated);
  });

  it.each(["respond YmFk", "respond --text c=biws,r=mine,p=none", "respond ="])(
    "a wrong answer by hand, %s, is refused, and another try goes through",
    async (line) => {
      const { fail, lead } = await startTries(server, plainTcp);
      await lead(step, challenged);
      await fail(line, isProsody ? "malformed-request" : "not-authorized");
      await lead("auth me test", authenticated);
    },
  );

  it.each([
    ["at first", []],
    ["after abort", [step, "abort"]],
    ["after the last answer", [step, "respond"]],
  ])("respond says that no challenge waits, %s, and sends nothing", async (_, before) => {
    const { ended, said } = await run(...before, "respond");
    expect(ended.code).toBe(2);
    expect(ended.messages).toContain(
      'Cannot respond: no challenge waits for an answer (run "auth --step" first)',
    );
    expect(said.filter(([element]) => element === "C response")).toHaveLength(
      before.at(-1) === "respond" ? 1 : 0,
    );
  });

  it("an exchange that was typed as XML is the user's own: respond says so", async () => {
    const { ended, said } = await run(authByHand, "respond");
    expect(ended).toEqual({
      code: 2,
      messages:
        "line 3: Cannot respond: the answers of SCRAM-SHA-1 are not computed (write one: respond BASE64)\n",
    });
    expect(said.map(([element]) => element)).toEqual(["C auth", "S challenge"]);
  });

  it("a first message given to auth is sent, and its challenge is shown out of its base64", async () => {
    const { ended, output, said } = await run(
      `auth --mechanism SCRAM-SHA-1 --initial-text ${first}`,
      "respond",
    );
    expect(said[0]).toEqual(["C auth", first]);
    expect(output).toContain(`message = ${said[1]?.[1]}\n`);
    expect(said[1]?.[1]).toMatch(/^r=mine.+,s=.+,i=\d+$/);
    expect(ended.code).toBe(2);
    expect(ended.messages).toMatch(
      /^line 3: Cannot respond: .*SCRAM-SHA-1 are not computed \(write one: respond BASE64\)$/m,
    );
  });

  it.each([
    ["respond BASE64", (answer: string) => `respond ${btoa(answer)}`],
    ["respond --text", (answer: string) => `respond --text ${answer}`],
    [
      "XML",
      (answer: string) => `<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${btoa(answer)}</response>`,
    ],
  ])("an answer that was computed elsewhere goes out by %s, and is right", async (_, lineWith) => {
    const { lead, shows, scrollback } = await startTries(server, plainTcp);
    await lead(authByHand, challenged);
    const challenge = saslMessages(scrollback()).at(-1)?.[1] ?? "";
    const answer = scramAnswer(challenge);
    await lead(lineWith(answer.message), authenticated);
    await shows(
      "-- this exchange was made by hand: nothing has shown that the server knows your password (its v= was not checked)",
    );
    expect(saslMessages(scrollback()).slice(-2)).toEqual([
      ["C response", answer.message],
      ["S success", `v=${answer.signature}`],
    ]);
  });
});

/** RFC 5802 §3 for the first message above, the password "test" and SHA-1. */
function scramAnswer(challenge: string): { readonly message: string; readonly signature: string } {
  const [, nonce = "", salt = "", iterations = ""] = /^r=(.+),s=(.+),i=(\d+)$/.exec(challenge) ?? [];
  const hmac = (key: Buffer, text: string) => createHmac("sha1", key).update(text).digest();
  const salted = pbkdf2Sync("test", Buffer.from(salt, "base64"), Number(iterations), 20, "sha1");
  const clientKey = hmac(salted, "Client Key");
  const unproved = `c=${btoa("n,,")},r=${nonce}`;
  const authMessage = `${first.slice("n,,".length)},${challenge},${unproved}`;
  const signature = hmac(createHash("sha1").update(clientKey).digest(), authMessage);
  const proof = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0));
  return {
    message: `${unproved},p=${Buffer.from(proof).toString("base64")}`,
    signature: hmac(hmac(salted, "Server Key"), authMessage).toString("base64"),
  };
}
