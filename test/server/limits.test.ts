// What a client may not take from the others: memory, time and places.
import { afterEach, describe, expect, test, vi } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import type { MakeServerFeature } from "../../src/server/server-feature.ts";
import { watchInto } from "../../src/server/watch.ts";
import type { Wire, WireListener } from "../../src/server/wire.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { authenticatedClient, boundClient, connectedClient } from "../helpers/bound-client.ts";
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
    const transcript = new Transcript({ now: () => 0 });
    const practice = practiceServer({ features: FEATURES, watch: watchInto(transcript) });
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
    return { practice, juliet, transcript };
  };

  test("is dropped, which is said, and its resource is gone", async () => {
    const { practice, juliet, transcript } = await flood("");
    const notes = [...transcript.entries].flatMap((entry) => (entry.type === "note" ? [entry.text] : []));
    expect(notes).toEqual(["dropped (juliet@localhost/balcony): it does not read what waits for it"]);
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

describe("places are counted, and whoever wants one more is told", () => {
  const ping = "<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
  const pong = /<iq [^>]*id="p"[^>]*>/;
  const add = (at: number, groups = "") =>
    `<iq type='set' id='c${at}'><query xmlns='jabber:iq:roster'><item jid='c${at}@localhost'>${groups}</item></query></iq>`;

  test("50 resources of an account, with those that wait to be resumed; the name of one of them can be taken over", async () => {
    const practice = server();
    const waiting = await boundClient(practice, "me", "r0");
    waiting.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    await waiting.hear(/<enabled [^>]*>/);
    waiting.drop();
    for (let at = 1; at < 50; at += 1) await boundClient(practice, "me", `r${at}`);
    const late = await authenticatedClient(practice, "me");
    late.send(bind("r50"));
    expect(await late.hear(/<\/iq>/)).toMatch(
      /<error type="wait"><resource-constraint .*50 resources of this account are bound already/,
    );
    late.send(bind("r7"));
    expect(await late.hear(/<\/iq>/)).toContain("<jid>me@localhost/r7</jid>");
    await boundClient(practice, "juliet", "r50");
  });

  test("1000 contacts of an account, those that it asks to subscribe to included", async () => {
    const practice = server();
    const me = await boundClient(practice, "me", "desk");
    for (let at = 0; at < 1000; at += 1) me.send(add(at));
    me.send(`${add(1000)}<presence to='new@localhost' type='subscribe' id='s'/>${add(7)}${ping}`);
    const heard = await me.hear(pong);
    expect(heard).toMatch(/id="c1000".*<resource-constraint .*a roster has at most 1000 contacts/);
    expect(heard).toMatch(/<presence [^>]*id="s".*<resource-constraint /);
    expect(heard).toMatch(/<iq type="result" id="c7" [^>]*\/>/);
    expect(practice.accounts.find("me")?.roster.size).toBe(1000);
  });

  test.each([
    [
      "51 groups",
      Array.from({ length: 51 }, (_, at) => `<group>${at}</group>`).join(""),
      "at most 50 groups",
    ],
    ["a group of 257 characters", `<group>${"g".repeat(257)}</group>`, "more than 256 characters"],
  ])("%s of a contact are too much", async (_what, groups, text) => {
    const me = await boundClient(server(), "me", "desk");
    me.send(add(1, groups));
    const heard = await me.hear(/<\/iq>/);
    expect(heard).toContain("<not-acceptable ");
    expect(heard).toContain(text);
  });

  const join = (room: string) =>
    `<presence to='${room}@rooms.localhost/me'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;

  test("200 rooms; a room that was left makes place", async () => {
    const me = await boundClient(server(), "me", "desk");
    for (let at = 0; at < 200; at += 1) me.send(join(`r${at}`));
    me.send(join("r200") + ping);
    expect(await me.hear(pong)).toMatch(/<resource-constraint .*there are 200 rooms already/);
    me.send(`<presence to='r7@rooms.localhost/me' type='unavailable'/>${join("r200")}${ping}`);
    expect(await me.hear(pong)).toContain('from="r200@rooms.localhost/me"');
  });

  test("what is kept of all rooms: the room that keeps most forgets what is oldest", async () => {
    const practice = server();
    const me = await boundClient(practice, "me", "desk");
    const say = (room: string, text: string) =>
      `<message type='groupchat' to='${room}@rooms.localhost'><body>${text}</body></message>`;
    for (let at = 0; at < 9; at += 1) {
      me.send(join(`r${at}`));
      for (let count = 0; count < 2; count += 1) {
        me.send(say(`r${at}`, `${at}${count}${"x".repeat(500_000)}`) + ping);
        await me.hear(pong);
      }
    }
    const juliet = await boundClient(practice, "juliet", "balcony");
    for (let at = 0; at < 9; at += 1) juliet.send(join(`r${at}`).replace("/me", "/juliet"));
    juliet.send(ping);
    const kept = (await juliet.hear(pong)).match(/<body>\d\d/g) ?? [];
    expect(kept).toHaveLength(16);
    expect(kept).toContain("<body>81");
  });

  test("a subject may be so long, and no longer", async () => {
    const me = await boundClient(server(), "me", "desk");
    me.send(join("hall"));
    me.send(
      `<message type='groupchat' to='hall@rooms.localhost' id='s'><subject>${"x".repeat(17_000)}</subject></message>`,
    );
    expect(await me.hear(/<\/message>.*<\/message>/s)).toMatch(
      /<not-acceptable .*a subject has at most 16384 characters/,
    );
  });
});
