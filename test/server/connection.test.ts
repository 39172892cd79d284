// One connection, from its first byte to its end: what is written in answer to what, and in which order.
import { describe, expect, test } from "vitest";
import { faultNamed } from "../../src/server/faults/index.ts";
import { FEATURES } from "../../src/server/features/index.ts";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import type { PracticeServer } from "../../src/server/server.ts";
import type { MakeServerFeature } from "../../src/server/server-feature.ts";
import { xml } from "../../src/xml/element.ts";
import { HEADER, plainAuth, practiceServer } from "../helpers/raw-client.ts";

const server = (...more: readonly MakeServerFeature[]) =>
  practiceServer({ features: [...FEATURES, ...more] });

interface Caller {
  write(data: string | Uint8Array): void;
  /** Everything that was received, once it fits. */
  received(until: RegExp): Promise<string>;
  /** Everything that was received, once the connection is closed. */
  untilClosed(): Promise<string>;
  drop(): void;
}

async function call(practice: PracticeServer): Promise<Caller> {
  const chunks: Uint8Array[] = [];
  let isClosed = false;
  let look = () => {};
  const text = () => Buffer.concat(chunks).toString("utf8");
  const transport = await connectInMemory(practice.accept)(
    { host: "localhost", port: 5222 },
    {
      data: (bytes) => {
        chunks.push(bytes);
        look();
      },
      closed: () => {
        isClosed = true;
        look();
      },
    },
    new AbortController().signal,
  );
  const when = (isThere: () => boolean) =>
    new Promise<string>((resolve) => {
      look = () => {
        if (isThere()) resolve(text());
      };
      look();
    });
  return {
    write: (data) => transport.write(typeof data === "string" ? Buffer.from(data, "utf8") : data),
    received: (until) => when(() => until.test(text())),
    untilClosed: () => when(() => isClosed),
    drop: () => transport.destroy(),
  };
}

/** What comes of bytes that end the stream. */
async function answerTo(...writes: readonly (string | Uint8Array)[]): Promise<string> {
  const caller = await call(server());
  for (const data of writes) caller.write(data);
  return await caller.untilClosed();
}

const OPENED =
  "<?xml version='1.0'?><stream:stream from='localhost' id='s1' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const FEATURES_OFFERED = /<stream:features>.*?<\/stream:features>/g;

/** A stream error with its text, and what must come behind it. */
const error = (condition: string, text: string) =>
  `<stream:error><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/><text xmlns="urn:ietf:params:xml:ns:xmpp-streams" xml:lang="en">${text}</text></stream:error></stream:stream>`;

describe("a header", () => {
  test("is answered with one of the server's and the features, and nothing else", async () => {
    const caller = await call(server());
    caller.write(HEADER);
    const said = await caller.received(/<\/stream:features>/);
    expect(said.replace(FEATURES_OFFERED, "")).toBe(OPENED);
  });

  test("that says from whom it is gets an answer that says to whom", async () => {
    expect(await answerTo(HEADER.replace("to=", "from='me@localhost' to="), "</stream:stream>")).toMatch(
      /^<\?xml version='1\.0'\?><stream:stream to='me@localhost' from='localhost' /,
    );
  });

  test.each([
    ["without an XML declaration", HEADER.replace(/<\?xml.*?\?>/, "")],
    ["behind blanks", ` \n${HEADER.replace(/<\?xml.*?\?>/, "")}`],
    ["in capitals", HEADER.replace("'localhost'", "'LOCALHOST'")],
    [
      "of a later version, which is answered with ours",
      HEADER.replace("version='1.0' xmlns", "version='2.7' xmlns"),
    ],
  ])("%s is good, too", async (_what, header) => {
    const said = await answerTo(header, "</stream:stream>");
    expect(said.replace(FEATURES_OFFERED, "")).toBe(`${OPENED}</stream:stream>`);
  });

  // RFC 6120 §4.9.1.2: the error stands in a stream, which is ended behind it.
  test.each([
    ["to nobody", HEADER.replace("to='localhost'", ""), "host-unknown", 'the header has no "to"'],
    [
      "with an address in place of the domain",
      HEADER.replace("'localhost'", "'127.0.0.1'"),
      "host-unknown",
      '"127.0.0.1" is not served here',
    ],
    [
      "copied with https",
      HEADER.replace("http:", "https:"),
      "invalid-namespace",
      'the stream is in "https://etherx.jabber.org/streams"',
    ],
    [
      "without a content namespace",
      HEADER.replace("xmlns='jabber:client'", ""),
      "invalid-namespace",
      "this port is for clients: xmlns='jabber:client'",
    ],
    [
      "copied without version",
      HEADER.replace("version='1.0' xmlns", "xmlns"),
      "unsupported-version",
      "the header has no version='1.0'",
    ],
    [
      "behind a declaration without ?",
      HEADER.replace("?>", ">"),
      "not-well-formed",
      "an XML declaration that is none (write &lt;?xml version='1.0'?&gt;), without its ?&gt;",
    ],
    [
      "behind blanks and a declaration",
      ` ${HEADER}`,
      "not-well-formed",
      "an XML declaration that is not at the start of the document",
    ],
    [
      "whose prefix nobody declared",
      HEADER.replace(/ xmlns:stream='.*?'/, ""),
      "bad-namespace-prefix",
      "the prefix stream: is not declared",
    ],
    [
      "with a typing error, for whose end nobody waits",
      HEADER.replace("<stream:stream", "<stream:steam"),
      "bad-format",
      "a stream begins with &lt;stream:stream&gt;, and this is &lt;stream:steam&gt;",
    ],
    [
      "forgotten",
      "<message to='me@localhost'/>",
      "bad-format",
      "a stream begins with &lt;stream:stream&gt;, and this is &lt;message&gt;",
    ],
    [
      "that never ends",
      `<stream:stream ${"a".repeat(600 * 1024)}`,
      "policy-violation",
      "more than 524288 bytes in one element",
    ],
    ["of another protocol", Buffer.from([0x16, 3, 1, 2, 0, 1]), "not-well-formed", "text outside the stream"],
  ])("%s is answered with a header and an error", async (_what, header, condition, text) => {
    const said = await answerTo(header);
    expect(said.slice(0, OPENED.length)).toBe(OPENED);
    expect(said.slice(OPENED.length)).toMatch(new RegExp(`^<stream:error><${condition} `));
    expect(said).toContain(text);
    expect(said).toMatch(/<\/stream:error><\/stream:stream>$/);
  });

  test("for a component is answered in the component's namespace, so that it can be read there", async () => {
    const said = await answerTo(HEADER.replace("jabber:client", "jabber:component:accept"));
    expect(said).toContain("xmlns='jabber:component:accept'");
    expect(said).toContain("<invalid-namespace ");
  });
});

describe("on an open stream", () => {
  test.each([
    ["the header again", HEADER, "not-well-formed", "a stream header inside the stream"],
    ["text", "hello", "bad-format", "text between the stanzas"],
    ["CDATA", "<![CDATA[hello]]>", "bad-format", "text between the stanzas"],
    ["a comment", "<!-- hello -->", "restricted-xml", "a comment"],
    ["a DTD", "<!DOCTYPE a>", "restricted-xml", "a document type declaration"],
    ["what is no UTF-8", Buffer.from("<a>\xff", "latin1"), "unsupported-encoding", "bytes that are no UTF-8"],
    [
      "too deep an element",
      "<a>".repeat(300),
      "policy-violation",
      "more than 200 elements inside each other",
    ],
    [
      "an element with too much in it",
      `<a>${"<b/>".repeat(30_000)}`,
      "policy-violation",
      "more than 20000 elements in one",
    ],
    [
      "an element with too many attributes",
      `<a ${Array.from({ length: 300 }, (_, n) => `a${n}=''`).join(" ")}/>`,
      "policy-violation",
      "more than 200 attributes on one element",
    ],
    ["a stanza", "<message/>", "not-authorized", "&lt;message/&gt; before authentication"],
    [
      "what only the server says",
      "<stream:features/>",
      "unsupported-stanza-type",
      "nothing here knows &lt;features xmlns='http://etherx.jabber.org/streams'/&gt;",
    ],
  ])("%s is answered with an error", async (_what, data, condition, text) => {
    const said = await answerTo(HEADER, data);
    expect(said.replace(FEATURES_OFFERED, "")).toBe(OPENED + error(condition, text));
  });

  test("whatever comes behind what ended the stream is not looked at", async () => {
    const said = await answerTo(`${HEADER}hello<message/></stream:stream>${HEADER}`);
    expect(said.match(/<stream:error>/g)).toHaveLength(1);
    expect(said.match(/<stream:stream /g)).toHaveLength(1);
  });

  test("the end is answered with the end", async () => {
    const said = await answerTo(HEADER, "</stream:stream>");
    expect(said.replace(FEATURES_OFFERED, "")).toBe(`${OPENED}</stream:stream>`);
  });
});

describe("an XML declaration on an open stream", () => {
  test.each([
    ["alone", "<?xml version='1.0'?>"],
    ["without its end", "<?xml version"],
  ])("%s is answered at once", async (_what, text) => {
    const said = await answerTo(HEADER, text);
    expect(said).toMatch(/<not-well-formed [^>]*\/><text [^>]*>an XML declaration inside the stream<\/text>/);
  });

  test("alone begins the new stream after authentication", async () => {
    const caller = await call(server());
    caller.write(HEADER + plainAuth("\0me\0test"));
    await caller.received(/<success /);
    const [, declaration = "", header = ""] = /^(<\?.*\?>)(.*)$/.exec(HEADER) ?? [];
    for (const part of [declaration, header, "</stream:stream>"]) caller.write(part);
    expect(await caller.untilClosed()).toMatch(/<bind [^>]*\/>.*<\/stream:features><\/stream:stream>$/);
  });
});

describe("after <success/>", () => {
  const authenticated = HEADER + plainAuth("\0me\0test");

  test("a new header begins a new stream, with another id", async () => {
    const said = await answerTo(authenticated, HEADER, "</stream:stream>");
    expect(said.match(/ id='.*?'/g)).toEqual([" id='s1'", " id='s2'"]);
    expect(said).toMatch(/<success [^>]*\/><\?xml version='1\.0'\?>/);
    expect(said).toMatch(/<bind [^>]*\/>.*<\/stream:features><\/stream:stream>$/);
  });

  test("whoever forgets it gets a new stream, and in it an error", async () => {
    const said = await answerTo(authenticated, "<iq type='set' id='b'/>");
    expect(said).toMatch(/<success [^>]*\/><\?xml version='1\.0'\?><stream:stream [^>]* id='s2'/);
    expect(said).toContain(error("invalid-namespace", "a stream header is due here, and this is &lt;iq&gt;"));
  });

  test("whoever sends it twice loses the stream", async () => {
    const said = await answerTo(authenticated + HEADER + HEADER);
    expect(said).toMatch(/<\/stream:features><stream:error><not-well-formed /);
  });
});

const BIND =
  "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>";
const MESSAGE = "<message to='me@localhost/desk' id='m'><body>Grüße, 日本 😀</body></message>";
const WHOLE = `${HEADER}${plainAuth("\0me\0test")}${HEADER}${BIND}${MESSAGE}</stream:stream>`;

describe("the chunks in which bytes come", () => {
  test("mean nothing: a session in one write is answered like one byte by byte, or cut anywhere", async () => {
    const bytes = Buffer.from(WHOLE, "utf8");
    const whole = await answerTo(bytes);
    expect(whole).toContain("<body>Grüße, 日本 😀</body>");
    expect(whole).toMatch(/<iq type="result" id="b".*<\/iq><message .*<\/message><\/stream:stream>$/);
    expect(await answerTo(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toBe(whole);
    const cuts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) => 1 + n * 7);
    const answers = await Promise.all(cuts.map((at) => answerTo(bytes.subarray(0, at), bytes.subarray(at))));
    expect(answers.filter((answer) => answer !== whole)).toEqual([]);
  });
});

describe("what takes its time", () => {
  /** Answers <slow/> when it is let go. */
  function slow(until: () => Promise<void>): MakeServerFeature {
    return () => ({
      name: "slow",
      nonzas: {
        namespace: "urn:example:slow",
        take: (_element, connection) =>
          until().then(() => connection.send(xml("done", { xmlns: "urn:example:slow" }))),
      },
    });
  }

  function latch() {
    let letGo = () => {};
    const open = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    return { letGo: () => letGo(), until: () => open };
  }

  const SLOW = "<slow xmlns='urn:example:slow'/>";

  test("holds up what comes behind it, and nobody else", async () => {
    const { letGo, until } = latch();
    const practice = server(slow(until));
    const caller = await call(practice);
    caller.write(`${HEADER}${SLOW}${plainAuth("\0me\0test")}`);
    await caller.received(/<\/stream:features>/);
    const other = await call(practice);
    other.write(HEADER + plainAuth("\0me\0test"));
    await other.received(/<success /);
    letGo();
    expect(await caller.received(/<success /)).toMatch(/<done [^>]*\/><success [^>]*\/>$/);
  });

  test.each([
    ["and fails", async () => Promise.reject(new Error("out of order"))],
    [
      "or should, and fails at once,",
      () => {
        throw new Error("out of order");
      },
    ],
  ])("%s ends that stream with internal-server-error", async (_what, until) => {
    const practice = server(slow(until));
    const caller = await call(practice);
    caller.write(HEADER + SLOW);
    expect(await caller.untilClosed()).toMatch(
      /<internal-server-error [^>]*\/><\/stream:error><\/stream:stream>$/,
    );
    const next = await call(practice);
    next.write(HEADER);
    await next.received(/<\/stream:features>/);
  });

  test("harms nobody when its client has gone meanwhile", async () => {
    const { letGo, until } = latch();
    const practice = server(slow(until));
    const caller = await call(practice);
    caller.write(HEADER + SLOW);
    await caller.received(/<\/stream:features>/);
    caller.drop();
    letGo();
    const next = await call(practice);
    next.write(`${HEADER}</stream:stream>`);
    expect(await next.untilClosed()).toMatch(/<\/stream:features><\/stream:stream>$/);
  });
});

test("a fault that is disarmed leaves an open connection as it was", async () => {
  const practice = server();
  const caller = await call(practice);
  practice.arm(faultNamed("drip"));
  practice.arm(undefined);
  caller.write(WHOLE);
  const said = await caller.untilClosed();
  expect(said.replace(/s\d+/g, "s")).toBe((await answerTo(WHOLE)).replace(/s\d+/g, "s"));
});
