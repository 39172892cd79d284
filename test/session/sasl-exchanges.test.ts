import { describe, expect, test } from "vitest";
import type { SessionState } from "../../src/session/state.ts";
import { played } from "./conversation.ts";
import * as wire from "./wire.ts";

const { OPENED } = wire;

const S_CHALLENGE = "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1hYmM=</challenge>";
const C_RESPONSE = "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>biws</response>";
// n,,n=a=2Cb,r=abc
const C_SCRAM =
  "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>biwsbj1hPTJDYixyPWFiYw==</auth>";

describe("after", () => {
  test.each<[string, readonly string[], Partial<SessionState>]>([
    [
      "<auth/>, the mechanism and the user are known",
      [...OPENED, wire.C_AUTH],
      { sasl: { mechanism: "PLAIN", username: "me", n: 5 }, authenticated: undefined },
    ],
    [
      "<auth/> with another mechanism, the user is not",
      [...OPENED, "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>biws</auth>"],
      { sasl: { mechanism: "SCRAM-SHA-1", username: undefined, n: 5, slips: ["no SCRAM message"] } },
    ],
    [
      "<failure/>, nobody is authenticated",
      [...OPENED, wire.C_AUTH, wire.S_FAILURE],
      { authenticated: undefined, restartDue: undefined, sasl: undefined },
    ],
    [
      "<abort/>, no exchange is under way",
      [...OPENED, wire.C_AUTH, "C: <abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"],
      { sasl: undefined, authenticated: undefined },
    ],
    [
      "a challenge, it waits for an answer",
      [...OPENED, wire.C_AUTH, S_CHALLENGE],
      { sasl: { mechanism: "PLAIN", username: "me", n: 5, challenge: "cj1hYmM=" } },
    ],
    [
      "a response, no challenge waits",
      [...OPENED, wire.C_AUTH, S_CHALLENGE, C_RESPONSE],
      { sasl: { mechanism: "PLAIN", username: "me", n: 5, challenge: undefined, answered: true } },
    ],
    ["a challenge that nobody asked for, there is none", [...OPENED, S_CHALLENGE], { sasl: undefined }],
    [
      "a failure behind a challenge, the exchange is over",
      [...OPENED, wire.C_AUTH, S_CHALLENGE, wire.S_FAILURE],
      { sasl: undefined, authenticated: undefined },
    ],
    [
      "<auth/> behind a failure, another exchange has begun",
      [...OPENED, wire.C_AUTH, wire.S_FAILURE, wire.C_AUTH],
      { sasl: { mechanism: "PLAIN", username: "me", n: 7 } },
    ],
    [
      "<auth/> of SCRAM, the user is read out of its first message",
      [...OPENED, C_SCRAM, wire.S_SUCCESS],
      { authenticated: "a,b" },
    ],
  ])("%s", async (_what, steps, expected) => {
    const { state } = (await played(steps)).session;
    const seen = Object.fromEntries(Object.entries(state).filter(([key]) => key in expected));
    expect(seen).toEqual(expected);
  });
});
