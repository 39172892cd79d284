// The JIDs and features that went over the wire: the newest first, and not without end.
import type { Entry, Side } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";

const MOST_JIDS = 1000;
/** Of one list: a server's many rooms must not push out whom one talks to. */
const MOST_LISTED = 300;
const MOST_FEATURES = 1000;
/** RFC 7622 §3.1: three parts of at most 1023 bytes, and what stands between them. */
const LONGEST_JID = 3071;

/** Follows the transcript: `read` gets every entry. */
export class Seen {
  /** What is known of each, the newest last. */
  readonly #jids = new Map<string, string>();
  readonly #features = new Set<string>();

  /** What is known of each JID, the newest first. */
  get jids(): readonly (readonly [jid: string, what: string])[] {
    return [...this.#jids].reverse();
  }

  /** What somebody has said that they can do, in answer to disco#info. */
  get features(): ReadonlySet<string> {
    return this.#features;
  }

  read(entry: Entry): void {
    if (entry.type !== "traffic") return;
    const { event, from } = entry;
    if (event.type === "open")
      this.#addJid(from === "client" ? event.header.to : event.header.from, "a domain");
    if (event.type !== "element" || event.kind !== "stanza") return;
    this.#readPayloads(event.element);
    this.#readAddresses(event.element, from);
  }

  #readAddresses(stanza: Element, from: Side): void {
    const jid = attribute(stanza, from === "client" ? "to" : "from");
    if (jid === undefined) return;
    const isRoom =
      attribute(stanza, "type") === "groupchat" || stanza.getChild("x", NS.mucUser) !== undefined;
    const what =
      from === "client" ? "you wrote to it" : `sent ${WITH_ARTICLE[stanza.getName()] ?? "something"}`;
    this.#addJid(jid, isRoom && jid.includes("/") ? "in a room" : isRoom ? "a room" : what);
    if (!jid.includes("/")) return;
    this.#addJid(formatJid(bareJid(parseJid(jid))), isRoom ? "a room" : what);
  }

  #readPayloads(stanza: Element): void {
    for (const query of stanza.getChildElements().filter((child) => child.getName() === "query")) {
      const namespace = query.getNS();
      if (namespace === NS.roster) this.#addItems(query, "in the roster");
      if (namespace === NS.discoItems) this.#addItems(query, "a service or room");
      if (namespace === NS.discoInfo) this.#addFeatures(query);
    }
  }

  #addItems(query: Element, what: string): void {
    for (const item of query.getChildren("item").slice(0, MOST_LISTED)) {
      const name = attribute(item, "name");
      this.#addJid(attribute(item, "jid"), name ? `${what}: ${name}` : what);
    }
  }

  #addFeatures(query: Element): void {
    for (const feature of query.getChildren("feature").slice(0, MOST_FEATURES - this.#features.size)) {
      const namespace = attribute(feature, "var");
      if (namespace !== undefined && namespace.length <= LONGEST_JID) this.#features.add(namespace);
    }
  }

  #addJid(jid: string | undefined, what: string): void {
    if (jid === undefined || jid === "" || jid.length > LONGEST_JID) return;
    const known = this.#jids.get(jid);
    // The last becomes the newest; that it is in the roster is worth more than what it did last.
    this.#jids.delete(jid);
    this.#jids.set(jid, known?.startsWith("in the roster") ? known : what.slice(0, LONGEST_WHAT));
    if (this.#jids.size > MOST_JIDS) {
      for (const oldest of this.#jids.keys()) {
        this.#jids.delete(oldest);
        break;
      }
    }
  }
}

const LONGEST_WHAT = 100;

const WITH_ARTICLE: Readonly<Record<string, string>> = {
  message: "a message",
  presence: "presence",
  iq: "an iq",
};
