// Authentication that fails: what the servers say, what it means, and that the stream stays open for another try.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logIn, remarksIn, runPiped } from "./harness/piped.ts";
import { saslMessages } from "./harness/sasl-messages.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { startTries } from "./harness/tries.ts";
import {
  argumentsFor,
  directTls12,
  directTls13,
  nameOf,
  opening,
  plainTcp,
  type Way,
} from "./harness/ways.ts";

const authenticated = "authenticated, restart next";

async function run(server: RunningServer, way: Way, ...lines: readonly string[]) {
  const args = [...argumentsFor(server, way), "--show-secrets"];
  const before = opening(way);
  const { code, output, messages } = await runPiped(args, [...before, ...lines]);
  const at = `line ${before.length + lines.length}: `;
  const reason = messages.startsWith(at) ? messages.slice(at.length).trimEnd() : messages;
  return { code, reason, output, remarks: remarksIn(output), said: saslMessages(output) };
}

const AGAIN = /The stream stays open: "auth" can be tried again \[RFC 6120 §6\.5\.\d+\]/;
/** Prosody 0.12 is silent at another -PLUS on the same stream. */
const AGAIN_WITHOUT_PLUS =
  /The stream stays open, but Prosody 0\.12 gives no answer to another -PLUS on it: .*\("disconnect", "open"\) \[RFC 6120 §6\.5\.\d+\]/;

/** The explanation of a failure, which ends in what can be done next. */
function explanation(remarks: readonly string[], condition: string, ending = AGAIN): string {
  const found = remarks.find((remark) => remark.startsWith(`${condition}: `)) ?? "";
  expect(found).toMatch(ending);
  return found;
}

describe.each(["prosody-seed", "ejabberd-seed"] as const)("%s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const either = /the user name or the password is wrong, and on purpose the server does not say which/;
  it.each([
    ["a wrong password by PLAIN", "auth me wrong --mechanism PLAIN", ["C auth"], either],
    ["an unknown user by PLAIN", "auth nobody test --mechanism PLAIN", ["C auth"], either],
    [
      ...(["a wrong password by SCRAM", "auth me wrong", ["C auth", "S challenge", "C response"]] as const),
      /the proof does not fit: the user name or the password is wrong/,
    ],
    // Neither server makes up a challenge for somebody whom it does not know.
    [
      "an unknown user by SCRAM",
      "auth nobody test",
      ["C auth"],
      /at the first message.*there is no such user/,
    ],
  ])("%s is refused, which is explained", async (_, line, exchange, meaning) => {
    const { code, reason, remarks, said } = await run(server, plainTcp, line);
    expect({ code, reason }).toEqual({ code: 1, reason: "SASL failure: not-authorized" });
    expect(said.map(([element]) => element)).toEqual(exchange);
    expect(explanation(remarks, "not-authorized")).toMatch(meaning);
  });

  it("no secret of a failed attempt is in piped output", async () => {
    const { output, messages } = await runPiped([`localhost:${server.port}`], ["open", "auth me secret"]);
    expect(output).toContain("> auth me [redacted]\n");
    for (const element of ["auth", "challenge", "response"]) {
      expect(output).toMatch(new RegExp(`<${element} [^>]*>\\[redacted\\]</${element}>`));
    }
    expect(output + messages).not.toContain("secret");
  });

  it("a mechanism that it does not know is explained with those that it offers", async () => {
    const { code, reason, remarks } = await run(server, plainTcp, "auth --mechanism GSSAPI --initial =");
    expect({ code, reason }).toEqual({ code: 1, reason: "SASL failure: invalid-mechanism" });
    const text = explanation(remarks, "invalid-mechanism");
    expect(text).toContain('the server does not know the mechanism "GSSAPI": it offers ');
    const offered = isProsody ? ["PLAIN", "SCRAM-SHA-256"] : ["PLAIN", "SCRAM-SHA-512"];
    for (const mechanism of offered) expect(text).toContain(mechanism);
  });

  it("a mechanism that is computed may be forced where it is not offered", async () => {
    const line = isProsody ? "auth me test --mechanism SCRAM-SHA-512" : "auth --mechanism ANONYMOUS";
    const { code, reason, said } = await run(server, plainTcp, line);
    expect({ code, reason }).toEqual({ code: 1, reason: "SASL failure: invalid-mechanism" });
    expect(said.map(([element]) => element)).toEqual(["C auth"]);
  });

  it.each([
    [
      "PLAIN without its two NULs",
      "auth --mechanism PLAIN --initial-text hello",
      "malformed-request",
      /PLAIN was not right: .*NUL user NUL password/,
    ],
    [
      "SCRAM that is none",
      "auth --mechanism SCRAM-SHA-1 --initial-text hello",
      "malformed-request",
      /SCRAM-SHA-1 was not right: .*n,,n=USER,r=NONCE/,
    ],
    [
      "text that is no base64",
      "auth --mechanism PLAIN --initial ***",
      "incorrect-encoding",
      /PLAIN was not right: its text is no base64/,
    ],
  ])("%s is sent as it is, and the answer is explained", async (_, line, condition, words) => {
    const { code, reason, remarks, output } = await run(server, plainTcp, line);
    const answer = isProsody ? condition : "not-authorized";
    expect({ code, reason }).toEqual({ code: 1, reason: `SASL failure: ${answer}` });
    expect(output).toContain(line.endsWith("***") ? ">***</auth>" : `>${btoa("hello")}</auth>`);
    const text = explanation(remarks, answer);
    expect(text).toMatch(words);
    if (!isProsody) expect(text).toContain('The server says: "Response decoding failed"');
  });

  it("none of them ends the stream: after all of them authentication goes through", async () => {
    const { fail, lead, scrollback } = await startTries(server, plainTcp);
    const malformed = isProsody ? "malformed-request" : "not-authorized";
    await fail("auth me wrong --mechanism PLAIN", "not-authorized");
    await fail("auth me wrong", "not-authorized");
    await fail("auth nobody test", "not-authorized");
    await fail("auth --mechanism GSSAPI --initial =", "invalid-mechanism");
    await fail("auth --mechanism PLAIN --initial-text hello", malformed);
    await fail("auth --mechanism PLAIN --initial ***", isProsody ? "incorrect-encoding" : "not-authorized");
    await lead("auth me test", authenticated);
    await lead("restart", "authenticated, bind next");
    await lead("bind", "bound, presence next");
    expect(scrollback().match(/-- connected to /g)).toHaveLength(1);
    expect(scrollback().match(/C: <\?xml/g)).toHaveLength(2);
  });

  it("-PLUS needs TLS, which is said before anything is sent", async () => {
    const { code, reason, said } = await run(server, plainTcp, "auth me test --mechanism SCRAM-SHA-256-PLUS");
    expect(code).toBe(2);
    expect(reason).toMatch(/^Cannot use -PLUS: .*not encrypted \(run "starttls"\)$/);
    expect(said).toEqual([]);
  });

  it("without a user it says what is missing, and sends nothing", async () => {
    const { code, reason, said } = await run(server, plainTcp, "auth");
    expect(code).toBe(2);
    expect(reason).toMatch(/^Cannot auth: .*no user is known/);
    expect(said).toEqual([]);
  });

  it("without a password, where nobody can be asked, it says where one is looked for", async () => {
    const { code, reason, said } = await run(server, plainTcp, "auth me");
    expect(code).toBe(2);
    expect(reason).toMatch(/Password of me.*no terminal.*XMPP_PASSWORD/);
    expect(said).toEqual([]);
  });

  describe("mechanisms that are not computed", () => {
    it("DIGEST-MD5 is explained and not sent", async () => {
      const { code, reason, said } = await run(server, plainTcp, "auth me test --mechanism DIGEST-MD5");
      expect(code).toBe(2);
      expect(reason).toMatch(/^Cannot auth with DIGEST-MD5: .*RFC 6331.*SCRAM/);
      expect(said).toEqual([]);
    });

    it("DIGEST-MD5 can be begun by hand, and given up", async () => {
      const step = "auth --mechanism DIGEST-MD5 --step";
      const { code, reason, said, output } = await run(server, plainTcp, step, "abort", logIn);
      // Prosody 0.12 does not know it any more.
      if (isProsody) {
        expect({ code, reason }).toEqual({ code: 1, reason: "line 2: SASL failure: invalid-mechanism\n" });
        return;
      }
      expect({ code, reason }).toEqual({ code: 0, reason: "" });
      expect(said[1]).toEqual(["S challenge", expect.stringMatching(/^nonce="\d+",.*algorithm=md5-sess$/)]);
      expect(output).toContain(said[1]?.[1]);
    });
  });
});

describe.each(["prosody-modern", "ejabberd-modern"] as const)("%s", (kind) => {
  const isProsody = kind === "prosody-modern";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  it.each(["auth me test", logIn])(
    '"%s" before TLS is refused, which says what to do, and that can be done',
    async (line) => {
      const { fail, lead, scrollback } = await startTries(server, plainTcp);
      await fail(line, "encryption-required");
      expect(scrollback()).toMatch(
        /-- encryption-required: .*\(run "starttls", then "restart", then "auth"\)/,
      );
      await lead(`starttls --ca ${server.certificate}`, "encrypted, restart next");
      await lead("restart", "stream open, auth next");
      await lead(logIn.replace("PLAIN", "SCRAM-SHA-256"), authenticated);
    },
  );

  // All but tls-unique; Prosody offers no -PLUS on TLS 1.3, and takes nothing there.
  const bindings = [
    [directTls12, "tls-exporter"],
    [directTls12, "tls-server-end-point"],
    [directTls13, "tls-exporter"],
    [directTls13, "tls-server-end-point"],
    ...(isProsody ? ([[directTls13, "tls-unique"]] as const) : []),
  ] as const;
  it.each(bindings.map(([way, type]) => [type, nameOf(way), way] as const))(
    "%s %s is not what it takes, which is explained, and can be done without",
    async (type, _, way) => {
      const { fail, lead, scrollback } = await startTries(server, way);
      const line = `auth me test --mechanism SCRAM-SHA-256-PLUS --channel-binding ${type}`;
      const condition = isProsody ? "malformed-request" : "not-authorized";
      await fail(line, condition);
      // Prosody 0.12 offers none on TLS 1.3, where it has no type to take.
      const why =
        isProsody && way.version === "1.3"
          ? "the server did not offer SCRAM-SHA-256-PLUS on this stream"
          : 'the server does not take this channel binding \\(try "auth me --channel-binding tls-unique" .*"auth me --mechanism SCRAM-SHA-256", which does without\\)';
      const said = /The server says: ".*[Cc]hannel binding/;
      expect(scrollback()).toMatch(new RegExp(`-- ${condition}: ${why}\\. .*${said.source}`));
      await lead("auth me test --mechanism SCRAM-SHA-256", authenticated);
    },
  );

  it("a wrong password by -PLUS may as well be the binding, which is said", async () => {
    const line = "auth me wrong --mechanism SCRAM-SHA-256-PLUS";
    const { code, reason, remarks } = await run(server, directTls12, line);
    expect({ code, reason }).toEqual({ code: 1, reason: "SASL failure: not-authorized" });
    expect(explanation(remarks, "not-authorized", AGAIN_WITHOUT_PLUS)).toMatch(
      /the user name or the password is wrong, or the server does not take the channel binding, .*"auth me --channel-binding tls-unique".*"auth me --mechanism SCRAM-SHA-256"/,
    );
  });

  it("another try by -PLUS on the same connection goes as that explanation says", async () => {
    const { fail, lead, run: lines } = await startTries(server, directTls12);
    await fail("auth me wrong --mechanism SCRAM-SHA-256-PLUS", "not-authorized");
    const again = "auth me test --mechanism SCRAM-SHA-256-PLUS";
    if (!isProsody) return await lead(again, authenticated);
    // "Prosody 0.12 does not answer a second -PLUS on a connection any more"
    const silence = `(asked for in #16) has not come from localhost:${server.port + 1} (it may still; --timeout waits longer)`;
    const reason = `no reply within 300ms: the server's SASL reply ${silence}`;
    await lines(`${again} --timeout 300ms`, `${reason}\nmain authenticating>`);
  });

  if (isProsody) return;
  it("on TLS 1.3 what is taken by itself is refused, and what the explanation says helps", async () => {
    const { fail, lead, scrollback } = await startTries(server, directTls13);
    await fail("auth me test", "not-authorized");
    expect(scrollback()).toContain("-- SCRAM-SHA-512-PLUS, the strongest that fits of ");
    expect(scrollback()).toContain(
      '"auth me --channel-binding tls-unique" (ejabberd 23.01 takes nothing else, on TLS 1.3 too)',
    );
    await lead("auth me test --channel-binding tls-unique", authenticated);
    expect(scrollback()).toMatch(/-- tls-unique has no meaning on TLS 1\.3 \(RFC 9266 §3\)/);
  });
});
