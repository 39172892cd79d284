// Which entry answers which, how long it took, and what waits for an answer.
import type { StreamEvent } from "../stream/event.ts";
import type { ClientId, ConnectionChange, Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { NS } from "../xmpp/namespaces.ts";
import { answerAwaited } from "./awaited.ts";
import { endOf } from "./ends.ts";
import { nextRefusable, type Refusable, refusedBy, withoutRefused } from "./errors-about.ts";
import type { Claim } from "./inbox.ts";
import { nextState } from "./next-state.ts";
import { OFFLINE, type SessionState } from "./state.ts";

/** What an entry answers. */
export interface Answer {
  /** The number of the entry that asked, or that an error is about. */
  readonly to: number;
  /** From when that was written, or came, to when this did. */
  readonly milliseconds: number;
}

/** A request that nobody has answered yet. */
export interface Unanswered {
  readonly entry: Entry<Traffic>;
  readonly client: ClientId;
  /** Who has to answer. */
  readonly by: "client" | "server";
}

/** Follows the transcript. */
export interface Answers {
  /** What an entry answers; undefined where it answers nothing. Known when the readers that came later see the entry. */
  of(n: number): Answer | undefined;
  /** Of one client, oldest first. */
  unanswered(client: ClientId): readonly Unanswered[];
}

/** So many requests of a client without an answer are remembered, and of its server: neither may fill the memory with them. */
const MOST_UNANSWERED = 100;

interface Waiting extends Unanswered {
  readonly claim: Claim;
}

interface Followed {
  readonly state: SessionState;
  readonly waiting: readonly Waiting[];
  /** What asked for nothing, so that it is not waited for, and may come back as an error. */
  readonly refusable: readonly Refusable[];
}

const NOTHING_YET: Followed = { state: OFFLINE, waiting: [], refusable: [] };

export function followAnswers(transcript: Transcript): Answers {
  const answers = new Map<number, Answer>();
  const followed = new Map<ClientId, Followed>();
  transcript.read((entry) => {
    if (entry.type !== "traffic" && entry.type !== "connection") return;
    const known = followed.get(entry.client) ?? NOTHING_YET;
    const { next, to } =
      entry.type === "traffic" ? afterTraffic(known, entry) : afterConnection(known, entry);
    followed.set(entry.client, next);
    if (to) remember(answers, entry, { to, oldest: transcript.oldest });
  });
  return {
    of: (n) => answers.get(n),
    unanswered: (client) => followed.get(client)?.waiting ?? [],
  };
}

/** What is known of a client after an entry, and what that answers. */
interface Step {
  readonly next: Followed;
  readonly to?: Asked | undefined;
}

type Asked = Pick<Entry, "n" | "at">;

function afterConnection(known: Followed, entry: Entry<ConnectionChange>): Step {
  const left = voidsAll(entry) ? NOTHING_YET : known;
  return { next: { ...left, state: nextState(known.state, entry) } };
}

function afterTraffic(known: Followed, entry: Entry<Traffic>): Step {
  if (entry.event.type === "whitespace") return { next: known };
  if (isMessageOrPresence(entry.event)) return afterMessageOrPresence(known, entry);
  const state = nextState(known.state, entry);
  const answered = known.waiting.find(({ by, claim }) => by === entry.from && claim.accepts(entry, state));
  const left = known.waiting.filter((other) => other !== answered && !isSettled(other, entry, answered));
  return { next: { ...known, state, waiting: nextWaiting(left, entry, answered) }, to: answered?.entry };
}

function isMessageOrPresence(event: StreamEvent): boolean {
  return event.type === "element" && ["message", "presence"].includes(event.element.getName());
}

/** It asks for nothing, and the state that answers are told by does not change with it. */
function afterMessageOrPresence(known: Followed, entry: Entry<Traffic>): Step {
  const to = refusedBy(entry, known.refusable, known.state);
  if (to) return { next: { ...known, refusable: withoutRefused(known.refusable, to) }, to };
  const refusable = nextRefusable(known.refusable, entry);
  return { next: refusable === known.refusable ? known : { ...known, refusable } };
}

/** RFC 6120 §5.4.3.3: what was asked before TLS is void with the stream; without a connection nothing comes any more. */
function voidsAll(entry: Entry<ConnectionChange>): boolean {
  return entry.change === "secured" || entry.change === "rejected" || endOf(entry) === "connection";
}

function remember(
  answers: Map<number, Answer>,
  { n, at }: Entry,
  { to, oldest }: { readonly to: Asked; readonly oldest: number },
): void {
  answers.set(n, { to: to.n, milliseconds: Math.max(0, at - to.at) });
  // In the order of their numbers: what is no longer kept stands first.
  for (const known of answers.keys()) {
    if (known >= oldest) break;
    answers.delete(known);
  }
}

/** Whether an `<r/>` waits no longer because of an entry that is not the answer to it. */
function isSettled(
  { by, entry: request }: Waiting,
  entry: Entry<Traffic>,
  answered: Waiting | undefined,
): boolean {
  if (!isNonza(request.event, "r")) return false;
  // XEP-0198 §4: what this side says it has handled answers every <r/> that the server has sent until then.
  if (by === "client") return entry.from === "client" && isNonza(entry.event, "a");
  // RFC 6120 §10.1: what was sent first is handled first, so an <r/> before the <enable/> was passed over in silence.
  const begins = isNonza(entry.event, "enabled") || isNonza(entry.event, "resumed");
  return begins && answered !== undefined && request.n < answered.entry.n;
}

function isNonza(event: StreamEvent, name: string): boolean {
  return event.type === "element" && event.element.is(name, NS.streamManagement);
}

/** What waits after an entry: less where it ends the stream, more where it asks for something itself. */
function nextWaiting(
  waiting: readonly Waiting[],
  entry: Entry<Traffic>,
  answered: Waiting | undefined,
): readonly Waiting[] {
  const left = endOf(entry) === "stream" ? waiting.filter(({ claim }) => claim.outlastsStream) : waiting;
  // An end tag that answers the other's asks for none itself (RFC 6120 §4.4).
  const claim = answered && entry.event.type === "close" ? undefined : answerAwaited(entry);
  if (!claim) return left;
  const by = entry.from === "client" ? "server" : "client";
  // What one side asks never pushes out what the other has asked.
  const same = left.filter((other) => other.by === by);
  const tooMany = same.slice(0, Math.max(0, same.length - MOST_UNANSWERED + 1));
  return [...left.filter((other) => !tooMany.includes(other)), { entry, client: entry.client, by, claim }];
}
