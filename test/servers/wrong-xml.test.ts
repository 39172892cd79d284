// Headers and stanzas with something wrong in them: shown as they are, remarked on, and sent.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, loggedIn, remarksIn, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const ping = "<ping xmlns='urn:xmpp:ping'/>";
const streams = "http://etherx.jabber.org/streams";

describe.each(["prosody-seed", "ejabberd-seed"] as const)("with %s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  async function run(...lines: string[]) {
    const { code, output, messages } = await runPiped([`localhost:${server.port}`], lines);
    const [sent, received] = [entriesFrom("C", output), entriesFrom("S", output)];
    return { code, messages, output, remarks: remarksIn(output), sent, received };
  }

  it("a header without a version is remarked on, and its answer is waited for", async () => {
    const { code, remarks, sent, received } = await run("open --no-stream-version", "show header");
    expect(code).toBe(0);
    expect(sent[0]).not.toMatch(/<stream:stream .*version=/);
    expect(remarks[1]).toMatch(/no version='1.0'.*ejabberd.*no features.*Prosody.*RFC 6120 §4.7.5/);
    expect(received[0]).not.toMatch(/<stream:stream .*version=/);
    expect(received.some((entry) => entry.startsWith("<stream:features>"))).toBe(isProsody);
  });

  it("nothing wrong is said about features that come all the same", async () => {
    const { remarks } = await run("open --no-stream-version");
    const claim = remarks.find((remark) => /server's header has no version/.test(remark)) ?? "";
    expect(claim).not.toMatch(/it offers no features/);
  });

  it.each([
    [
      `<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='https://${streams.slice(7)}'>`,
    ],
    [
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='x'>",
    ],
  ])("the wrong stream namespace is quoted beside the right one: %s", async (line) => {
    const { code, messages, remarks, sent } = await run(line, "show state");
    expect(code).toBe(1);
    expect(sent.join("")).toBe(line);
    const wrong = /xmlns:stream='([^']*)'/.exec(line)?.[1];
    expect(remarks[1]).toContain(`"${wrong}", not "${streams}"`);
    expect(messages).toContain("invalid-namespace");
    expect(remarks.find((remark) => remark.startsWith("invalid-namespace: "))).toContain("4.9.3.10");
  });

  it("a header without a domain is explained as that", async () => {
    const { code, messages, remarks } = await run("open --no-to", "show state");
    expect(code).toBe(1);
    expect(remarks[1]).toMatch(/has no "to"/);
    expect(messages).toContain("improper-addressing");
    const explanation = remarks.find((remark) => remark.startsWith("improper-addressing: "));
    expect(explanation).toMatch(/"to" is missing|no "to"|named no domain/);
    expect(explanation).not.toMatch(/between servers/);
  });

  it("a declaration that does not end in ?> is sent, and what is wrong with it is said", async () => {
    const { code, remarks, sent } = await run(
      // Both servers wait for the end of the declaration, and say nothing.
      "set timeout 200ms",
      `<?xml version='1.0'><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='${streams}'>`,
    );
    expect(sent.join("")).toContain("<?xml version='1.0'><stream:stream to='localhost'");
    expect(remarks.join("\n")).toContain("?>");
    expect(code).toBe(1);
  });

  it("a bare & is pointed at, sent, and answered with the end of the stream", async () => {
    const line = "<message to='me@localhost'><body>a & b</body></message>";
    const { code, messages, remarks, sent, received } = await run(...loggedIn, line, `iq get ${ping}`);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 6: /);
    expect(sent).toContain(line);
    expect(remarks[1]).toMatch(/^not-well-formed: .*&amp;/);
    expect(remarks[1]).toContain(`at character ${line.indexOf("&") + 1}`);
    expect(remarks[1]).toMatch(/sent as it is.*stream error.*close.*RFC 6120 §4.9.3/);
    expect(received.join()).toContain("<not-well-formed ");
  });

  it("what is sent after XML that is not well-formed is shown as the whole that it is", async () => {
    const { output } = await run(...loggedIn, "<message><body>a & b</body></message>");
    expect(output).toMatch(/^ *\d+ C: <\/stream:stream>$/m);
    expect(output).not.toMatch(/unfinished|not a whole element/);
  });

  it("a comment is remarked on with what each server does, and sent", async () => {
    const line = "<message to='me@localhost'><!-- hello --><body>a</body></message>";
    const { code, remarks, sent, received } = await run(...loggedIn, "presence", line, `iq get ${ping}`);
    expect(sent).toContain(line);
    expect(remarks[1]).toMatch(/comment.*forbidden.*RFC 6120 §11.1.*Prosody.*ejabberd/);
    expect(code).toBe(isProsody ? 1 : 0);
    expect(received.join()).toContain(isProsody ? "<not-well-formed " : "<body>a</body>");
  });

  it.each([
    ["a declared prefix that is missing", "<message><x:y/></message>", /prefix x: is not declared/],
    ["an end tag that does not match", "<message><body>a</message>", /<\/message>.*<\/body>/],
    ["an attribute without quotes", "<message to=me@localhost/>", /attribute value without quotes/],
  ])("%s is named, and sent all the same", async (_, line, wrong) => {
    const { code, remarks, sent, received } = await run(...loggedIn, line, `iq get ${ping}`);
    expect(code).toBe(1);
    expect(sent).toContain(line);
    expect(remarks[1]).toMatch(wrong);
    expect(received.join()).toContain("<stream:error>");
  });

  it("XML that never ends is not sent, and the line it began on is named", async () => {
    const { code, messages, sent } = await run(...loggedIn, "<message to='me@localhost'>", "<body>hello");
    expect(code).toBe(2);
    expect(messages).toMatch(/^line 5: .*never ends.*<message>.*<body>/);
    expect(sent.join()).not.toContain("<message");
    expect(sent.at(-1)).toBe("</stream:stream>");
  });

  it("XML over several lines is sent as it was typed, blanks and all", async () => {
    const lines = ["<message to='me@localhost'>", "", "  <body>two", "lines</body>", "</message>"];
    const { code, output } = await run(...loggedIn, "presence", ...lines, `iq get ${ping}`);
    expect(code).toBe(0);
    expect(output).toMatch(/S: <message (.|\n)*<body>two\n *lines<\/body>/);
  });
});
