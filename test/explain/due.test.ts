import { describe, expect, test } from "vitest";
import { describePosition } from "../../src/explain/due.ts";
import { conversation } from "../session/conversation.ts";
import * as wire from "../session/wire.ts";

const S_BOTH =
  "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>";
const OFFERED = [wire.C_HEADER, wire.S_HEADER, S_BOTH];
const C_STARTTLS = "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const S_PROCEED = "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const S_CHALLENGE = "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1hYmM=</challenge>";
const C_RESPONSE = "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>biws</response>";
const C_ABORT = "C: <abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

/** Where one stands after each step, beginning without a connection. */
async function walk(...steps: readonly string[]): Promise<string[]> {
  const talk = conversation();
  const positions = [describePosition(talk.session.state)];
  for (const step of steps) {
    await talk.play(step);
    positions.push(describePosition(talk.session.state));
  }
  return positions;
}

test("through the whole walk, the prompt says where one stands and what is due", async () => {
  const steps: readonly (readonly [string, string])[] = [
    ["connects", "connected, open next"],
    [wire.C_HEADER, "stream opening"],
    [wire.S_HEADER, "stream open"],
    [wire.S_MECHANISMS, "stream open, auth next"],
    [wire.C_AUTH, "authenticating"],
    [wire.S_SUCCESS, "authenticated, restart next"],
    [wire.C_HEADER, "stream opening"],
    [wire.S_HEADER, "authenticated"],
    [wire.S_BIND, "authenticated, bind next"],
    [wire.C_BIND, "authenticated, bind next"],
    [wire.S_BOUND, "bound, presence next"],
    ["C: <presence/>", "available"],
    [wire.C_END, "closing"],
    [wire.S_END, "closed, disconnect next"],
    ["server closes", "offline, open next"],
  ];
  expect(await walk(...steps.map(([step]) => step))).toEqual([
    "offline, open next",
    ...steps.map(([, position]) => position),
  ]);
});

describe("where something went otherwise", () => {
  test.each<[string, readonly string[], string]>([
    [
      "after a failed login another is due",
      [...wire.OPENED, wire.C_AUTH, wire.S_FAILURE],
      "stream open, auth next",
    ],
    [
      "without mechanisms nothing can be said to be due",
      [wire.C_HEADER, wire.S_HEADER, "S: <stream:features/>"],
      "stream open",
    ],
    [
      "after a stream error the stream is to be closed",
      [...wire.OPENED, wire.streamError("conflict")],
      "stream error, close next",
    ],
    [
      "after the server's end tag ours is due",
      [...wire.BOUND, wire.S_END],
      "closed by the server, close next",
    ],
    [
      "after a stream error and the server's end tag ours is due",
      [...wire.OPENED, wire.streamError("conflict"), wire.S_END],
      "closed by the server, close next",
    ],
    [
      "after XML that nobody can read the connection is to be dropped",
      [...wire.OPENED, "S: <a></b>"],
      "stream unreadable, disconnect next",
    ],
    [
      "after that our end tag changes nothing: the server's could not be read",
      [...wire.OPENED, "S: <a></b>", wire.C_END],
      "stream unreadable, disconnect next",
    ],
    [
      "what is forbidden and can be read leaves everything as it was",
      [...wire.OPENED, "S: <!-- hello -->"],
      "stream open, auth next",
    ],
    [
      "unavailable again, presence is due",
      [...wire.BOUND, "C: <presence/>", "C: <presence type='unavailable'/>"],
      "bound, presence next",
    ],
    [
      "a forgotten restart is still due after other steps",
      [...wire.AUTHENTICATED, "C: <presence/>"],
      "authenticated, restart next",
    ],
    ["where STARTTLS is offered, it comes before authentication", OFFERED, "stream open, starttls next"],
    [
      "when TLS is agreed on, the handshake is due",
      [...OFFERED, C_STARTTLS, S_PROCEED],
      "TLS agreed, tls next",
    ],
    [
      "after TLS the stream must begin anew",
      [...OFFERED, C_STARTTLS, S_PROCEED, "secures"],
      "encrypted, restart next",
    ],
    ["after direct TLS there is no stream to begin anew", ["secures"], "connected, open next"],
    [
      "under TLS nobody needs STARTTLS, though it be offered",
      ["secures", wire.C_HEADER, wire.S_HEADER, S_BOTH],
      "stream open, auth next",
    ],
    [
      "a challenge waits for a response",
      [...wire.OPENED, wire.C_AUTH, S_CHALLENGE],
      "challenged, respond next",
    ],
    [
      "a response waits for the server",
      [...wire.OPENED, wire.C_AUTH, S_CHALLENGE, C_RESPONSE],
      "authenticating",
    ],
    [
      "after giving up another authentication is due",
      [...wire.OPENED, wire.C_AUTH, S_CHALLENGE, C_ABORT],
      "stream open, auth next",
    ],
    [
      "a refused bind is due again",
      [...wire.RESTARTED, wire.C_BIND, "S: <iq type='error' id='b1'/>"],
      "authenticated, bind next",
    ],
  ])("%s", async (_what, steps, position) => {
    expect((await walk("connects", ...steps)).at(-1)).toBe(position);
  });
});
