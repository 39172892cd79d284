import { describe, expect, test } from "vitest";
import { position } from "../../src/explain/due.ts";
import { possibleSteps } from "../../src/explain/steps.ts";
import { conversation } from "../session/conversation.ts";
import * as wire from "../session/wire.ts";

const features = (...offered: readonly string[]) =>
  `S: <stream:features>${offered.join("")}</stream:features>`;
const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const STARTTLS_REQUIRED = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
const MECHANISMS =
  "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism></mechanisms>";
const ANONYMOUS =
  "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>ANONYMOUS</mechanism></mechanisms>";
const REGISTER = "<register xmlns='http://jabber.org/features/iq-register'/>";
const BIND = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";
const SESSION = "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>";
const SM = "<sm xmlns='urn:xmpp:sm:3'/>";
const ROSTER_VERSIONS = "<ver xmlns='urn:xmpp:features:rosterver'/>";

const OPENED_WITH = (...offered: readonly string[]) => [wire.C_HEADER, wire.S_HEADER, features(...offered)];
const RESTARTED_WITH = (...offered: readonly string[]) => [...wire.AUTHENTICATED, ...OPENED_WITH(...offered)];

/** A session that can be resumed, in which two stanzas came, and its connection broke; the next one is there. */
const LOST: readonly string[] = [
  ...["connects", ...RESTARTED_WITH(BIND, SM), wire.C_BIND, wire.S_BOUND],
  ...["S: <enabled xmlns='urn:xmpp:sm:3' id='a&amp;b' resume='true'/>", "C: <presence/>"],
  ...["S: <presence/>", "S: <r xmlns='urn:xmpp:sm:3'/>", "S: <message/>", "connection breaks", "connects"],
];

async function stateAfter(steps: readonly string[]) {
  const talk = conversation();
  await talk.play(...steps);
  return talk.session.state;
}

/** The lines that are possible, the due one with a star. */
async function linesAfter(...steps: readonly string[]): Promise<readonly string[]> {
  const state = await stateAfter(steps);
  return possibleSteps(state).map(({ line, isDue }) => (isDue ? `* ${line}` : line));
}

describe("what is possible follows from what is offered", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["offline", [], ["* open", "connect"]],
    [
      "offline, where more than a stream was lost",
      ["connects", ...wire.BOUND, "connection breaks"],
      ["* reconnect", "open", "connect"],
    ],
    ["connected", ["connects"], ["* open", "disconnect"]],
    [
      "an open stream with mechanisms",
      ["connects", ...OPENED_WITH(MECHANISMS)],
      ["* auth USER PASSWORD", "close"],
    ],
    [
      "STARTTLS comes before authentication, which is possible where it is offered",
      ["connects", ...OPENED_WITH(STARTTLS, MECHANISMS)],
      ["* starttls", "auth USER PASSWORD", "close"],
    ],
    ["nothing but STARTTLS", ["connects", ...OPENED_WITH(STARTTLS_REQUIRED)], ["* starttls", "close"]],
    [
      "accounts can be made",
      ["connects", ...OPENED_WITH(MECHANISMS, REGISTER)],
      ["* auth USER PASSWORD", "<iq type='get' id='reg1'><query xmlns='jabber:iq:register'/></iq>", "close"],
    ],
    ["nobody is asked who", ["connects", ...OPENED_WITH(ANONYMOUS)], ["* auth", "close"]],
    ["after success", ["connects", ...wire.AUTHENTICATED], ["* restart", "close"]],
    ["after the restart", ["connects", ...wire.RESTARTED], ["* bind", "close"]],
    [
      "a lost session can be resumed in place of bind",
      ["connects", ...RESTARTED_WITH(BIND, SM)],
      ["* bind", "<resume xmlns='urn:xmpp:sm:3' previd='ID' h='NUMBER'/>", "close"],
    ],
    [
      "bound",
      ["connects", ...wire.BOUND],
      ["* presence", "roster", "message JID TEXT", "disco", "ping", "close"],
    ],
    [
      "bound, with stream management and the old session offered",
      ["connects", ...RESTARTED_WITH(BIND, SM, SESSION), wire.C_BIND, wire.S_BOUND],
      [
        "* presence",
        "roster",
        "message JID TEXT",
        "disco",
        "ping",
        "<enable xmlns='urn:xmpp:sm:3' resume='true'/>",
        "session",
        "close",
      ],
    ],
    [
      "stream management is on already",
      [
        ...["connects", ...RESTARTED_WITH(BIND, SM), wire.C_BIND, wire.S_BOUND],
        "S: <enabled xmlns='urn:xmpp:sm:3'/>",
      ],
      ["* presence", "roster", "message JID TEXT", "disco", "ping", "<r xmlns='urn:xmpp:sm:3'/>", "close"],
    ],
    [
      "the id of the session that was lost is known, and how many stanzas came in it",
      [...LOST, ...RESTARTED_WITH(BIND, SM)],
      ["* bind", "<resume xmlns='urn:xmpp:sm:3' previd='a&amp;b' h='2'/>", "close"],
    ],
    [
      "the session was resumed",
      [...LOST, ...RESTARTED_WITH(BIND, SM), "S: <resumed xmlns='urn:xmpp:sm:3' previd='a&amp;b' h='1'/>"],
      [
        ...["presence --type unavailable", "roster", "message JID TEXT", "disco", "ping"],
        ...["<r xmlns='urn:xmpp:sm:3'/>", "close"],
      ],
    ],
    [
      "available, when nothing is due",
      ["connects", ...wire.BOUND, "C: <presence/>"],
      ["presence --type unavailable", "roster", "message JID TEXT", "disco", "ping", "close"],
    ],
    ["the server has closed", ["connects", ...wire.BOUND, wire.S_END], ["* close", "disconnect"]],
    [
      "an error ended the stream",
      ["connects", ...wire.OPENED, wire.streamError("conflict")],
      ["* close", "disconnect"],
    ],
    ["the server has sent what cannot be read", ["connects", ...wire.OPENED, "S: <a></b>"], ["* disconnect"]],
    ["closed by both", ["connects", ...wire.BOUND, wire.C_END, wire.S_END], ["* disconnect"]],
  ])("%s", async (_what, steps, lines) => {
    expect(await linesAfter(...steps)).toEqual(lines);
  });

  test("the reason names the mechanisms, whether TLS is demanded, and the section", async () => {
    const optional = possibleSteps(await stateAfter(["connects", ...OPENED_WITH(STARTTLS, MECHANISMS)]));
    expect(optional.map(({ why }) => why).slice(0, 2)).toEqual([
      "the server offers encryption, which comes before authentication (RFC 6120 §5)",
      "shows the server who you are, by SCRAM-SHA-1, PLAIN (RFC 6120 §6)",
    ]);
    const [required] = possibleSteps(await stateAfter(["connects", ...OPENED_WITH(STARTTLS_REQUIRED)]));
    expect(required?.why).toMatch(/^the server insists on encryption/);
  });

  test("versions of the roster are named where they are offered", async () => {
    const why = async (...offered: readonly string[]) => {
      const steps = ["connects", ...RESTARTED_WITH(BIND, ...offered), wire.C_BIND, wire.S_BOUND];
      return possibleSteps(await stateAfter(steps)).find(({ line }) => line === "roster")?.why;
    };
    expect(await why(ROSTER_VERSIONS)).toContain("versions of it are offered");
    expect(await why()).not.toContain("versions");
  });

  test("a user who is known needs no filling in", async () => {
    const state = await stateAfter(["connects", ...OPENED_WITH(MECHANISMS)]);
    expect(possibleSteps(state, "me")[0]).toMatchObject({ line: "auth", command: "auth", isDue: true });
    expect(possibleSteps(state)[0]?.missing).toContain("no user is known");
  });
});

test("at every point of the walk the step that is due is the one that the prompt names", async () => {
  const walk = [
    ...[
      "connects",
      ...OPENED_WITH(STARTTLS, MECHANISMS),
      "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
    ],
    ...["S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "secures", ...wire.OPENED, wire.C_AUTH],
    ...["S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1hYmM=</challenge>", wire.S_SUCCESS],
    ...[wire.C_HEADER, wire.S_HEADER, wire.S_BIND, wire.C_BIND, wire.S_BOUND, "C: <presence/>"],
    ...[wire.S_END, wire.C_END, "server closes"],
  ];
  const talk = conversation();
  const due: (string | undefined)[] = [];
  for (const step of walk) {
    await talk.play(step);
    const { state } = talk.session;
    const [first] = possibleSteps(state);
    due.push(position(state).next);
    expect(first?.isDue ? first.command : undefined, step).toBe(position(state).next);
  }
  expect(new Set(due)).toEqual(
    new Set([
      ...["open", undefined, "starttls", "tls", "restart", "auth", "respond", "bind", "presence", "close"],
      "disconnect",
    ]),
  );
});
