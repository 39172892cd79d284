import { describe, expect, test } from "vitest";
import { type Answers, followAnswers } from "../../src/session/answers.ts";
import { type Conversation, conversation } from "./conversation.ts";
import {
  AUTHENTICATED,
  BOUND,
  C_AUTH,
  C_END,
  C_HEADER,
  OPENED,
  S_END,
  S_FAILURE,
  S_HEADER,
  S_MECHANISMS,
  S_SUCCESS,
  streamError,
} from "./wire.ts";

const SM = "xmlns='urn:xmpp:sm:3'";
const STARTTLS = "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const PROCEED = "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const CHALLENGE = "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1v</challenge>";
const RESPONSE = "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>Yz1i</response>";
const SASL2 = "xmlns='urn:xmpp:sasl:2'";
const AUTHENTICATE = `C: <authenticate ${SASL2} mechanism='PLAIN'><initial-response>AG1lAHg=</initial-response></authenticate>`;
const ENABLE = `C: <enable ${SM}/>`;
const ENABLED = `S: <enabled ${SM} id='x'/>`;
const R = `C: <r ${SM}/>`;
const FAILED = `S: <failed ${SM}><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>`;
const HI = "C: <message to='juliet@localhost/a' id='m1'><body>hi</body></message>";
const GET = "C: <iq type='get' id='1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const RESULT = "S: <iq type='result' id='1' from='localhost'/>";
const PINGED = "S: <iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const PONG = "C: <iq type='result' id='p1' to='localhost'/>";

interface Followed {
  readonly talk: Conversation;
  readonly answers: Answers;
  /** What the last entry answers, by its text. */
  readonly answered: string | undefined;
  /** The texts of what waits, with who has to answer. */
  readonly waiting: readonly string[];
}

async function followed(...steps: readonly string[]): Promise<Followed> {
  const talk = conversation();
  const answers = followAnswers(talk.transcript);
  await talk.play("connects", ...steps);
  const textOf = (n: number | undefined) => {
    const entry = n === undefined ? undefined : talk.transcript.get(n);
    return entry?.type === "traffic" ? entry.event.raw : undefined;
  };
  return {
    talk,
    answers,
    get answered() {
      return textOf(answers.of(talk.transcript.last?.n ?? 0)?.to);
    },
    get waiting() {
      return answers.unanswered("main").map(({ entry, by }) => `${by}: ${textOf(entry.n)}`);
    },
  };
}

describe("what answers what", () => {
  test.each<[string, readonly string[], string]>([
    ["the features answer the header", [C_HEADER, S_HEADER, S_MECHANISMS], C_HEADER],
    [
      "the header alone answers one of an older version",
      [C_HEADER.replace(" version='1.0'", ""), S_HEADER],
      C_HEADER.replace(" version='1.0'", ""),
    ],
    ["<proceed/> answers <starttls/>", [...OPENED, STARTTLS, PROCEED], STARTTLS],
    ["<success/> answers <auth/>", AUTHENTICATED, C_AUTH],
    ["<failure/> answers <auth/>", [...OPENED, C_AUTH, S_FAILURE], C_AUTH],
    ...["challenge", "success", "failure", "continue"].map((name): [string, readonly string[], string] => [
      `<${name}/> of SASL2 answers <authenticate/>`,
      [...OPENED, AUTHENTICATE, `S: <${name} ${SASL2}/>`],
      AUTHENTICATE,
    ]),
    [
      "a failure of SASL2 answers <abort/>",
      [
        ...[...OPENED, AUTHENTICATE, `S: <challenge ${SASL2}/>`],
        ...[`C: <abort ${SASL2}/>`, `S: <failure ${SASL2}/>`],
      ],
      `C: <abort ${SASL2}/>`,
    ],
    ["a challenge answers <auth/>", [...OPENED, C_AUTH, CHALLENGE], C_AUTH],
    [
      "<success/> answers the response before it",
      [...OPENED, C_AUTH, CHALLENGE, RESPONSE, S_SUCCESS],
      RESPONSE,
    ],
    ["a result answers the iq with its id", [...BOUND, GET, "S: <message/>", RESULT], GET],
    [
      "<enabled/> answers <enable/>",
      [...BOUND, `C: <enable ${SM}/>`, `S: <enabled ${SM} id='x'/>`],
      `C: <enable ${SM}/>`,
    ],
    [
      "<failed/> answers <resume/>",
      [...AUTHENTICATED, `C: <resume ${SM} previd='x' h='0'/>`, `S: <failed ${SM}/>`],
      `C: <resume ${SM} previd='x' h='0'/>`,
    ],
    ["<failed/> answers an <r/> that comes too early", [...BOUND, R, FAILED], R],
    ["<failed/> of an <r/> that comes too early is not that of <enable/>", [...BOUND, R, ENABLE, FAILED], R],
    [
      "<failed/> of a second <enable/> is not that of an <r/> before it",
      [...BOUND, ENABLE, ENABLED, R, `C: <enable ${SM} max='9'/>`, FAILED],
      `C: <enable ${SM} max='9'/>`,
    ],
    [
      "<a/> answers the <r/> behind one that was refused",
      [...BOUND, R, FAILED, ENABLE, ENABLED, `C: <r ${SM} n='2'/>`, `S: <a ${SM} h='0'/>`],
      `C: <r ${SM} n='2'/>`,
    ],
    [
      "<a/> answers the <r/> behind one that was passed over",
      [...BOUND, R, ENABLE, ENABLED, `C: <r ${SM} n='2'/>`, `S: <a ${SM} h='0'/>`],
      `C: <r ${SM} n='2'/>`,
    ],
    ["<a/> answers <r/>", [...BOUND, `C: <r ${SM}/>`, `S: <a ${SM} h='0'/>`], `C: <r ${SM}/>`],
    [
      "our <a/> answers the server's <r/>",
      [...BOUND, `S: <r ${SM}/>`, `C: <a ${SM} h='0'/>`],
      `S: <r ${SM}/>`,
    ],
    ["our result answers the server's ping", [...BOUND, PINGED, PONG], PINGED],
    ["the server's end tag answers ours", [...OPENED, C_END, S_END], C_END],
    ["our end tag answers the server's", [...OPENED, S_END, C_END], S_END],
    [
      "a component's handshake is answered by one",
      [
        C_HEADER.replace("jabber:client", "jabber:component:accept"),
        S_HEADER.replace("jabber:client", "jabber:component:accept"),
        "C: <handshake>0123</handshake>",
        "S: <handshake/>",
      ],
      "C: <handshake>0123</handshake>",
    ],
  ])("%s", async (_what, steps, request) => {
    expect((await followed(...steps)).answered).toBe(request.slice(3));
  });

  test.each<[string, readonly string[]]>([
    ["a message", [...BOUND, GET, "S: <message id='1'/>"]],
    ["an iq with another id", [...BOUND, GET, "S: <iq type='result' id='2'/>"]],
    [
      "the same id from somewhere else",
      [...BOUND, GET, "S: <iq type='result' id='1' from='romeo@localhost'/>"],
    ],
    ["the second answer to one request", [...BOUND, GET, RESULT, RESULT]],
    ["the server's header before the features", [C_HEADER, S_HEADER]],
    [
      "a result of ours to somebody else",
      [...BOUND, PINGED, "C: <iq type='result' id='p1' to='romeo@localhost'/>"],
    ],
    ["a nonza that only sounds like something", [...BOUND, `S: <constructor ${SM}/>`, `C: <a ${SM}/>`]],
    ["a stream error", [C_HEADER, S_HEADER, streamError("host-unknown")]],
  ])("%s answers nothing", async (_what, steps) => {
    expect((await followed(...steps)).answered).toBeUndefined();
  });

  test("what is sent with <enable/> in one go is answered in its order", async () => {
    const { talk, answers } = await followed(...BOUND, ENABLE, R);
    const last = talk.transcript.last?.n ?? 0;
    await talk.play(ENABLED, `S: <a ${SM} h='0'/>`);
    expect([answers.of(last + 1)?.to, answers.of(last + 2)?.to]).toEqual([last - 1, last]);
  });

  test("two requests that are under way are told apart by their ids", async () => {
    const { talk, answers } = await followed(...BOUND, GET, GET.replace("'1'", "'2'"));
    const last = talk.transcript.last?.n ?? 0;
    await talk.play(RESULT.replace("'1'", "'2'"), RESULT);
    expect([answers.of(last + 1)?.to, answers.of(last + 2)?.to]).toEqual([last, last - 1]);
  });
});

describe("an error is about", () => {
  const error = (from: string, name = "message") => `S: <${name} type='error' id='m1'${from}/>`;
  const presence = HI.replaceAll("message", "presence");
  const toAll = "C: <presence id='m1'/>";

  test.each<[string, string, string]>([
    ["the message with its id", HI, error(" from='juliet@localhost/a'")],
    ["one to the same JID in other letters", HI, error(" from='Juliet@LocalHost/a'")],
    ["one to a resource of where it comes from", HI, error(" from='juliet@localhost'")],
    [
      "one that the server of the addressee refuses",
      HI.replace("localhost", "b.org"),
      error(" from='b.org'"),
    ],
    ["one that the own server refuses", HI.replace("localhost", "b.org"), error(" from='localhost'")],
    ["one to what is no JID, from nowhere", HI.replace("juliet@", "@@"), error("")],
    ["the presence with its id", presence, error(" from='juliet@localhost/a'", "presence")],
    ["presence to everybody, from one of them", toAll, error(" from='juliet@b.org'", "presence")],
  ])("%s", async (_what, sent, received) => {
    expect((await followed(...BOUND, sent, "S: <message id='m1'/>", received)).answered).toBe(sent.slice(3));
  });

  test.each<[string, readonly string[]]>([
    ["which has another id", [HI, error("").replace("m1", "m2")]],
    ["which has none", [HI.replace(" id='m1'", ""), error("").replace(" id='m1'", "")]],
    ["which is of another name", [HI, error(" from='juliet@localhost/a'", "presence")]],
    ["which was sent to somebody else", [HI, error(" from='romeo@localhost'")]],
    ["which was an error itself", [HI.replace("<message", "<message type='error'"), error("")]],
    ["which was refused before", [HI, error(""), error("")]],
    ["which was sent on another connection", [HI, "server closes", "connects", ...BOUND, error("")]],
    ["where it is none", [HI, "S: <message id='m1' from='juliet@localhost/a'/>"]],
  ])("nothing %s", async (_what, steps) => {
    expect((await followed(...BOUND, ...steps)).answered).toBeUndefined();
  });

  test("presence to everybody, as often as one of them refuses it", async () => {
    const { talk, answers } = await followed(...BOUND, toAll);
    const last = talk.transcript.last?.n ?? 0;
    await talk.play(error(" from='juliet@b.org'", "presence"), error(" from='romeo@b.org'", "presence"));
    expect([answers.of(last + 1)?.to, answers.of(last + 2)?.to]).toEqual([last, last]);
  });

  test("the newest, where its id was used again", async () => {
    const again = HI.replace("hi", "again");
    expect((await followed(...BOUND, HI, again, error(""))).answered).toBe(again.slice(3));
  });

  test("one of the last hundred, however many were sent: more are not remembered", async () => {
    const sent = Array.from({ length: 150 }, (_, n) => HI.replace("m1", `n${n}`));
    const { talk, answers } = await followed(...BOUND, ...sent);
    const last = talk.transcript.last?.n ?? 0;
    await talk.play(error("").replace("m1", "n49"), error("").replace("m1", "n50"));
    expect([answers.of(last + 1)?.to, answers.of(last + 2)?.to]).toEqual([undefined, last - 99]);
  });

  test("what was sent so long before", async () => {
    const { talk, answers } = await followed(...BOUND, HI);
    talk.pass(42);
    await talk.play(error(" from='juliet@localhost/a'"));
    expect(answers.of(talk.transcript.last?.n ?? 0)?.milliseconds).toBe(42);
  });
});

test("the time from the request to its answer is known", async () => {
  const { talk, answers } = await followed(...BOUND, GET);
  talk.pass(12);
  await talk.play("S: <message/>");
  talk.pass(30);
  await talk.play(RESULT);
  expect(answers.of(talk.transcript.last?.n ?? 0)?.milliseconds).toBe(42);
});

test("readers that came later know the answer when they see the entry", async () => {
  const { talk, answers } = await followed(...BOUND, GET);
  const seen: (number | undefined)[] = [];
  talk.transcript.read(({ n }) => seen.push(answers.of(n)?.milliseconds));
  await talk.play(RESULT);
  expect(seen).toEqual([0]);
});

describe("what waits for an answer", () => {
  const text = (step: string) => step.slice(3);

  test.each<[string, readonly string[], readonly string[]]>([
    ["nothing, after the walk", BOUND, []],
    ["what the server owes", [...BOUND, GET], [`server: ${text(GET)}`]],
    ["what we owe", [...BOUND, PINGED], [`client: ${text(PINGED)}`]],
    ["both, oldest first", [...BOUND, PINGED, GET], [`client: ${text(PINGED)}`, `server: ${text(GET)}`]],
    ["a header without features", [C_HEADER, S_HEADER], [`server: ${text(C_HEADER)}`]],
    ["the server's end tag, where we have not said ours", [...OPENED, S_END], [`client: ${text(S_END)}`]],
    ["nothing, once the connection has gone", [...BOUND, GET, PINGED, "server closes"], []],
    ["nothing, once TLS has begun", [...OPENED, STARTTLS, PROCEED, GET, "secures"], []],
    ["nothing that a stream error has put an end to", [...BOUND, GET, streamError("conflict")], []],
    ["no <r/>, once one <a/> was sent", [...BOUND, `S: <r ${SM}/>`, `S: <r ${SM}/>`, `C: <a ${SM}/>`], []],
    ["no <r/> that was refused", [...BOUND, R, FAILED], []],
    ["no <r/> that was passed over", [...BOUND, R, ENABLE, ENABLED], []],
    ["no message and no presence", [...BOUND, HI, HI.replaceAll("message", "presence")], []],
    ["no stream that both have closed", [...BOUND, C_END, S_END], []],
  ])("%s", async (_what, steps, waiting) => {
    expect((await followed(...steps)).waiting).toEqual(waiting);
  });

  test("a server that asks without end does not fill the memory: the oldest are forgotten", async () => {
    const asks = Array.from({ length: 150 }, (_, n) => PINGED.replace("p1", `p${n}`));
    const { waiting } = await followed(...BOUND, ...asks);
    expect(waiting).toHaveLength(100);
    expect(waiting[0]).toContain("id='p50'");
  });

  test("what the server asks does not push out what it owes", async () => {
    const asks = Array.from({ length: 150 }, (_, n) => PINGED.replace("p1", `p${n}`));
    const { talk, answers, waiting } = await followed(...BOUND, GET, ...asks);
    expect(waiting).toHaveLength(101);
    expect(waiting[0]).toBe(`server: ${text(GET)}`);
    await talk.play(RESULT);
    expect(answers.of(talk.transcript.last?.n ?? 0)).toBeDefined();
  });

  test("of another client, nothing", async () => {
    const { answers } = await followed(...BOUND, GET);
    expect(answers.unanswered("juliet")).toEqual([]);
  });
});

test("answers are forgotten with the entries that the transcript drops", async () => {
  const { talk, answers } = await followed(...BOUND, GET, RESULT);
  const answer = talk.transcript.last?.n ?? 0;
  expect(answers.of(answer)).toBeDefined();
  await talk.play(...Array.from({ length: 10_001 }, () => "S: <message/>"), GET, RESULT);
  expect(answers.of(answer)).toBeUndefined();
});
