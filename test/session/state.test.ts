import { describe, expect, test } from "vitest";
import { isBound, isStreamOpen, OFFLINE, type SessionState } from "../../src/session/state.ts";
import { played } from "./conversation.ts";
import * as wire from "./wire.ts";

const { AUTHENTICATED, BOUND, OPENED, RESTARTED } = wire;

async function stateAfter(...steps: readonly string[]): Promise<SessionState> {
  return (await played(steps)).session.state;
}

const JID = { localpart: "me", domainpart: "localhost", resourcepart: "desk" };
const C_PRESENCE = "C: <presence/>";

describe("after", () => {
  test.each<[string, readonly string[], Partial<SessionState>]>([
    [
      "connecting, the address is known",
      [],
      { connection: "connected", host: "localhost", port: 5222, peer: "127.0.0.1:5222", streams: 0 },
    ],
    [
      "our header, the server's is awaited",
      [wire.C_HEADER],
      { streams: 1, received: undefined, features: undefined },
    ],
    [
      "both headers, no features have come",
      [wire.C_HEADER, wire.S_HEADER],
      { streams: 1, features: undefined },
    ],
    [
      "<success/>, a restart is due",
      AUTHENTICATED,
      { authenticated: "me", restartDue: "authentication", sasl: undefined },
    ],
    [
      "<success/> that nobody asked for, somebody is authenticated",
      [...OPENED, wire.S_SUCCESS],
      { authenticated: "", restartDue: "authentication" },
    ],
    [
      "a restart, what was offered before is void",
      [...AUTHENTICATED, wire.C_HEADER],
      { streams: 2, restartDue: undefined, received: undefined, features: undefined, authenticated: "me" },
    ],
    ["a bind request, its reply is awaited", [...RESTARTED, wire.C_BIND], { binding: "b1", jid: undefined }],
    ["bind's result, the JID is what the server says", BOUND, { binding: undefined, jid: JID }],
    [
      "bind's error, there is no JID",
      [
        ...RESTARTED,
        wire.C_BIND,
        "S: <iq type='error' id='b1'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      ],
      { binding: undefined, jid: undefined },
    ],
    [
      "another iq's result, the JID is still awaited",
      [...RESTARTED, wire.C_BIND, wire.S_BOUND.replace("b1", "b2")],
      { binding: "b1", jid: undefined },
    ],
    [
      "a bind result that nobody asked for, there is no JID",
      [...RESTARTED, wire.S_BOUND],
      { jid: undefined },
    ],
    ["presence, we are available", [...BOUND, C_PRESENCE], { available: true }],
    [
      "presence of type unavailable, we are not",
      [...BOUND, C_PRESENCE, "C: <presence type='unavailable'/>"],
      { available: false },
    ],
    [
      "presence to somebody, we are not available to all",
      [...BOUND, "C: <presence to='juliet@localhost'/>"],
      { available: false },
    ],
    [
      "a subscription, we are not available",
      [...BOUND, "C: <presence type='subscribe'/>"],
      { available: false },
    ],
    [
      "a first presence that is refused, we are not available",
      [...BOUND, C_PRESENCE, "S: <presence type='error'/>"],
      { available: false },
    ],
    [
      "a change of presence that is refused, we are as available as before",
      [...BOUND, C_PRESENCE, "C: <presence><show>nope</show></presence>", "S: <presence type='error'/>"],
      { available: true },
    ],
    [
      "a refused presence and one that holds, we are available, however late it is refused",
      [...BOUND, "C: <presence id='p1'/>", C_PRESENCE, "S: <presence type='error' id='p1'/>"],
      { available: true },
    ],
    [
      "two presences that are refused, we are not available",
      [...BOUND, C_PRESENCE, C_PRESENCE, "S: <presence type='error'/>", "S: <presence type='error'/>"],
      { available: false },
    ],
    [
      "a probe that is refused from nowhere, we are available",
      [...BOUND, C_PRESENCE, "C: <presence type='probe' to='me@localhost'/>", "S: <presence type='error'/>"],
      { available: true },
    ],
    [
      "a presence of a type that nobody knows, refused by the server, we are available",
      [
        ...BOUND,
        C_PRESENCE,
        "C: <presence type='unavailble' id='p2'/>",
        "S: <presence type='error' id='p2' from='me@localhost'/>",
      ],
      { available: true },
    ],
    [
      "a presence that somebody else refuses, we are available",
      [...BOUND, C_PRESENCE, "S: <presence type='error' from='juliet@example.org'/>"],
      { available: true },
    ],
    [
      "a first presence that is refused behind a farewell, we are not available",
      [
        ...[...BOUND, C_PRESENCE, C_PRESENCE, "C: <presence type='unavailable'/>"],
        ...["C: <presence id='p3'/>", "S: <presence type='error' id='p3'/>"],
      ],
      { available: false },
    ],
    [
      "our end tag, the stream is closed by us",
      [...BOUND, wire.C_END],
      { closedBy: ["client"], connection: "connected" },
    ],
    ["the server's end tag, it is closed by the server", [...BOUND, wire.S_END], { closedBy: ["server"] }],
    [
      "both end tags, it is closed by both",
      [...BOUND, wire.C_END, wire.S_END],
      { closedBy: ["client", "server"] },
    ],
    [
      "a header behind the end of a stream, nobody has closed the new one",
      [...BOUND, wire.C_END, wire.S_END, wire.C_HEADER],
      { closedBy: [], streams: 3 },
    ],
  ])("%s", async (_what, steps, expected) => {
    const state = await stateAfter(...steps);
    const seen = Object.fromEntries(Object.entries(state).filter(([key]) => key in expected));
    expect(seen).toEqual(expected);
  });
});

test("the features are the last that were offered", async () => {
  const offered = async (steps: readonly string[]) =>
    (await stateAfter(...steps)).features?.getChildElements().map(({ name }) => name);
  expect(await offered(OPENED)).toEqual(["mechanisms"]);
  expect(await offered(RESTARTED)).toEqual(["bind"]);
});

test("the headers of both sides are known, with everything in them", async () => {
  const { sent, received } = await stateAfter(...OPENED);
  expect(sent).toMatchObject({ to: "localhost", version: "1.0", contentNamespace: "jabber:client" });
  expect(received).toMatchObject({ from: "localhost", id: "s1", version: "1.0" });
});

describe("a way back is there", () => {
  const lost = [...BOUND, "connection breaks"];
  test.each<[string, readonly string[], true | undefined]>([
    ["where more than a stream was lost", lost, true],
    ["while no server answers on the next connection", [...lost, "connects", "connection breaks"], true],
    [
      "where the server ended it by an error, whoever closes then",
      [...BOUND, wire.streamError("system-shutdown"), wire.C_END, "disconnects"],
      true,
    ],
    ["but not where a stream was all", [...wire.OPENED, "connection breaks"], undefined],
    ["nor where it was closed by us", [...BOUND, wire.C_END, wire.S_END, "server closes"], undefined],
    [
      "nor behind another stream that was",
      [...lost, "connects", ...wire.OPENED, "connection breaks"],
      undefined,
    ],
    [
      "nor where somebody else has the resource now",
      [...BOUND, wire.streamError("conflict"), "server closes"],
      undefined,
    ],
  ])("%s", async (_what, steps, hasWayBack) => {
    expect((await stateAfter(...steps)).hasWayBack).toBe(hasWayBack);
  });
});

test("a stream error is kept until the next stream", async () => {
  const error = wire.streamError("conflict");
  expect((await stateAfter(...BOUND, error)).streamError?.getChildElements()[0]?.name).toBe("conflict");
  expect((await stateAfter(...BOUND, error, wire.C_HEADER)).streamError).toBeUndefined();
});

describe("once the connection is gone, nothing of it is left but the address, what patterns are read in, and that an XMPP server was there", () => {
  const gone: SessionState = {
    ...OFFLINE,
    host: "localhost",
    port: 5222,
    wasAnswered: true,
    contentNamespace: "jabber:client",
  };
  test("when we drop it", async () => {
    expect(await stateAfter(...BOUND, C_PRESENCE, "disconnects")).toEqual(gone);
  });

  test.each([
    ["when the server closes it", "server closes"],
    ["when it breaks", "connection breaks"],
  ])("%s, and that there is a way back", async (_what, end) => {
    expect(await stateAfter(...BOUND, C_PRESENCE, end)).toEqual({ ...gone, hasWayBack: true });
  });

  test("and the next one begins from nothing", async () => {
    const again = await stateAfter(...BOUND, C_PRESENCE, "disconnects", "connects");
    expect(again).toEqual(await stateAfter());
  });
});

describe("a stream is open", () => {
  test.each<[string, readonly string[], boolean]>([
    ["when both headers have come", OPENED, true],
    ["not when ours alone was sent", [wire.C_HEADER], false],
    ["not during a restart", [...AUTHENTICATED, wire.C_HEADER], false],
    ["not when we have ended it", [...OPENED, wire.C_END], false],
    ["not when the server has ended it", [...OPENED, wire.S_END], false],
    ["not without a connection", [...OPENED, "server closes"], false],
  ])("%s", async (_what, steps, expected) => {
    expect(isStreamOpen(await stateAfter(...steps))).toBe(expected);
  });
});

test("what is no element changes nothing", async () => {
  const before = await stateAfter(...BOUND);
  for (const step of ["C: <message>", "S:   \n", "S: <message><body>", "C: <!-- hello -->"]) {
    expect(await stateAfter(...BOUND, step), step).toEqual(before);
  }
});

describe("a session under stream management", () => {
  const enabled = "S: <enabled xmlns='urn:xmpp:sm:3' id='x' resume='true'/>";
  const resumed = "S: <resumed xmlns='urn:xmpp:sm:3' previd='x' h='1'/>";

  test("has its JID and its presence back when it was resumed on another connection", async () => {
    const lost = [...BOUND, enabled, C_PRESENCE, "connection breaks", "connects", ...RESTARTED];
    expect(await stateAfter(...lost)).toMatchObject({ jid: undefined, available: false });
    const state = await stateAfter(...lost, resumed);
    expect(state).toMatchObject({ jid: JID, available: true });
    expect(isBound(state)).toBe(true);
  });

  test("is no more available than it was", async () => {
    const lost = [...BOUND, enabled, "connection breaks", "connects", ...RESTARTED];
    expect(await stateAfter(...lost, resumed)).toMatchObject({ jid: JID, available: false });
  });

  test("can be lost and resumed again", async () => {
    const again = ["connection breaks", "connects", ...RESTARTED, resumed];
    expect(await stateAfter(...BOUND, enabled, C_PRESENCE, ...again, ...again)).toMatchObject({
      jid: JID,
      available: true,
    });
  });

  test.each([
    ["it was closed", [...BOUND, enabled, wire.C_END, "connection breaks", "connects", ...RESTARTED]],
    ["it cannot be resumed", [...BOUND, enabled.replace(" id='x'", ""), "connection breaks", "connects"]],
    [
      "the server does not know it any more",
      [
        ...[...BOUND, enabled, "connection breaks", "connects", ...RESTARTED],
        "S: <failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>",
      ],
    ],
  ])("is forgotten where %s", async (_why, steps) => {
    expect((await stateAfter(...steps)).managed).toBeUndefined();
  });

  test("that this client has not begun itself is bound, by whatever JID", async () => {
    const state = await stateAfter(...RESTARTED, resumed);
    expect(state.jid).toBeUndefined();
    expect(isBound(state)).toBe(true);
  });
});

test("a stream that cannot be read stays so after our header, until the server begins another", async () => {
  const broken = [...OPENED, "S: <a></b>", wire.C_HEADER];
  expect((await stateAfter(...broken)).receivedBroken).toBe(true);
  expect((await stateAfter(...broken, wire.S_HEADER)).receivedBroken).toBeUndefined();
});
