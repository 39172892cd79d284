import { describe, expect, test } from "vitest";
import { cannedServer, handshake } from "./canned-server.ts";
import { pipe, type Typing } from "./piping.ts";

const WALK = "open\nauth me test\nrestart\nbind desk\npresence\nclose\n";

test("the walk runs line by line, each waiting for the one before, and ends well", async () => {
  const { code, messages, output, received } = await pipe(WALK);
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  expect(received).toMatch(/^<\?xml .*<auth .*<\?xml .*<bind .*<presence\/><\/stream:stream>$/);
  expect(output.split("\n").filter((line) => line.startsWith(">"))).toEqual([
    "> open",
    "> auth me [redacted]",
    "> restart",
    "> bind desk",
    "> presence",
    "> close",
  ]);
  expect(output).toContain("<jid>me@localhost/desk</jid>");
});

test("the same walk typed as XML goes as far", async () => {
  const header =
    "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  const lines = [
    "<?xml version='1.0'?>",
    header,
    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>",
    header,
    "<iq type='set' id='1'>",
    "  <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>",
    "</iq>",
    "<presence/>",
    "</stream:stream>",
  ];
  const { code, messages, received } = await pipe(lines.join("\n"));
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  expect(received).toBe(
    [lines[0], lines[1], lines[2], lines[3], lines.slice(4, 7).join("\n"), ...lines.slice(7)].join(""),
  );
});

test("at the end of the input the stream is closed properly", async () => {
  const { code, received } = await pipe("open\n");
  expect(code).toBe(0);
  expect(received.endsWith("</stream:stream>")).toBe(true);
});

test("blank lines and comments are passed over, and the last line needs no end", async () => {
  expect(await pipe("# the walk\n\n  \nopen\n## tags: login\nclose")).toMatchObject({
    code: 0,
    messages: "",
  });
});

test("lines may end as on Windows", async () => {
  expect(await pipe("open\r\nauth me test\r\nclose\r\n")).toMatchObject({ code: 0, messages: "" });
});

describe("the first step that fails ends the run, with its line and exit code 1", () => {
  test.each<[string, string, string]>([
    ["SASL failure", "open\n\nauth me wrong\npresence\n", "line 3: SASL failure: not-authorized\n"],
    [
      "timeout",
      "open\nsend <a/>\niq get --timeout 10ms <x xmlns='urn:x'/>\npresence\n",
      "line 3: no reply within 10ms: ",
    ],
  ])("%s", async (_what, lines, message) => {
    const { code, messages, received } = await pipe(lines);
    expect(code).toBe(1);
    expect(messages.startsWith(message)).toBe(true);
    expect(received).not.toContain("<presence");
  });

  test.each<[string, string, string]>([
    [
      "stanza error",
      "<iq type='error' id='1'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      "line 2: stanza error: conflict\n",
    ],
    [
      "stream error",
      "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
      "line 2: stream error: conflict\n",
    ],
    ["end of the stream", "</stream:stream>", "line 2: no reply: the server closed the stream\n"],
  ])("%s", async (_what, answer, message) => {
    const usual = handshake();
    const answers = (text: string) => (text.includes("urn:x") ? answer : usual(text));
    const lines = "open\niq get --id 1 <x xmlns='urn:x'/>\npresence\n";
    const { code, messages, received } = await pipe(lines, { answers });
    expect({ code, messages }).toEqual({ code: 1, messages: message });
    expect(received).not.toContain("<presence");
  });

  test("stream error that no step waited for, at the next step", async () => {
    const usual = handshake();
    const error = "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    const answers = (text: string) => (text.includes("<presence") ? error : usual(text));
    const typing: Typing = async function* (shown) {
      yield "open\npresence\n";
      await shown("</stream:error>");
      yield "message juliet@localhost hi\n";
    };
    const { code, messages, received } = await pipe(typing, { answers });
    expect({ code, messages }).toEqual({
      code: 1,
      messages: "line 3: before this line the stream ended with the error conflict\n",
    });
    expect(received).not.toContain("<message");
  });
});

describe("a mistake ends the run with its line and exit code 2", () => {
  test.each<[string, string, string]>([
    ["an unknown command", "opne\n", 'line 1: Cannot run "opne": there is no such command'],
    [
      "JavaScript, which is for the prompt",
      "open\n\nfor (const n of [1,2]) await presence()\n",
      'line 3: Cannot run "for": there is no such command',
    ],
    ["a function's name", "open\npresence()\n", 'line 2: Cannot run "presence"'],
    [
      "a mistyped option",
      "open\nbind --no-wiat\n",
      "line 2: Cannot run bind: no option --no-wiat (did you mean --no-wait?)",
    ],
    [
      "a quote that is not closed",
      'open\nmessage a@b "hi\n',
      'line 2: Cannot read the line: the quote " is not closed',
    ],
    [
      "a password that nobody can be asked for",
      "open\nauth me\n",
      'line 2: Cannot ask "Password of me:": standard input is no terminal (set XMPP_PASSWORD, or give the password on the line)',
    ],
    [
      "unfinished XML at the end, by the line it began on",
      "open\n<message>\n  <body>hi\n",
      "line 2: the XML that begins here never ends (open: <message>, <body>); nothing of it was sent",
    ],
  ])("%s", async (_what, lines, message) => {
    const { code, messages, received } = await pipe(lines);
    expect(code).toBe(2);
    expect(messages.startsWith(message), messages).toBe(true);
    expect(messages.trimEnd()).not.toContain("\n");
    expect(received).not.toContain("<message");
  });
});

describe("without a connection the run ends with exit code 3", () => {
  test("where nothing listens, naming the address and what may be wrong", async () => {
    const server = await cannedServer(() => undefined);
    await server.stop();
    const { code, messages } = await pipe("open\npresence\n", {
      setup: { address: `127.0.0.1:${server.port}` },
    });
    expect(code).toBe(3);
    expect(messages).toMatch(
      new RegExp(`^line 1: Cannot connect to 127\\.0\\.0\\.1:${server.port}.*nothing listens there`),
    );
  });

  test("where a step needs one, saying what to do", async () => {
    expect(await pipe("\npresence\n")).toMatchObject({
      code: 3,
      messages: expect.stringMatching(/^line 2: Cannot .*presence: not connected \(run "open" first\)\n$/),
    });
  });
});

test("nothing on standard input is answered with how to use it", async () => {
  const { code, messages } = await pipe("");
  expect(code).toBe(0);
  expect(messages).toContain("standard input had no lines");
});
