// Where learners get stuck: each makes the mistake as they make it, and reads what is wrong and what to do about it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";
import { startPracticeServer } from "./harness/practice-server.ts";
import { startServer } from "./harness/start-server.ts";

interface Place {
  /** Where clients connect, without TLS at first. */
  readonly port: number;
  readonly directTls?: number;
  stop(): Promise<void>;
}

interface Kind {
  /** Without TLS, and where nothing goes without it. */
  open(): Promise<Place>;
  guarded(): Promise<Place>;
}

const real = (kind: "prosody" | "ejabberd"): Kind => ({
  open: () => startServer(`${kind}-seed`),
  guarded: async () => {
    const server = await startServer(`${kind}-modern`);
    return { port: server.port, directTls: server.port + 1, stop: server.stop };
  },
});

const kinds: Readonly<Record<string, Kind>> = {
  Prosody: real("prosody"),
  ejabberd: real("ejabberd"),
  "the practice server": {
    open: () => startPracticeServer("off"),
    guarded: async () => {
      const { port, stop } = await startPracticeServer("required");
      return { port, directTls: port, stop };
    },
  },
};

/** A line, or what makes one of what has come. */
type Typed = string | ((tool: Tool) => string);

interface Mistake {
  /** What the learner does. */
  readonly name: string;
  readonly lines: readonly Typed[];
  /** The cause and the remedy, in what is shown or in why the last line failed. */
  readonly reads: readonly RegExp[];
  readonly never?: RegExp;
}

const STREAMS = "xmlns:stream='http://etherx.jabber.org/streams'";
const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const header = (attributes: string) => `<?xml version='1.0'?><stream:stream ${attributes}>`;
const HEADER = header(`to='localhost' version='1.0' xmlns='jabber:client' ${STREAMS}`);
const auth = (message: string, mechanism = "PLAIN") =>
  `<auth ${SASL} mechanism='${mechanism}'>${base64(message)}</auth>`;
const LOGGED_IN = ["open", "auth me test", "restart", "bind desk"];
const BIND =
  "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>";

/** The answer to the challenge that waits, with this proof. */
const answer = (proof: string, nonce?: string) => (tool: Tool) => {
  const challenge = tool.clients.current.session.state.sasl?.challenge ?? "";
  const asked = /r=([^,]*)/.exec(Buffer.from(challenge, "base64").toString())?.[1] ?? "";
  return `<response ${SASL}>${base64(`c=biws,r=${nonce ?? asked},p=${proof}`)}</response>`;
};

const TO_LOCALHOST = /Worth a try here: .*"open --to localhost"/;

const mistakes: readonly (readonly [string, readonly Mistake[]])[] = [
  [
    "1: the stream's domain",
    [
      {
        name: "an IP address in to",
        lines: [header(`to='127.0.0.1' version='1.0' xmlns='jabber:client' ${STREAMS}`)],
        reads: [
          /"to" is an IP address/,
          /host-unknown: .*"127\.0\.0\.1".*an IP address is no domain/,
          TO_LOCALHOST,
        ],
      },
      {
        name: "the machine's name in to",
        lines: ["open --to xmpp1.example.org"],
        reads: [/host-unknown: .*"xmpp1\.example\.org".*part of your JID behind the @/, TO_LOCALHOST],
      },
    ],
  ],
  [
    "2: the restart",
    [
      {
        name: "none after authentication",
        lines: ["open", "auth me test", BIND],
        reads: [
          /the restart is missing: after <success\/>/,
          /not restarted after <success\/>.*after "auth" comes "restart"/,
        ],
      },
      {
        name: "another XML declaration on the new stream",
        lines: [...LOGGED_IN.slice(0, 3), "<?xml version='1.0'?>", BIND, "expect closed"],
        reads: [/because of #\d+: an XML declaration in the middle of a stream.*"open" to begin again/],
      },
      {
        name: "a second header on the old stream",
        lines: ["open", HEADER],
        reads: [
          /second stream header on an open stream/,
          /a second one is due only after <success\/> and after TLS/,
        ],
      },
    ],
  ],
  [
    "3: a header copied wrongly",
    [
      {
        name: "https://etherx…",
        lines: [HEADER.replace("http://", "https://"), "expect closed"],
        reads: [
          /the stream's namespace is "https:.*", not "http:/,
          /the stream's namespace in the header was "https:[^"]*", and it is "http:.*copy it/,
        ],
      },
      {
        name: "no version",
        lines: [HEADER.replace(" version='1.0' ", " ")],
        reads: [/the header has no version='1\.0'.*RFC 6120 §4\.7\.5/],
      },
      {
        name: "<?xml version='1.0'> without its ?",
        lines: ["set timeout 300ms", HEADER.replace("?>", ">")],
        reads: [/an XML declaration that is none \(write <\?xml version='1\.0'\?>\)/],
        never: /it may be no XMPP server/,
      },
      {
        name: "no xmlns",
        lines: [HEADER.replace(" xmlns='jabber:client'", ""), "expect closed --timeout 300ms"],
        reads: [/the content namespace is missing: clients use xmlns='jabber:client'/],
      },
      {
        name: "no xmlns:stream",
        lines: [HEADER.replace(` ${STREAMS}`, ""), "expect closed"],
        reads: [/because of #\d+: the prefix stream: is not declared/],
      },
    ],
  ],
  [
    "5: who one is",
    [
      {
        name: "a wrong password",
        lines: ["open", auth("\0me\0secret")],
        reads: [/the user name or the password is wrong, and on purpose the server does not say which/],
        never: /secret/,
      },
      {
        name: "the JID as user name",
        lines: ["open", auth("\0me@localhost\0secret")],
        reads: [/sent as the user name has an @ in it, .* the localpart alone/],
      },
      {
        name: "a mechanism in small letters",
        lines: ["open", auth("\0me\0test", "plain")],
        reads: [/does not know the mechanism "plain": it offers .*PLAIN.*capital letters/],
      },
      {
        name: "a user who is not there",
        lines: ["open", "auth nobody test --mechanism SCRAM-SHA-1"],
        reads: [/there is no such user on its domain|the proof does not fit/],
      },
    ],
  ],
  [
    "6: the message of PLAIN",
    [
      {
        name: "echo puts a newline behind the password",
        lines: ["open", auth("\0me\0test\n")],
        reads: [/the message of PLAIN was not right: there is a newline at the end.*use printf, or echo -n/],
      },
      {
        name: "echo me | base64",
        lines: ["open", auth("me\n")],
        reads: [/the message of PLAIN was not right: .*NUL user NUL password.*newline at the end/],
      },
      {
        name: "the NUL written out",
        lines: ["open", auth("\\0me\\0test")],
        reads: [/the message of PLAIN was not right: there is no NUL in the message but a backslash/],
      },
      {
        name: "no base64 at all",
        lines: ["open", `<auth ${SASL} mechanism='PLAIN'>me test</auth>`],
        reads: [/the message of PLAIN was not right: its text is no base64/],
      },
    ],
  ],
  [
    "7: SCRAM by hand",
    [
      {
        name: "the proof in hexadecimal",
        lines: [
          "open",
          auth("n,,n=me,r=abcdefgh", "SCRAM-SHA-1"),
          answer("0123456789abcdef".repeat(3).slice(0, 40)),
        ],
        reads: [
          /the message of SCRAM-SHA-1 was not right: the proof .* hexadecimal digits: it is base64 of the raw bytes/,
        ],
      },
      {
        name: "its own nonce in place of the server's",
        lines: [
          "open",
          auth("n,,n=me,r=abcdefgh", "SCRAM-SHA-1"),
          answer(base64("x".repeat(20)), "abcdefgh"),
        ],
        reads: [/the client's own nonce only.*the whole r= of the challenge/],
      },
      {
        name: "another salt, so that the proof does not fit",
        lines: ["open", auth("n,,n=me,r=abcdefgh", "SCRAM-SHA-1"), answer(base64("x".repeat(20)))],
        reads: [/the proof does not fit: the user name or the password is wrong/],
      },
    ],
  ],
  [
    "8: bind",
    [
      {
        name: "before authentication",
        lines: ["open", BIND],
        reads: [/bind before authentication/, /not-authorized.*(run|"auth")/],
      },
      {
        name: "a resource that another session of one's own has",
        lines: [
          ...LOGGED_IN,
          ...LOGGED_IN.map((line) => `@other ${line}${line.startsWith("bind") ? " --no-wait" : ""}`),
          "@main expect closed --timeout 2s",
        ],
        reads: [/conflict.*another connection has bound "me@localhost\/desk" meanwhile.*or without one/],
      },
      {
        name: "a stanza before it",
        lines: [...LOGGED_IN.slice(0, 3), "message juliet@localhost hi", "expect --timeout 300ms <message/>"],
        reads: [/a stanza before bind/, /bind is missing \(run "bind"\)|no resource is bound yet.*"bind"/],
      },
    ],
  ],
  [
    "9: presence",
    [
      {
        name: "waits for a message without it",
        lines: [...LOGGED_IN, "message me@localhost hi", "expect --timeout 300ms <message><body/></message>"],
        reads: [
          /you have sent no presence/,
          /no presence was sent|you have sent no presence yet/,
          /"presence"/,
        ],
      },
    ],
  ],
  [
    "10: well-formed XML",
    [
      {
        name: "one bare &",
        lines: [...LOGGED_IN, "<message to='me@localhost'><body>a & b</body></message>", "expect closed"],
        reads: [
          /because of #\d+: an & that begins no reference \(write &amp;\), at character 36\. One such slip ends the whole/,
        ],
      },
    ],
  ],
  [
    "11: closing",
    [
      {
        name: "drops the connection",
        lines: [...LOGGED_IN, "presence", "disconnect"],
        reads: [/dropped while the stream was open: "close" sends <\/stream:stream>.*others see you/],
      },
    ],
  ],
];

/** The fourth point. */
const mistakesUnderTls: readonly Mistake[] = [
  {
    name: "authenticates without it",
    lines: ["open", auth("\0me\0test")],
    reads: [
      /nothing but STARTTLS.*\(run "starttls"/,
      /on an encrypted stream only \(run "starttls", then "restart"/,
    ],
  },
  {
    name: "binds without it",
    lines: ["open", BIND],
    reads: [
      /\(run "starttls"/,
      /wants encryption before anything else|\(run "starttls", "restart", "auth"|wants authentication first/,
    ],
  },
  {
    name: "sends a header between <proceed/> and TLS",
    lines: ["open", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", HEADER],
    reads: [/has agreed to TLS and waits for its first bytes.*\(run "tls"/],
  },
];

describe.each(Object.entries(kinds))(
  "with %s, a learner reads what is wrong and what to do",
  (_kind, kind) => {
    afterEach(finishTools);

    /** What a learner has read after these lines. */
    async function read(tool: Tool, lines: readonly Typed[]): Promise<string> {
      let last = "";
      for (const line of lines) last = reasonOf(await tool.run(typeof line === "string" ? line : line(tool)));
      return `${tool.shown}\n${last}`;
    }

    async function check(tool: Tool, { lines, reads, never }: Mistake): Promise<void> {
      const text = await read(tool, lines);
      for (const words of reads) expect(text).toMatch(words);
      // What was typed is shown too: it is no explanation.
      if (never) expect(text.replace(/^>.*$/gm, "")).not.toMatch(never);
    }

    describe("where there is no TLS", () => {
      let place: Place;
      beforeAll(async () => {
        place = await kind.open();
      });
      afterAll(() => place.stop());

      describe.each(mistakes)("%s", (_point, those) => {
        it.each(those.map((mistake) => [mistake.name, mistake] as const))("%s", async (_name, mistake) => {
          await check(startTool({ address: `127.0.0.1:${place.port}`, domain: "localhost" }), mistake);
        });
      });
    });

    describe("4: STARTTLS, where nothing goes without it", () => {
      let place: Place;
      beforeAll(async () => {
        place = await kind.guarded();
      });
      afterAll(() => place.stop());

      it.each(mistakesUnderTls.map((mistake) => [mistake.name, mistake] as const))(
        "%s",
        async (_name, mistake) => {
          await check(startTool({ address: `localhost:${place.port}` }), mistake);
        },
      );

      it("takes the host for the domain that the certificate must be for", async () => {
        const tool = startTool({ address: `xmpps://localhost:${place.directTls}`, domain: "example.org" });
        // Prosody has no certificate at all for a name that it does not know.
        expect(await read(tool, ["open"])).toMatch(
          /it is not for "example\.org", the domain of the stream: expected DNS example\.org.*found .*DNS localhost|no certificate for the name it was asked for \(the stream's domain/,
        );
      });
    });
  },
);
