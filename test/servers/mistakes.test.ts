// Steps in the wrong order, as learners take them: each is sent, remarked on, and answered by the server.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, loggedIn, logIn, remarksIn, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

describe.each(["prosody-seed", "ejabberd-seed"] as const)("with %s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  async function run(lines: readonly string[], ...options: string[]) {
    const { code, output, messages } = await runPiped([`localhost:${server.port}`, ...options], lines);
    const remarks = remarksIn(output);
    return { code, messages, remarks, sent: entriesFrom("C", output), received: entriesFrom("S", output) };
  }

  it("a wrong password is explained, and names no secret", async () => {
    const { code, messages, remarks, received } = await run([
      "open",
      "auth me secret --mechanism PLAIN",
      "restart",
    ]);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: SASL failure: not-authorized\n/);
    expect(received.join()).toContain("<not-authorized/>");
    expect(remarks[1]).toMatch(/^not-authorized: the user name or the password is wrong.*RFC 6120 §6.5.10/);
    expect(remarks.join()).not.toContain("secret");
  });

  it("a JID where the user name belongs is taken for its localpart, which is said", async () => {
    const { code, remarks } = await run(["open", "auth me@localhost test --mechanism PLAIN"]);
    expect(code).toBe(0);
    expect(remarks[1]).toMatch(/"me@localhost" is a JID.*localpart, "me"/);
  });

  it.each([
    ["--domain example.org", "example.org", ["open"], ["--domain", "example.org"]],
    ["open --to 127.0.0.1", "127.0.0.1", ["open --to 127.0.0.1"], []],
  ])(
    "a domain of somebody else's (%s) is explained with the one that was sent",
    async (_, to, lines, options) => {
      const { code, messages, remarks, sent } = await run(lines, ...options);
      expect(code).toBe(1);
      expect(messages).toMatch(/^line 1: .*host-unknown/);
      expect(sent[0]).toContain(` to='${to}'`);
      const explanation = remarks.find((remark) => remark.startsWith("host-unknown: ")) ?? "";
      expect(explanation).toContain(`"${to}"`);
      expect(explanation).toMatch(/part of your JID behind the @.*open --to DOMAIN.*RFC 6120 §4.9.3.6/);
    },
  );

  it("a forgotten restart is remarked on, sent, and seen in the error that the server answers with", async () => {
    const { code, messages, remarks, sent, received } = await run(["open", logIn, "bind test"]);
    const condition = isProsody ? "invalid-namespace" : "invalid-xml";
    expect(code).toBe(1);
    expect(messages).toMatch(new RegExp(`^line 3: .*${condition}`));
    expect(sent.at(-1)).toContain("<resource>test</resource>");
    expect(remarks[1]).toMatch(/restart is missing.*RFC 6120 §6.4.6/);
    expect(received.slice(-3)).toEqual([
      expect.stringMatching(/<stream:stream /),
      expect.stringContaining(`<${condition} `),
      "</stream:stream>",
    ]);
    const explanation = remarks.find((remark) => remark.startsWith(condition));
    expect(explanation).toMatch(/not restarted after <success\/>.*"restart"/);
  });

  it.each([
    ["a restart before authentication", ["restart"]],
    [
      "a header that is sent twice",
      [
        "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
      ],
    ],
  ])("%s is remarked on, sent, and ends the stream", async (_, lines) => {
    const { code, messages, remarks, sent, received } = await run(["open", ...lines]);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: .*not-well-formed/);
    expect(sent).toHaveLength(2);
    expect(remarks.join("\n")).toMatch(/second stream header.*not-well-formed.*RFC 6120 §4.3.3/);
    expect(received.join()).toContain("<not-well-formed ");
  });

  it("bind before authentication is remarked on and sent", async () => {
    const { code, messages, remarks, sent, received } = await run(["open", "bind test"]);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: .*not-authorized/);
    expect(sent[1]).toContain("<resource>test</resource>");
    expect(remarks[1]).toMatch(/bind before authentication.*Prosody.*stanza error.*ejabberd.*stream error/);
    expect(received.join()).toContain(isProsody ? "<error type='auth'>" : "<stream:error>");
  });

  it("presence before bind is remarked on and sent", async () => {
    const { code, remarks, sent, received } = await run(["open", logIn, "restart", "presence"]);
    expect(code).toBe(0);
    expect(sent).toContain("<presence/>");
    expect(remarks[1]).toMatch(/before bind.*Prosody.*service-unavailable.*ejabberd.*nothing.*RFC 6120 §7.1/);
    expect(received.some((entry) => entry.includes("<service-unavailable "))).toBe(isProsody);
  });

  it("a stanza before authentication is remarked on and sent", async () => {
    const { code, messages, remarks, received } = await run(["open", "iq get <ping xmlns='urn:xmpp:ping'/>"]);
    expect(code).toBe(1);
    expect(remarks[1]).toMatch(/before authentication/);
    expect(messages).toMatch(isProsody ? /service-unavailable/ : /not-authorized/);
    expect(received.join()).toContain(isProsody ? "<service-unavailable " : "<stream:error><not-authorized ");
  });

  it("a stream error that nobody waited for fails the run all the same", async () => {
    const { code, messages } = await run(["open", "<message><body>a & b</body></message>"]);
    expect(code).toBe(1);
    expect(messages).toContain("not-well-formed");
  });

  it("auth without the restart after it is remarked on and sent", async () => {
    const { code, remarks } = await run(["open", logIn, logIn]);
    expect(code).toBe(1);
    expect(remarks[1]).toMatch(/restart is missing/);
  });

  it.each([
    ["after the restart", loggedIn.slice(0, 3)],
    ["after bind", loggedIn],
  ])("a second auth %s is remarked on and sent", async (_, before) => {
    const { code, messages, remarks, sent } = await run([...before, logIn]);
    expect(code).toBe(1);
    expect(sent.filter((entry) => entry.startsWith("<auth "))).toHaveLength(2);
    expect(remarks[1]).toMatch(/already authenticated/);
    expect(messages).toMatch(isProsody ? /unsupported-stanza-type/ : /SASL failure: not-authorized/);
    // Both are names for other mistakes too: those must not be suspected here.
    expect(remarks.join("\n")).not.toMatch(/[Ww]rong password|bare <query\/>/);
  });

  it("a second bind is remarked on and sent", async () => {
    const { code, remarks, sent } = await run([...loggedIn, "bind other"]);
    expect(code).toBe(1);
    expect(sent.join()).toContain("<resource>other</resource>");
    expect(remarks[1]).toMatch(/bound already/);
  });

  it("a presence that the server gives back takes nobody's availability away", async () => {
    const refused = [
      "<presence><show>nope</show></presence>",
      "<presence type='unavailble'/>",
      "<presence type='probe' to='me@localhost'/>",
    ];
    const lines = [...loggedIn, "presence", "ping", ...refused, "ping", "show state"];
    const { output } = await runPiped([`localhost:${server.port}`], lines);
    expect(entriesFrom("S", output).join("\n")).toMatch(/<presence[^>]* type=.error./);
    expect(output).toMatch(/^available +yes$/m);
  });

  it("a stanza after the end tag is remarked on and sent", async () => {
    const { remarks, sent } = await run([...loggedIn, "</stream:stream><presence/>"]);
    expect(sent.slice(-2)).toEqual(["</stream:stream>", "<presence/>"]);
    expect(remarks[1]).toMatch(/after our own <\/stream:stream>.*nothing may follow.*RFC 6120 §4.4/);
  });
});
