// A SASL exchange, message by message (RFC 6120 §6.4). Shared by `auth` and `respond`.
import { derivationOf } from "../../explain/derivations.ts";
import { receivedElement, saslReply } from "../../session/replies.ts";
import type { Entry } from "../../transcript/entry.ts";
import type { Element } from "../../xml/element.ts";
import { decodeBytes, decodeMessage, encodeMessage } from "../../xmpp/sasl/base64.ts";
import { SaslFault } from "../../xmpp/sasl/fault.ts";
import type { SaslWork } from "../../xmpp/sasl/mechanism.ts";
import { saslResponse } from "../../xmpp/stanzas.ts";
import type { Asking, Waiting } from "../asking.ts";
import type { Outcome } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";
import type { Sessions } from "../sessions.ts";
import type { OpenExchange } from "./exchanges.ts";

/** How far to go by itself: `all` answers every challenge, `one` stops at it. */
export type Pace = "all" | "one";

export interface Conversation {
  readonly exchange: OpenExchange;
  readonly pace: Pace;
  readonly waiting: Waiting;
}

/** What an exchange takes of the line that it belongs to. */
type Exchanging = RunningLine & Sessions & Asking;

/** Sends a message of the exchange and goes on from the server's reply. */
export async function converse(
  context: Exchanging,
  conversation: Conversation,
  message: Element,
): Promise<Outcome> {
  let outcome = await sendMessage(context, conversation, message);
  for (;;) {
    const entry = replyIn(outcome);
    const element = entry && receivedElement(entry);
    if (entry && element?.getName() === "success") return believed(context, entry, outcome);
    if (element?.getName() !== "challenge") return outcome;
    const next = await meetChallenge(context, conversation, { text: element.getText(), outcome });
    if (next.status === "stopped") return next.outcome;
    outcome = next.outcome;
  }
}

/** Answers the challenge that waits, and goes on from the reply to that. */
export async function answerChallenge(
  context: Exchanging,
  conversation: Conversation,
  challenge: string,
): Promise<Outcome> {
  const { exchange } = conversation;
  try {
    const response = await computeAnswer(context, exchange, challenge);
    return await converse(context, conversation, response);
  } catch (error) {
    return failed(context, { error, exchange });
  }
}

async function sendMessage(
  { client, exchanges, ask }: Exchanging,
  { exchange, waiting }: Conversation,
  message: Element,
): Promise<Outcome> {
  // It is sent before the call returns: only the reply is waited for.
  return await exchanges.sending(client.session, exchange, () => ask(message.toString(), saslReply, waiting));
}

/** The outcome of a success, which has been looked at when it came. */
function believed({ exchanges }: Exchanging, entry: Entry, outcome: Outcome): Outcome {
  const fault = exchanges.faultIn(entry);
  if (!fault) return outcome;
  const reason = `Cannot believe the server, though it says success: ${fault.message}. Do not go on with this connection (run "disconnect")`;
  return { status: "failed", reason, ...replyOf(outcome) };
}

interface Received {
  readonly text: string;
  readonly outcome: Outcome;
}

type Met = { readonly status: "answered" | "stopped"; readonly outcome: Outcome };

async function meetChallenge(
  context: Exchanging,
  conversation: Conversation,
  { text, outcome }: Received,
): Promise<Met> {
  const { exchange, pace } = conversation;
  try {
    if (pace === "one" || !exchange.computed) {
      showChallenge(context, exchange, text);
      return { status: "stopped", outcome };
    }
    const response = await computeAnswer(context, exchange, text);
    return { status: "answered", outcome: await sendMessage(context, conversation, response) };
  } catch (error) {
    return { status: "stopped", outcome: failed(context, { error, exchange, outcome }) };
  }
}

/** Takes a challenge apart without answering it. */
function showChallenge(context: Exchanging, { mechanism, computed }: OpenExchange, text: string): void {
  const bytes = decodeBytes(text, "challenge");
  const work = computed?.read(bytes.toString("utf8")).work ?? [
    { step: "payload", of: "challenge", bytes } as const,
  ];
  showWork(context, { mechanism, shows: "all" }, work);
}

/** Reads a challenge and computes what answers it. */
async function computeAnswer(context: Exchanging, exchange: OpenExchange, text: string): Promise<Element> {
  const { client, exchanges, signal } = context;
  const challenge = exchange.computed?.read(decodeMessage(text, "challenge"));
  if (!challenge) throw new SaslFault(`the answers of ${exchange.mechanism} are not computed`);
  showWork(context, exchange, challenge.work);
  const answer = await interruptible(challenge.answer(signal), signal);
  if (exchanges.of(client.session)?.computed !== exchange.computed) {
    throw new SaslFault("it ended the exchange before its challenge was answered");
  }
  showWork(context, exchange, answer.work);
  return saslResponse(answer.message === undefined ? undefined : encodeMessage(answer.message));
}

/** Computing may take long: whoever waits for it need not. */
async function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    // What is not waited for any more must not bring the program down.
    work.catch(() => {});
  }
}

interface Failure {
  readonly error: unknown;
  readonly exchange: OpenExchange;
  readonly outcome?: Outcome;
}

/** A challenge that must not be answered is an outcome, and the values that show it an entry; anything else is thrown on. */
function failed({ client, exchanges }: Exchanging, { error, exchange, outcome }: Failure): Outcome {
  if (!(error instanceof SaslFault)) throw error;
  const { mechanism } = exchange;
  if (error.evidence.length > 0) {
    client.session.record({
      type: "derivation",
      title: `${mechanism}: what does not fit`,
      rows: error.evidence.map((row) => ({ ...row, secret: true })),
    });
  }
  const advice = exchanges.of(client.session)
    ? `The exchange of ${mechanism} is still open: run "abort" to give up, or "respond BASE64" to answer all the same`
    : 'The exchange is over: "disconnect" if you are not sure who is at the other end';
  return {
    status: "failed",
    reason: `Cannot go on with ${mechanism}, because of what the server says: ${error.message}. ${advice}`,
    ...(outcome ? replyOf(outcome) : {}),
  };
}

export function showWork({ client }: Exchanging, exchange: OpenExchange, works: readonly SaslWork[]): void {
  if (exchange.shows !== "all") return;
  for (const work of works) client.session.record(derivationOf(exchange.mechanism, work));
}

function replyIn(outcome: Outcome): Entry | undefined {
  const reply = outcome.status === "passed" ? outcome.reply : undefined;
  return reply?.outcome === "reply" ? reply.entry : undefined;
}

function replyOf(outcome: Outcome): Pick<Outcome & { readonly status: "failed" }, "reply"> {
  return "reply" in outcome && outcome.reply ? { reply: outcome.reply } : {};
}
