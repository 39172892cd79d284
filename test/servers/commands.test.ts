import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, loggedIn, remarksIn, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const ping = "<ping xmlns='urn:xmpp:ping'/>";
/** The server handles what a client sends in order: when this is answered, all before it has been dealt with. */
const askAgain = `iq get --to localhost ${ping}`;

describe.each(["prosody-seed", "ejabberd-seed"] as const)("with %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const run = (...lines: string[]) => runPiped([`localhost:${server.port}`], [...loggedIn, ...lines]);

  it("a message to oneself comes back", async () => {
    const { code, output } = await run("presence", "message me@localhost hello there", askAgain);
    expect(code).toBe(0);
    expect(entriesFrom("C", output)).toContain(
      '<message to="me@localhost"><body>hello there</body></message>',
    );
    expect(received("message", output)).toMatch(/from='me@localhost\/test'.*<body>hello there<\/body>/);
  });

  it("iq get shows what the server can do, and waits for it", async () => {
    const { code, output } = await run(
      "iq get --to localhost <query xmlns='http://jabber.org/protocol/disco#info'/>",
      "presence",
    );
    expect(code).toBe(0);
    const reply = output.indexOf("<feature var='urn:xmpp:ping'/>");
    expect(reply).toBeGreaterThan(0);
    expect(output.indexOf("> presence")).toBeGreaterThan(reply);
  });

  it("a refused request fails the step, says what the refusal means, and nothing after it runs", async () => {
    const { code, output, messages } = await run("iq get <unknown xmlns='urn:example:nothing'/>", "presence");
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 5: .*service-unavailable/);
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(/^service-unavailable .*What to do: .*RFC 6120/),
    );
    expect(output).not.toContain("> presence");
    expect(entriesFrom("C", output).at(-1)).toBe("</stream:stream>");
  });

  it("presence carries what its options say", async () => {
    const { output } = await run(
      'presence --show away --status "out for lunch" --priority 5',
      "presence --to you@localhost --type unavailable",
      askAgain,
    );
    expect(entriesFrom("C", output)).toEqual(
      expect.arrayContaining([
        "<presence><show>away</show><status>out for lunch</status><priority>5</priority></presence>",
        '<presence to="you@localhost" type="unavailable"/>',
      ]),
    );
    for (const child of ["<show>away</show>", "<status>out for lunch</status>", "<priority>5</priority>"])
      expect(received("presence", output)).toContain(child);
  });

  it("the old session request is answered", async () => {
    const { code, output } = await run("session");
    expect(code).toBe(0);
    const request = /<iq type="set" id="(\w+)"><session xmlns="urn:ietf:params:xml:ns:xmpp-session"\/>/.exec(
      entriesFrom("C", output).join("\n"),
    );
    expect(received(`iq[^>]* id='${request?.[1]}'`, output)).toContain("type='result'");
  });

  it("a request to oneself comes back as a request, is remarked on, and can be answered", async () => {
    const { code, output } = await run(
      `iq get --to me@localhost/test --id mine --no-wait ${ping}`,
      askAgain,
      "show pending",
      "reply",
      askAgain,
      "show pending",
    );
    expect(code).toBe(0);
    const requested = Number(/^ *(\d+) S: <iq (?=.*id='mine').*type='get'/m.exec(output)?.[1]);
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(
        new RegExp(`<ping xmlns='urn:xmpp:ping'/>.*"reply ${requested}".*RFC 6120 §8.2.3`),
      ),
    );
    const [, before = "", after = ""] = output.split("> show pending\n");
    const sent = '#\\d+ get of <ping .* to me@localhost/test, id "mine", sent .*';
    const toAnswer = `#${requested} get of <ping .* from me@localhost/test, id "mine", .*"reply ${requested}"`;
    expect(before).toMatch(new RegExp(`^${sent}\n${toAnswer}`));
    expect(entriesFrom("C", before)[0]).toBe('<iq type="result" id="mine" to="me@localhost/test"/>');
    // It goes to us, and is the reply to the request that we sent.
    expect(received("iq", before)).toMatch(/type='result'.*id='mine'|id='mine'.*type='result'/);
    expect(after).not.toContain("mine");
  });

  it("a refusal that was not waited for fails the run at its end, however early it came", async () => {
    const refused = "iq get --no-wait <unknown xmlns='urn:example:nothing'/>";
    const { code, output, messages } = await run(refused, askAgain, "presence");
    expect(code).toBe(1);
    expect(messages).toContain("service-unavailable");
    expect(output).toContain("> presence");
  });

  it("text is sent in pieces, which the server puts together", async () => {
    const { code, output } = await run(
      "presence",
      'send "<mess"',
      `send "age to='me@localhost'><body>in pie"`,
      'send "ces</body></message>"',
      askAgain,
    );
    expect(code).toBe(0);
    expect(received("message", output)).toContain("<body>in pieces</body>");
    expect(remarksIn(output).join("\n")).toMatch(/not a whole element yet/);
  });

  it("bytes are sent as hexadecimal and base64", async () => {
    const stanza = "<message to='me@localhost'><body>déjà vu</body></message>";
    const [head, tail] = [stanza.slice(0, 30), stanza.slice(30)];
    const { code, output } = await run(
      "presence",
      `send --hex ${Buffer.from(head).toString("hex")}`,
      `send --base64 ${Buffer.from(tail).toString("base64")}`,
      askAgain,
    );
    expect(code).toBe(0);
    expect(received("message", output)).toContain("<body>déjà vu</body>");
  });

  it("two stanzas on one line both go out, and both replies are waited for", async () => {
    const [one, two] = ["one", "two"].map((id) => `<iq type='get' id='${id}' to='localhost'>${ping}</iq>`);
    const { code, output } = await run(`${one}${two}`, "show last");
    expect(code).toBe(0);
    expect(entriesFrom("C", output)).toEqual(expect.arrayContaining([one, two]));
    expect(output.split("> show last")[1]).toContain("id='two'");
  });
});

/** What the server sent of that name, which may be a pattern that its start tag goes on with. */
function received(name: string, output: string): string {
  return entriesFrom("S", output).find((entry) => new RegExp(`^<${name}[ />]`).test(entry)) ?? "nothing";
}
