// What a client may not take from the others: memory, time and places.
import { afterEach, describe, expect, test, vi } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import type { MakeServerFeature } from "../../src/server/server-feature.ts";
import type { Wire, WireListener } from "../../src/server/wire.ts";
import { boundClient, connectedClient } from "../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer } from "../helpers/raw-client.ts";

afterEach(() => void vi.useRealTimers());

const server = (...more: readonly MakeServerFeature[]) =>
  practiceServer({ features: [...FEATURES, ...more] });

const bind = (resource: string) =>
  `<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`;

/** The wire of a client that writes, and never reads: all that is written waits. */
function unreadWire() {
  let backlog: number | undefined = 0;
  let begin = "";
  let listener: WireListener | undefined;
  const close = () => {
    if (backlog === undefined) return;
    backlog = undefined;
    listener?.closed();
  };
  const wire: Wire = {
    peer: "memory:unread",
    isSecure: false,
    get backlog() {
      return backlog;
    },
    write: (bytes) => {
      if (backlog !== undefined) backlog += bytes.length;
      if (begin.length < 10_000) begin += Buffer.from(bytes).toString("utf8");
    },
    end: close,
    halfClose: () => {},
    destroy: () => setImmediate(close),
    reset: close,
    secure: async () => {},
    channelBinding: () => undefined,
  };
  return {
    wire,
    serve: (served: WireListener) => {
      listener = served;
    },
    get backlog() {
      return backlog;
    },
    /** What was written first. */
    get begin() {
      return begin;
    },
    writes: (text: string) => listener?.data(Buffer.from(text, "utf8")),
  };
}

describe("a client that does not read", () => {
  const flood = async (enable: string) => {
    const practice = server();
    const juliet = unreadWire();
    juliet.serve(practice.accept(juliet.wire));
    juliet.writes(HEADER + plainAuth("\0juliet\0test"));
    await vi.waitUntil(() => juliet.begin.includes("<success"), { interval: 2 });
    const me = await boundClient(practice, "me", "desk");
    juliet.writes(HEADER + bind("balcony") + enable);
    const message = `<message to='juliet@localhost/balcony' type='headline'><body>${"x".repeat(400_000)}</body></message>`;
    for (let count = 0; count < 60; count += 1) me.send(message);
    me.send("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    await me.hear(/<iq [^>]*id="p"[^>]*>/);
    return { practice, juliet };
  };

  test("is dropped, and its resource is gone", async () => {
    const { practice, juliet } = await flood("");
    expect(juliet.backlog).toBeUndefined();
    expect(practice.resources.map(({ jid }) => jid.localpart)).toEqual(["me"]);
  });

  test("is dropped with stream management, too, and nothing is kept of what it has not acknowledged", async () => {
    const { practice, juliet } = await flood("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    expect(juliet.backlog).toBeUndefined();
    expect(practice.resources.map(({ jid }) => jid.localpart)).toEqual(["me"]);
  });
});

describe("a client that does not authenticate", () => {
  test("may think for half an hour", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const client = await connectedClient(server());
    client.send(HEADER);
    await client.hear(/<\/stream:features>/);
    vi.advanceTimersByTime(29 * 60_000);
    client.send(plainAuth("\0me\0test"));
    await client.hear(/<success[^>]*>/);
    vi.advanceTimersByTime(29 * 60_000);
    client.send(HEADER);
    await client.hear(/<\/stream:features>/);
  });

  test("is then told that it was too long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const client = await connectedClient(server());
    vi.advanceTimersByTime(30 * 60_000);
    expect(await client.rest()).toMatch(
      /<connection-timeout [^>]*\/><text [^>]*>nobody has authenticated for 30 minutes<\/text>/,
    );
  });
});

test("the client that comes when 500 are there is told so, and the next one gets a place that was left", async () => {
  const practice = server();
  const clients = await Promise.all(Array.from({ length: 500 }, () => connectedClient(practice)));
  const late = await connectedClient(practice);
  expect(await late.rest()).toContain("500 clients are connected already");
  clients[0]?.drop();
  await clients[0]?.rest();
  const next = await connectedClient(practice);
  next.send(HEADER);
  expect(await next.hear(/<\/stream:features>/)).toContain("<mechanism>");
});

describe("a client that goes on while it is due an answer", () => {
  const slow: MakeServerFeature = () => ({
    name: "slow",
    nonzas: { namespace: "urn:example:slow", take: () => new Promise(() => {}) },
  });

  test("loses its stream when that is too much", async () => {
    const client = await connectedClient(server(slow));
    client.send(`${HEADER}<slow xmlns='urn:example:slow'/>`);
    const filler = `<message><body>${"x".repeat(400_000)}</body></message>`;
    for (let count = 0; count < 3; count += 1) client.send(filler);
    expect(await client.rest()).toMatch(
      /<policy-violation [^>]*\/><text [^>]*>too much was sent before the answer/,
    );
  });
});

test("what waits for an account is bounded in characters, and the sender is told", async () => {
  const me = await boundClient(server(), "me", "desk");
  const message = `<message to='juliet@localhost' id='m'><body>${"x".repeat(400_000)}</body></message>`;
  for (let count = 0; count < 3; count += 1) me.send(message);
  expect(await me.hear(/<\/message>/)).toMatch(
    /<service-unavailable .*1048576 characters are all that may wait/,
  );
});
