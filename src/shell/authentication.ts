// A SASL exchange, message by message (RFC 6120 §6.4). Shared by `auth` and `respond`.
import { derivationOf } from "../explain/derivations.ts";
import { receivedElement, saslReply } from "../session/replies.ts";
import type { Element } from "../xml/element.ts";
import { decodeMessage, encodeMessage } from "../xmpp/sasl/base64.ts";
import { SaslFault } from "../xmpp/sasl/fault.ts";
import type { SaslAnswer, SaslWork } from "../xmpp/sasl/mechanism.ts";
import { saslResponse } from "../xmpp/stanzas.ts";
import type { Context, Outcome, Waiting } from "./command.ts";
import type { OpenExchange } from "./exchanges.ts";

/** How far to go by itself: `all` answers every challenge, `one` stops at it. */
export type Pace = "all" | "one";

export interface Conversation {
  readonly exchange: OpenExchange;
  readonly pace: Pace;
  readonly waiting: Waiting;
}

/** Goes on from the server's reply to what was sent last. */
export async function converse(
  context: Context,
  conversation: Conversation,
  sent: Outcome,
): Promise<Outcome> {
  let outcome = sent;
  for (;;) {
    const element = replyIn(outcome);
    if (element?.getName() === "success") return succeed(context, conversation, { element, outcome });
    if (element?.getName() !== "challenge") return outcome;
    const next = await meetChallenge(context, conversation, { element, outcome });
    if (next.status !== "answered") return next.outcome;
    outcome = next.outcome;
  }
}

interface Received {
  readonly element: Element;
  readonly outcome: Outcome;
}

type Met = { readonly status: "answered" | "stopped"; readonly outcome: Outcome };

async function meetChallenge(context: Context, conversation: Conversation, received: Received): Promise<Met> {
  const { client, exchanges } = context;
  const { exchange, pace } = conversation;
  const stopped = (outcome: Outcome): Met => ({ status: "stopped", outcome });
  try {
    exchanges.remember(client.session, { ...exchange, answer: undefined });
    const message = decodeMessage(received.element.getText(), "challenge");
    if (!exchange.exchange) {
      showWork(context, { ...exchange, isExplained: true }, [{ step: "payload", of: "challenge", message }]);
      return stopped(received.outcome);
    }
    const { work, answer } = exchange.exchange.read(message);
    showWork(context, explained(conversation), work);
    exchanges.remember(client.session, { ...exchange, answer });
    if (pace === "one") return stopped(received.outcome);
    return { status: "answered", outcome: await sendAnswer(context, conversation, answer) };
  } catch (error) {
    return stopped(failed(error, received.outcome, goOn(exchange.mechanism)));
  }
}

/** Computes the answer to a challenge, shows the work, and sends it. */
async function sendAnswer(
  context: Context,
  { exchange, waiting }: Conversation,
  answer: SaslAnswer,
): Promise<Outcome> {
  const { message, work } = await interruptible(answer(context.signal), context.signal);
  showWork(context, exchange, work);
  const response = message === undefined ? undefined : encodeMessage(message);
  return await context.ask(saslResponse(response).toString(), saslReply, waiting);
}

/** Answers the challenge that waits, and stops at the next one. */
export async function answerOnce(
  context: Context,
  conversation: Conversation,
  answer: SaslAnswer,
): Promise<Outcome> {
  const { mechanism } = conversation.exchange;
  let sent: Outcome;
  try {
    sent = await sendAnswer(context, conversation, answer);
  } catch (error) {
    return failed(error, undefined, goOn(mechanism));
  }
  return await converse(context, conversation, sent);
}

/** Computing may take long, and cannot be stopped: whoever waits for it can. */
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

function succeed(context: Context, conversation: Conversation, { element, outcome }: Received): Outcome {
  const exchange = explained(conversation);
  try {
    const text = element.getText();
    const data = text.trim() === "" ? undefined : decodeMessage(text, "data in <success/>");
    if (exchange.exchange) showWork(context, exchange, exchange.exchange.succeed(data));
    else if (data !== undefined)
      showWork(context, exchange, [{ step: "payload", of: "success", message: data }]);
    return outcome;
  } catch (error) {
    return failed(
      error,
      outcome,
      'The server says success all the same: do not go on with this connection (run "disconnect")',
    );
  }
}

/** What a server says is an outcome; everything else is somebody's else. */
function failed(error: unknown, outcome: Outcome | undefined, advice: string): Outcome {
  if (!(error instanceof SaslFault)) throw error;
  const reply = outcome && "reply" in outcome && outcome.reply ? { reply: outcome.reply } : {};
  return { status: "failed", reason: `Cannot believe the server: ${error.message}. ${advice}`, ...reply };
}

/** Whoever goes step by step is shown what comes back. */
function explained({ exchange, pace }: Conversation): OpenExchange {
  return pace === "one" ? { ...exchange, isExplained: true } : exchange;
}

function goOn(mechanism: string): string {
  return `The exchange of ${mechanism} is still open: run "abort" to give up, or "respond BASE64" to answer all the same`;
}

export function showWork(
  { client, transcript }: Context,
  exchange: OpenExchange,
  works: readonly SaslWork[],
): void {
  if (!exchange.isExplained) return;
  for (const work of works) transcript.append(client.session.id, derivationOf(exchange.mechanism, work));
}

function replyIn(outcome: Outcome): Element | undefined {
  const reply = outcome.status === "passed" ? outcome.reply : undefined;
  return reply?.outcome === "reply" ? receivedElement(reply.entry) : undefined;
}
