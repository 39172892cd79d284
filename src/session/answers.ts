// Which entry answers which, how long it took, and what waits for an answer.
import type { StreamEvent } from "../stream/event.ts";
import type { ClientId, ConnectionChange, Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { NS } from "../xmpp/namespaces.ts";
import { answerAwaited } from "./awaited.ts";
import { endOf } from "./ends.ts";
import type { Claim } from "./inbox.ts";
import { nextState } from "./next-state.ts";
import { OFFLINE, type SessionState } from "./state.ts";

/** What an entry answers. */
export interface Answer {
  /** The number of the entry that asked. */
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
}

export function followAnswers(transcript: Transcript): Answers {
  const answers = new Map<number, Answer>();
  const followed = new Map<ClientId, Followed>();
  transcript.read((entry) => {
    if (entry.type !== "traffic" && entry.type !== "connection") return;
    const { state: before, waiting } = followed.get(entry.client) ?? { state: OFFLINE, waiting: [] };
    // A message or a presence asks for nothing, and the state that answers are told by does not change with it.
    if (isPassedOver(entry)) return;
    const state = nextState(before, entry);
    if (entry.type === "connection") {
      followed.set(entry.client, { state, waiting: voidsAll(entry) ? [] : waiting });
      return;
    }
    const answered = waiting.find(({ by, claim }) => by === entry.from && claim.accepts(entry, state));
    if (answered) remember(answers, entry, { answered, oldest: transcript.oldest });
    const left = waiting.filter((other) => other !== answered && !isAcknowledged(other, entry));
    followed.set(entry.client, { state, waiting: afterTraffic(left, entry, answered) });
  });
  return {
    of: (n) => answers.get(n),
    unanswered: (client) => followed.get(client)?.waiting ?? [],
  };
}

function isPassedOver(entry: Entry): boolean {
  if (entry.type !== "traffic") return false;
  if (entry.event.type === "whitespace") return true;
  return entry.event.type === "element" && ["message", "presence"].includes(entry.event.element.getName());
}

/** RFC 6120 §5.4.3.3: what was asked before TLS is void with the stream; without a connection nothing comes any more. */
function voidsAll(entry: Entry<ConnectionChange>): boolean {
  return entry.change === "secured" || entry.change === "rejected" || endOf(entry) === "connection";
}

function remember(
  answers: Map<number, Answer>,
  { n, at }: Entry,
  { answered, oldest }: { readonly answered: Waiting; readonly oldest: number },
): void {
  answers.set(n, { to: answered.entry.n, milliseconds: Math.max(0, at - answered.entry.at) });
  // In the order of their numbers: what is no longer kept stands first.
  for (const known of answers.keys()) {
    if (known >= oldest) break;
    answers.delete(known);
  }
}

/** XEP-0198 §4: what this side says it has handled answers every `<r/>` that the server has sent until then. */
function isAcknowledged({ by, entry: request }: Waiting, { from, event }: Entry<Traffic>): boolean {
  return by === "client" && from === "client" && isNonza(event, "a") && isNonza(request.event, "r");
}

function isNonza(event: StreamEvent, name: string): boolean {
  return event.type === "element" && event.element.is(name, NS.streamManagement);
}

/** What waits after an entry: less where it ends the stream, more where it asks for something itself. */
function afterTraffic(
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
