import { describe, expect, test } from "vitest";
import { ConnectionError, UsageError } from "../../src/errors.ts";
import { saslReply } from "../../src/session/replies.ts";
import { conversation, ENDPOINT, NO_TLS, played } from "./conversation.ts";
import { AUTHENTICATED, BOUND, C_AUTH, C_HEADER, OPENED, S_HEADER, S_SUCCESS } from "./wire.ts";

const NEVER = new AbortController().signal;

describe("connecting", () => {
  test("sends nothing", async () => {
    const talk = await played([]);
    expect(talk.server.received).toBe("");
    expect(talk.outline).toEqual(["connected localhost:5222"]);
  });

  test("that fails is thrown, and in the transcript", async () => {
    const error = new ConnectionError("Cannot connect to localhost:5222: nothing listens there", ENDPOINT);
    const talk = conversation({ connect: () => Promise.reject(error) });
    await expect(talk.connect()).rejects.toBe(error);
    expect(talk.outline).toEqual([
      "failed localhost:5222: Cannot connect to localhost:5222: nothing listens there",
    ]);
    expect(talk.session.state.connection).toBe("offline");
  });

  test("that is interrupted is no failure", async () => {
    const talk = conversation({ connect: (_endpoint, _listener, signal) => Promise.reject(signal.reason) });
    await expect(talk.session.connect(ENDPOINT, AbortSignal.abort())).rejects.toThrow();
    expect(talk.outline).toEqual([]);
  });

  test("twice is refused", async () => {
    const talk = await played([]);
    await expect(talk.connect()).rejects.toThrow(
      new UsageError('Cannot connect: already connected (run "disconnect" first)'),
    );
  });

  test("again is possible once the connection is gone", async () => {
    const talk = await played(["server closes", "connects"]);
    expect(talk.session.state.connection).toBe("connected");
  });

  test("to a server that speaks and closes at once loses nothing of it", async () => {
    const talk = conversation({
      connect: async (_endpoint, listener) => {
        listener.data(Buffer.from("<stream:error/>"));
        listener.closed(new Error("read ECONNRESET"));
        return {
          peer: "127.0.0.1:5222",
          isWritable: true,
          write: () => {},
          end: () => {},
          destroy: () => {},
          ...NO_TLS,
        };
      },
    });
    await talk.connect();
    expect(talk.outline).toEqual([
      "connected localhost:5222",
      expect.stringContaining("<stream:error/>"),
      "disconnected by the server: read ECONNRESET",
    ]);
  });
});

test("sending without a connection is refused, with what to do", () => {
  expect(() => conversation().session.send("<presence/>")).toThrow(
    new ConnectionError('Cannot send: not connected (run "open" first)', { host: "", port: 0 }),
  );
});

test("asking without a connection is refused too", async () => {
  const asking = conversation().session.ask("<presence/>", saslReply, { signal: NEVER, timeout: 0 });
  await expect(asking).rejects.toThrow(ConnectionError);
});

test("nothing at all cannot be sent", async () => {
  const { session } = await played([]);
  expect(() => session.send("")).toThrow(new UsageError("Cannot send: there is nothing to send"));
});

test("a claim cannot miss a reply that comes before the write has returned", async () => {
  const talk = await played(OPENED);
  talk.server.onData(() => talk.server.send(S_SUCCESS.slice(3)));
  const reply = await talk.session.ask(C_AUTH.slice(3), saslReply, { signal: NEVER, timeout: 0 });
  expect(reply).toMatchObject({ outcome: "reply", entry: { event: { raw: S_SUCCESS.slice(3) } } });
  expect(talk.session.inbox.unclaimed.map(({ event }) => event.raw)).not.toContain(S_SUCCESS.slice(3));
});

test("what was received comes out whole, in any pieces", async () => {
  const talk = await played([
    C_HEADER,
    ...Array.from(S_HEADER.slice(3), (character) => `S: ${character}`),
    "S: <a",
    "S: /><b/>",
  ]);
  expect(talk.outline.slice(2)).toEqual([`S open ${S_HEADER.slice(3)}`, "S element <a/>", "S element <b/>"]);
});

describe("when the connection ends in the middle of something", () => {
  test.each([
    ["half an element", "S: <message><body>hel", "S fragment <message><body>hel"],
    ["half a tag", "S: <mess", "S fragment <mess"],
  ])("%s is in the transcript", async (_what, step, fragment) => {
    const talk = await played([...OPENED, step, "connection breaks"]);
    expect(talk.outline.slice(-2)).toEqual([fragment, "disconnected by the server: read ECONNRESET"]);
  });

  test("half a character is in the transcript", async () => {
    const talk = await played([...OPENED, "S: <body>"]);
    talk.server.send(Uint8Array.of(0xc3));
    talk.server.close();
    expect(talk.outline.slice(-2)).toEqual(["S fragment <body> + c3", "disconnected by the server"]);
  });
});

test("what a server has begun and not ended can be looked at", async () => {
  const talk = await played([...OPENED, "S: <message><body>hel"]);
  expect(talk.session.unfinished).toBe("<message><body>hel");
});

describe("a new document of the server", () => {
  const DOCUMENT =
    "S: <?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='s2'>";
  test.each([
    [
      "after <success/>, when the restart was forgotten, is read",
      [...AUTHENTICATED, "C: <presence/>"],
      "S open",
    ],
    ["after our header is read", [...AUTHENTICATED, C_HEADER], "S open"],
    ["elsewhere breaks the rules", OPENED, "S violation"],
  ])("%s", async (_what, steps, kind) => {
    const talk = await played([...steps, DOCUMENT]);
    expect(talk.outline.at(-1)).toBe(`${kind} ${DOCUMENT.slice(3)}`);
  });

  test("after <success/> may bring the error that explains it", async () => {
    const error =
      "<stream:error><invalid-namespace xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    const talk = await played([...AUTHENTICATED, "C: <presence/>", `${DOCUMENT}${error}</stream:stream>`]);
    expect(talk.outline.slice(-2)).toEqual([`S element ${error}`, "S close </stream:stream>"]);
    expect(talk.session.state.streamError).toBeDefined();
  });
});

describe("more than the limits allow", () => {
  test.each<[string, object, string]>([
    ["a long element", { stanza: 100 }, `S: <a>${"x".repeat(200)}`],
    ["many elements", { elements: 3 }, "S: <a><b/><c/><d/></a>"],
    ["deep nesting", { depth: 3 }, "S: <a><b><c><d>"],
    ["many attributes", { attributes: 2 }, "S: <a b='1' c='2' d='3'/>"],
  ])("drops the connection: %s", async (_what, limits, flood) => {
    const header = [
      "C: <stream:stream xmlns:stream='http://etherx.jabber.org/streams'>",
      "S: <stream:stream xmlns:stream='http://etherx.jabber.org/streams'>",
    ];
    const talk = await played([...header, flood], { limits: { stanza: 1000, ...limits } });
    await Promise.resolve();
    expect(talk.outline.slice(-2)).toEqual([`S violation ${flood.slice(3)}`, "disconnected by the client"]);
  });

  test("may be sent: it is our server that has to bear it", async () => {
    const talk = await played([C_HEADER, "C: <a><b><c><d>"], { limits: { depth: 3 } });
    await Promise.resolve();
    expect(talk.session.state.connection).toBe("connected");
    expect(talk.server.received).toContain("<a><b><c><d>");
  });
});

test("dropping the connection says nothing more to the server", async () => {
  const talk = await played([...BOUND]);
  const before = talk.server.received;
  await talk.session.disconnect();
  expect(talk.outline.at(-1)).toBe("disconnected by the client");
  expect(talk.server.received).toBe(before);
});

test("dropping a connection that is not there is no mistake", async () => {
  await conversation().session.disconnect();
});
