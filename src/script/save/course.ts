// What answered what: replies, SASL exchanges, full JIDs and stream headers, as the session went.
import type { Claim } from "../../session/inbox.ts";
import { nextState } from "../../session/next-state.ts";
import { naturalReply, receivedElement } from "../../session/replies.ts";
import { isBound, OFFLINE, type SessionState } from "../../session/state.ts";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { StreamHeader } from "../../xmpp/stream-header.ts";
import type { Act, Acts } from "./acts.ts";
import { Timeline } from "./timeline.ts";

/** From `<auth/>` to the server's last word. */
export interface Exchange {
  readonly client: ClientId;
  readonly mechanism: string;
  /** What sent its messages, the first one first. */
  readonly acts: readonly Act[];
  readonly username?: string | undefined;
  /** The domain of the stream. */
  readonly to?: string | undefined;
  /** Success or failure. */
  readonly end?: Entry<Traffic> | undefined;
  readonly isAborted: boolean;
}

/** How the wait for a reply ended. */
export type Answer =
  | { readonly kind: "reply"; readonly entry: Entry<Traffic> }
  /** The stream ended with an error, which is the answer. */
  | { readonly kind: "stream error"; readonly entry: Entry<Traffic> }
  /** The stream or the connection ended without a word. */
  | { readonly kind: "end" };

export interface Course {
  /** The last answer to an act; none where nothing came. */
  readonly answers: ReadonlyMap<Act, Answer>;
  /** What a received element replies to, by its entry's number. */
  readonly requests: ReadonlyMap<number, Act>;
  /** Acts whose messages have a reply by the rules of the protocol. */
  readonly asking: ReadonlySet<Act>;
  /** Replies to the runner's own pings. */
  readonly pongs: ReadonlySet<number>;
  readonly exchanges: readonly Exchange[];
  /** Presence that came to nothing: it was sent before anything was bound, or was answered by an error. */
  readonly vainPresences: ReadonlySet<number>;
  /** The full JIDs that servers bound. */
  readonly jids: Timeline<string>;
  /** The headers that clients sent. */
  readonly headers: Timeline<StreamHeader>;
}

export function courseOf(entries: Iterable<Entry>, { acts, pings }: Acts): Course {
  const course = new CourseReader(acts, pings);
  for (const entry of entries) course.read(entry);
  return course;
}

interface Waiting {
  readonly client: ClientId;
  readonly claim: Claim;
  /** Undefined: the runner's own ping. */
  readonly act: Act | undefined;
}

type GrowingExchange = { -readonly [K in keyof Exchange]: Exchange[K] } & { readonly acts: Act[] };

class CourseReader implements Course {
  readonly answers = new Map<Act, Answer>();
  readonly requests = new Map<number, Act>();
  readonly asking = new Set<Act>();
  readonly pongs = new Set<number>();
  readonly exchanges: GrowingExchange[] = [];
  readonly vainPresences = new Set<number>();
  readonly jids = new Timeline<string>();
  readonly headers = new Timeline<StreamHeader>();
  readonly #states = new Map<ClientId, SessionState>();
  readonly #actBySent: ReadonlyMap<number, Act>;
  readonly #pings: ReadonlySet<number>;
  #waiting: Waiting[] = [];

  constructor(acts: readonly Act[], pings: ReadonlySet<number>) {
    this.#actBySent = new Map(acts.flatMap((act) => act.sent.map(({ n }) => [n, act])));
    this.#pings = pings;
  }

  read(entry: Entry): void {
    const before = this.#states.get(entry.client) ?? OFFLINE;
    const state = nextState(before, entry);
    this.#states.set(entry.client, state);
    if (state.jid && state.jid !== before.jid) this.jids.add(entry, formatJid(state.jid));
    if (entry.type === "connection" && (entry.change === "disconnected" || entry.change === "failed")) {
      this.#endWaits(entry.client, { kind: "end" });
    }
    if (entry.type !== "traffic") return;
    this.#noteVainPresences(entry, before, state);
    if (entry.from === "client") this.#readSent(entry, state);
    else this.#readReceived(entry, state);
  }

  #readSent(entry: Entry<Traffic>, state: SessionState): void {
    const { client, event, n } = entry;
    const act = this.#actBySent.get(n);
    if (event.type === "open") this.headers.add(entry, event.header);
    if (event.type === "element" && act) this.#followExchange(act, entry, state);
    const claim = naturalReply(event);
    if (!claim || (!act && !this.#pings.has(n))) return;
    if (act) this.asking.add(act);
    this.#waiting.push({ client, claim, act });
  }

  #readReceived(entry: Entry<Traffic>, state: SessionState): void {
    const { client, event, n } = entry;
    const answered = this.#waiting.find(
      (waiting) => waiting.client === client && waiting.claim.accepts(entry, state),
    );
    if (answered) {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== answered);
      if (answered.act) {
        this.answers.set(answered.act, { kind: "reply", entry });
        this.requests.set(n, answered.act);
      } else this.pongs.add(n);
    }
    const element = receivedElement(entry);
    const exchange = this.#openExchange(client);
    if (exchange && element?.getNS() === NS.sasl && ["success", "failure"].includes(element.getName())) {
      exchange.end = entry;
    }
    if (event.type === "element" && event.kind === "stream-error") {
      this.#endWaits(client, { kind: "stream error", entry });
    } else if (event.type === "close") this.#endWaits(client, { kind: "end" });
  }

  #noteVainPresences({ n, from, event }: Entry<Traffic>, before: SessionState, after: SessionState): void {
    if (event.type !== "element" || event.element.getName() !== "presence") return;
    // RFC 6120 §7.1: before a resource is bound stanzas go to nobody but the server itself.
    if (from === "client" && !isBound(before)) this.vainPresences.add(n);
    if (from === "client") return;
    for (const sent of before.presences)
      if (!after.presences.some((left) => left.n === sent.n)) this.vainPresences.add(sent.n);
  }

  #endWaits(client: ClientId, answer: Answer): void {
    const ended = this.#waiting.filter(
      ({ claim, ...waiting }) =>
        waiting.client === client && !(claim.outlastsStream && answer.kind === "stream error"),
    );
    this.#waiting = this.#waiting.filter((waiting) => !ended.includes(waiting));
    for (const { act } of ended) if (act) this.answers.set(act, answer);
  }

  #followExchange(act: Act, { client, event }: Entry<Traffic>, { sasl, sent }: SessionState): void {
    if (event.type !== "element" || event.element.getNS() !== NS.sasl) return;
    const exchange = this.#openExchange(client);
    if (event.element.is("auth")) {
      const mechanism = sasl?.mechanism ?? "";
      this.exchanges.push({
        client,
        mechanism,
        acts: [act],
        username: sasl?.username,
        to: sent?.to,
        isAborted: false,
      });
    } else if (exchange && event.element.is("abort")) exchange.isAborted = true;
    else if (exchange) {
      exchange.username ??= sasl?.username;
      if (!exchange.acts.includes(act)) exchange.acts.push(act);
    }
  }

  #openExchange(client: ClientId): GrowingExchange | undefined {
    const last = this.exchanges.findLast((exchange) => exchange.client === client);
    return last && last.end === undefined ? last : undefined;
  }
}
