// What entities have said that they can do, in answer to disco#info: those that were asked last, and not without end.
import type { ClientId } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { jidKey } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";

/** Of one entity, and of all. */
const MOST_FEATURES = 500;
const MOST_FEATURES_OF_ALL = 2000;
/** RFC 7622 §3.1: as long as a JID can be. */
const LONGEST = 3071;

const NONE: ReadonlySet<string> = new Set();

export class ToldFeatures {
  /** By who has said so: a JID, or the client that was told by nobody in particular. */
  readonly #told = new Map<string, Set<string>>();

  /** Of anybody. */
  get all(): ReadonlySet<string> {
    return new Set([...this.#told.values()].flatMap((features) => [...features]));
  }

  of(jid: string): ReadonlySet<string> {
    return this.#told.get(`jid ${jidKey(jid)}`) ?? NONE;
  }

  /** What a client was told without a `from` (RFC 6120 §8.1.2.1: it is from the client's own account). */
  ofAccount(client: ClientId): ReadonlySet<string> {
    return this.#told.get(`client ${client}`) ?? NONE;
  }

  /** A stanza that was received. */
  read(stanza: Element, client: ClientId): void {
    const query = stanza.getChild("query", NS.discoInfo);
    const from = attribute(stanza, "from");
    if (!query || (from ?? "").length > LONGEST) return;
    const key = from === undefined ? `client ${client}` : `jid ${jidKey(from)}`;
    const known = this.#told.get(key) ?? new Set<string>();
    for (const feature of query.getChildren("feature")) {
      const namespace = attribute(feature, "var");
      if (known.size >= MOST_FEATURES) break;
      if (namespace !== undefined && namespace.length <= LONGEST) known.add(namespace);
    }
    // The last becomes the newest.
    this.#told.delete(key);
    if (known.size > 0) this.#told.set(key, known);
    this.#dropOldest();
  }

  #dropOldest(): void {
    let all = [...this.#told.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [key, { size }] of this.#told) {
      if (all <= MOST_FEATURES_OF_ALL) return;
      this.#told.delete(key);
      all -= size;
    }
  }
}
