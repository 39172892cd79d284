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

  test("two requests that are under way are told apart by their ids", async () => {
    const { talk, answers } = await followed(...BOUND, GET, GET.replace("'1'", "'2'"));
    const last = talk.transcript.last?.n ?? 0;
    await talk.play(RESULT.replace("'1'", "'2'"), RESULT);
    expect([answers.of(last + 1)?.to, answers.of(last + 2)?.to]).toEqual([last, last - 1]);
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
