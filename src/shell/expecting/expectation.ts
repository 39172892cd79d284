// What `expect` waits for: elements that match, none that does, the end of the stream.
import { errorContent } from "../../explain/conditions.ts";
import { whyNoStanzas } from "../../explain/silence.ts";
import type { Client } from "../../session/clients.ts";
import type { Choose, Chosen } from "../../session/inbox.ts";
import { closeReply, receivedElement } from "../../session/replies.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import type { Element } from "../../xml/element.ts";
import { assign, type Captures, match } from "../../xml/match.ts";
import type { Pattern } from "../../xml/pattern.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Asking } from "../asking.ts";
import type { Definitions } from "../definitions.ts";
import type { Expanding } from "../language/expansion.ts";
import { formatDuration } from "../language/units.ts";
import { type Outcome, PASSED } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";
import { endReason } from "./judge.ts";
import { mismatchOf } from "./mismatch.ts";

/** Where the elements may stand in the inbox: `anywhere`, or `next`, so that the oldest must be these. */
export type Reach = "anywhere" | "next";

export interface Expecting {
  /** The pattern as it was written; without one any element will do. */
  readonly text?: string | undefined;
  /** Milliseconds; 0 waits for ever. */
  readonly timeout: number;
}

type Received = readonly Entry<Traffic>[];

/** Waits for a different element for each of the patterns, and takes them out of the inbox. */
export async function expectElements(
  context: RunningLine & Expanding & Definitions,
  reach: Reach,
  { text, timeout }: Expecting,
): Promise<Outcome> {
  const { session } = context.client;
  const patterns = text === undefined ? [] : await context.patterns(text);
  let captures: Captures = new Map();
  const chooser = reach === "next" ? chooseOldest(patterns) : chooseAnywhere(patterns);
  const choose: Choose = (unclaimed) => {
    const choice = chooser(unclaimed);
    if (typeof choice !== "object") return choice;
    captures = choice.captures;
    return choice.entries;
  };
  const chosen = await chooseFrom(context, choose, timeout);
  const entries = chosen?.outcome === "chosen" ? chosen.entries : [];
  const [first] = entries;
  if (chosen?.outcome === "interrupted") return { status: "interrupted" };
  const numbers = entries.map(({ n }) => n);
  session.record({
    type: "expectation",
    expected: text ?? "",
    outcome: first ? "met" : "not met",
    entries: numbers,
  });
  if (first) {
    for (const [name, value] of captures) context.variables.define(name, value);
    return { status: "passed", reply: { outcome: "reply", entry: first } };
  }
  const arrived = session.inbox.unclaimed;
  const mismatch = mismatchOf({ text: text ?? "", patterns, entries: arrived });
  return { status: "failed", reason: whyNot(context, { chosen, text, arrived: arrived.length }), mismatch };
}

/** Where the stream has ended nothing can come any more: undefined then. */
async function chooseFrom(
  { client, signal }: RunningLine,
  choose: Choose,
  timeout: number,
): Promise<Chosen | undefined> {
  const { inbox, state } = client.session;
  const { connection, closedBy, streamError, receivedBroken } = state;
  const isOver = connection === "offline" || closedBy.includes("server") || streamError || receivedBroken;
  if (isOver && typeof choose(inbox.unclaimed) !== "object") return undefined;
  return await inbox.choose(choose, { signal, timeout });
}

interface Choice {
  readonly entries: Received;
  readonly captures: Captures;
}

type Chooser = (unclaimed: Received) => Choice | "nothing" | undefined;

/** Whatever was passed over stays. */
function chooseAnywhere(patterns: readonly Pattern[]): Chooser {
  // What matches no pattern once never will: it is not looked at again when more arrives.
  const hopeless = new Set<number>();
  return (unclaimed) => {
    if (patterns.length === 0) return choiceOf(unclaimed.slice(0, 1));
    const candidates = unclaimed.filter((entry) => {
      if (hopeless.has(entry.n)) return false;
      const fits = patterns.some((pattern) => match(pattern, elementIn(entry)));
      if (!fits) hopeless.add(entry.n);
      return fits;
    });
    return candidates.length < patterns.length ? undefined : assigned(patterns, candidates);
  };
}

function chooseOldest(patterns: readonly Pattern[]): Chooser {
  const count = Math.max(1, patterns.length);
  return (unclaimed) => {
    if (unclaimed.length < count) return undefined;
    const oldest = unclaimed.slice(0, count);
    return patterns.length === 0 ? choiceOf(oldest) : (assigned(patterns, oldest) ?? "nothing");
  };
}

function choiceOf(entries: Received): Choice | undefined {
  return entries.length === 0 ? undefined : { entries, captures: new Map() };
}

function assigned(patterns: readonly Pattern[], candidates: Received): Choice | undefined {
  const found = assign(patterns, candidates.map(elementIn));
  if (!found) return undefined;
  const entries = found.chosen.flatMap((index) => candidates[index] ?? []);
  return { entries, captures: found.captures };
}

function elementIn(entry: Entry<Traffic>): Element {
  const element = receivedElement(entry);
  if (!element) throw new Error("the inbox keeps elements only");
  return element;
}

interface Missed {
  readonly chosen: Chosen | undefined;
  readonly text: string | undefined;
  readonly arrived: number;
}

function whyNot({ client }: RunningLine, { chosen, text, arrived }: Missed): string {
  const what = text === undefined ? "no element has come" : "what was expected has not come";
  const instead =
    arrived === 0 ? "" : `; ${arrived === 1 ? "one element" : `${arrived} elements`} arrived instead`;
  switch (chosen?.outcome) {
    case "nothing":
      return "the oldest element in the inbox is not what was expected";
    case "timeout":
      return `${what} within ${formatDuration(chosen.after)}${instead || inVain(client, text)}`;
    case "ended":
      return `${what}: ${endReason(chosen.entry)}${instead}`;
    default:
      return `${what}${overText(client)}${instead}`;
  }
}

/** What a client has not done, so that messages and presence do not come to it. */
function inVain({ session }: Client, text: string | undefined): string {
  if (text !== undefined && !/<(?:message|presence)\b/.test(text)) return "";
  const why = whyNoStanzas(session.state);
  return why === undefined ? "" : `; ${why}`;
}

/** Why nothing more can come to a client, where the wait has not even begun. */
function overText({ name, session }: Client): string {
  const { connection, receivedBroken, streamError } = session.state;
  if (connection !== "connected") return `, and nothing can: ${name} is not connected`;
  if (streamError) {
    return `: the stream ended with the error ${errorContent(streamError, NS.streamErrors).condition}`;
  }
  return receivedBroken ? ": the server sent what cannot be read" : ": the server closed the stream";
}

/** Passes where nothing that matches is there or comes within a time. */
export async function expectNothing(
  context: RunningLine & Expanding & Asking,
  { text, timeout }: Expecting & { readonly text?: string | undefined },
): Promise<Outcome> {
  const { session } = context.client;
  const patterns = text === undefined ? [] : await context.patterns(text);
  // What the server sends because of what it was sent is here when it has answered.
  const read = await context.barrier();
  if (read.status !== "passed") return read;
  let found: Entry<Traffic> | undefined;
  const choose: Choose = (unclaimed) => {
    found = unclaimed.find(
      (entry) => text === undefined || patterns.some((pattern) => match(pattern, elementIn(entry))),
    );
    return found ? "nothing" : undefined;
  };
  const chosen = await chooseFrom(context, choose, Math.max(1, timeout));
  if (chosen?.outcome === "interrupted") return { status: "interrupted" };
  const isMet = chosen === undefined ? !found : chosen.outcome === "timeout";
  session.record({
    type: "expectation",
    expected: text ?? "",
    outcome: isMet ? "met" : "not met",
    entries: [],
  });
  if (isMet) return PASSED;
  if (found) {
    const reason = `nothing was expected${text === undefined ? "" : " that matches"}, but #${found.n} has arrived`;
    return { status: "failed", reason, mismatch: { expected: text ?? "", arrived: [found.n] } };
  }
  const cause = chosen?.outcome === "ended" ? endReason(chosen.entry) : "the connection is gone";
  return { status: "failed", reason: `nothing was expected, and now nothing can come: ${cause}` };
}

/** Waits for the server's end tag, or for the end of the connection. */
export async function expectEnd(context: RunningLine, timeout: number): Promise<Outcome> {
  const { session } = context.client;
  const outcome = await endOf(context, timeout);
  if (outcome.status !== "interrupted") {
    const isMet = outcome.status === "passed";
    session.record({ type: "expectation", expected: "", outcome: isMet ? "met" : "not met", entries: [] });
  }
  return outcome;
}

async function endOf({ client, signal }: RunningLine, timeout: number): Promise<Outcome> {
  const { session, name } = client;
  const { connection, closedBy, host } = session.state;
  if (connection === "offline" && host === undefined) {
    return { status: "failed", reason: `nothing has ended: ${name} was never connected` };
  }
  if (connection === "offline" || closedBy.includes("server")) return PASSED;
  const reply = await session.await(closeReply, { signal, timeout });
  switch (reply.outcome) {
    case "reply":
    case "ended":
      return PASSED;
    case "timeout":
      return {
        status: "failed",
        reason: `the server has not closed the stream within ${formatDuration(reply.after)}`,
      };
    case "interrupted":
      return { status: "interrupted" };
  }
}
