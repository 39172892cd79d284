// The JIDs and features that went over the wire: the newest first, and not without end.
import type { Entry, Side } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { ToldFeatures } from "./told-features.ts";

const MOST_JIDS = 1000;
/** Of one list: a server's many rooms must not push out whom one talks to. */
const MOST_LISTED = 300;
/** RFC 7622 §3.1: three parts of at most 1023 bytes, and what stands between them. */
const LONGEST_JID = 3071;
const LONGEST_WHAT = 100;

/** Where it is known from: `refused` is whom one wrote to, and of whom nothing but an error came. */
export type Acquaintance = "contact" | "other" | "refused";

export interface SeenJid {
  readonly jid: string;
  readonly what: string;
  readonly as: Acquaintance;
}

/** Looks at the entries when somebody asks, each once: in a flood nobody does. */
export class Seen {
  /** The newest last. */
  readonly #jids = new Map<string, SeenJid>();
  /** What who has said to be able to do. */
  readonly features = new ToldFeatures();
  /** The number of the first entry that was not looked at yet. */
  #next = 1;

  /** The newest first. */
  get jids(): readonly SeenJid[] {
    return [...this.#jids.values()].reverse();
  }

  /** Looks at what has come since the last time, as far as that is kept. */
  catchUp(transcript: Transcript): void {
    const last = transcript.last?.n ?? 0;
    for (let n = Math.max(this.#next, transcript.oldest); n <= last; n += 1) {
      const entry = transcript.get(n);
      if (entry) this.#read(entry);
    }
    this.#next = last + 1;
  }

  #read(entry: Entry): void {
    if (entry.type !== "traffic") return;
    const { event, from, client } = entry;
    if (event.type === "open") this.#add(from === "client" ? event.header.to : event.header.from, "a domain");
    if (event.type !== "element" || event.kind !== "stanza") return;
    this.#readPayloads(event.element);
    if (from === "server") this.features.read(event.element, client);
    this.#readAddresses(event.element, from);
  }

  #readAddresses(stanza: Element, from: Side): void {
    const jid = attribute(stanza, from === "client" ? "to" : "from");
    if (jid === undefined) return;
    // RFC 6120 §8.3.1: an error comes in the name of the addressee, also where there is none.
    if (from === "server" && attribute(stanza, "type") === "error") {
      this.#addRefused(jid);
      return;
    }
    const isRoom =
      attribute(stanza, "type") === "groupchat" || stanza.getChild("x", NS.mucUser) !== undefined;
    const what = from === "client" ? WRITTEN_TO : `sent ${WITH_ARTICLE[stanza.getName()] ?? "something"}`;
    this.#add(jid, isRoom && jid.includes("/") ? "in a room" : isRoom ? "a room" : what);
    if (jid.includes("/")) this.#add(bareOf(jid), isRoom ? "a room" : what);
  }

  #readPayloads(stanza: Element): void {
    for (const query of stanza.getChildElements().filter((child) => child.getName() === "query")) {
      const namespace = query.getNS();
      if (namespace === NS.roster) this.#addItems(query, { what: "in the roster", as: "contact" });
      if (namespace === NS.discoItems) this.#addItems(query, { what: "a service or room", as: "other" });
    }
  }

  #addItems(query: Element, { what, as }: Omit<SeenJid, "jid">): void {
    for (const item of query.getChildren("item").slice(0, MOST_LISTED)) {
      const name = attribute(item, "name");
      this.#add(attribute(item, "jid"), name ? `${what}: ${name}` : what, as);
    }
  }

  /** Whom one has only written to is still there to be tried again, behind the others. */
  #addRefused(jid: string): void {
    for (const one of new Set([jid, bareOf(jid)])) {
      const known = this.#jids.get(one);
      if (known?.what === WRITTEN_TO)
        this.#jids.set(one, { ...known, what: "answered with an error", as: "refused" });
    }
  }

  #add(jid: string | undefined, what: string, as: Acquaintance = "other"): void {
    if (jid === undefined || jid === "" || jid.length > LONGEST_JID) return;
    const known = this.#jids.get(jid);
    // The last becomes the newest; that it is in the roster is worth more than what it did last.
    this.#jids.delete(jid);
    const isLess = known?.as === "contact" && as !== "contact";
    this.#jids.set(jid, isLess ? known : { jid, what: what.slice(0, LONGEST_WHAT), as });
    if (this.#jids.size > MOST_JIDS) {
      for (const oldest of this.#jids.keys()) {
        this.#jids.delete(oldest);
        break;
      }
    }
  }
}

/** RFC 7622 §3.1: a resource begins at the first "/". */
export function bareOf(jid: string): string {
  const slash = jid.indexOf("/");
  return slash < 0 ? jid : jid.slice(0, slash);
}

const WRITTEN_TO = "you wrote to it";

const WITH_ARTICLE: Readonly<Record<string, string>> = {
  message: "a message",
  presence: "presence",
  iq: "an iq",
};
