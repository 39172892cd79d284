import { describe, expect, test } from "vitest";
import type { Request } from "../../src/session/requests.ts";
import { played } from "./conversation.ts";
import { BOUND } from "./wire.ts";

async function requestsAfter(...steps: string[]): Promise<readonly Request[]> {
  return (await played([...BOUND, ...steps])).session.state.requests;
}

const PING = "S: <iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const PUSH = "S: <iq type='set' id='r1'><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>";

test("a request is remembered with all that is needed to answer it", async () => {
  expect(await requestsAfter(PING, PUSH)).toMatchObject([
    { type: "get", id: "p1", from: "localhost", payload: { name: "ping", namespace: "urn:xmpp:ping" } },
    { type: "set", id: "r1", from: undefined, payload: { name: "query", namespace: "jabber:iq:roster" } },
  ]);
});

test("a request is remembered by the number of its entry", async () => {
  const { session, transcript } = await played([...BOUND, PING]);
  expect(session.state.requests.map(({ n }) => n)).toEqual([transcript.last?.n]);
});

test("a request without a payload is one all the same", async () => {
  expect(await requestsAfter("S: <iq type='get' id='p1'/>")).toMatchObject([
    { id: "p1", payload: undefined },
  ]);
});

describe("a request is answered", () => {
  test.each([
    ["by a result to where it came from", PING, "C: <iq type='result' id='p1' to='localhost'/>"],
    ["by an error to where it came from", PING, "C: <iq type='error' id='p1' to='localhost'/>"],
    ["without an address where it had none", PUSH, "C: <iq type='result' id='r1'/>"],
  ])("%s", async (_what, request, reply) => {
    expect(await requestsAfter(request, reply)).toEqual([]);
  });
});

describe("a request is still open", () => {
  test.each([
    ["behind an answer with another id", "C: <iq type='result' id='p2' to='localhost'/>"],
    ["behind an answer to somewhere else", "C: <iq type='result' id='p1' to='juliet@localhost'/>"],
    ["behind a request of our own with its id", "C: <iq type='get' id='p1' to='localhost'/>"],
    ["behind a message with its id", "C: <message type='error' id='p1' to='localhost'/>"],
    ["behind an answer that is only half sent", "C: <iq type='result' id='p1' to='localhost'>"],
  ])("%s", async (_what, step) => {
    expect(await requestsAfter(PING, step)).toHaveLength(1);
  });
});

test.each([
  "S: <iq type='result' id='p1'/>",
  "S: <iq type='error' id='p1'/>",
  "S: <message type='get' id='p1'/>",
  "C: <iq type='get' id='p1'/>",
])("no request of the server: %s", async (step) => {
  expect(await requestsAfter(step)).toEqual([]);
});

test("a flood of requests does not fill the memory: the newest hundred are remembered", async () => {
  const flood = Array.from({ length: 150 }, (_, n) => PING.replace("p1", `p${n}`));
  const ids = (await requestsAfter(...flood)).map(({ id }) => id);
  expect(ids).toHaveLength(100);
  expect(ids.at(0)).toBe("p50");
  expect(ids.at(-1)).toBe("p149");
});
