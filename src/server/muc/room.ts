// One room of XEP-0045: open, temporary, non-anonymous, unmoderated, and there is nothing to configure.
import { type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import type { Account } from "../accounts.ts";
import { readdressed } from "../copy.ts";
import type { Resource, Server } from "../server-feature.ts";
import { delayed, History, type Said } from "./history.ts";
import { type Occupant, occupantPresence, type Standing, unavailable, withoutMuc } from "./occupant.ts";

/** XEP-0045 §15.6.2 */
const STATUS = { nonAnonymous: 100, self: 110, created: 201, nickModified: 210, nickChanged: 303 };

export interface Entrance {
  readonly resource: Resource;
  readonly nick: string;
  readonly presence: Element;
  /** What is special about it: it made the room, or its nickname is not quite what was asked for. */
  readonly marks: readonly ("created" | "nickModified")[];
}

export class Room {
  /** The bare JID. */
  readonly jid: string;
  readonly #server: Server;
  readonly #owner: Account;
  readonly #history = new History();
  #subject: Said | undefined;
  /** In the order in which they came. */
  #occupants: readonly Occupant[] = [];

  constructor(jid: string, { server, owner }: { readonly server: Server; readonly owner: Account }) {
    this.jid = jid;
    this.#server = server;
    this.#owner = owner;
  }

  get occupants(): readonly Occupant[] {
    return this.#occupants;
  }

  /** How much is kept of what was said, in characters of XML. */
  get historySize(): number {
    return this.#history.size;
  }

  forgetOldest(): void {
    this.#history.forgetOldest();
  }

  occupant(nick: string): Occupant | undefined {
    return this.#occupants.find((occupant) => occupant.nick === nick);
  }

  occupantOf(resource: Resource): Occupant | undefined {
    return this.#occupants.find((occupant) => occupant.resource === resource);
  }

  isOwnedBy(account: Account): boolean {
    return account === this.#owner;
  }

  /** XEP-0045 §7.1: others' presences, the own one, what was said, the subject, in this order. */
  enter({ resource, nick, presence, marks }: Entrance): void {
    const affiliation = this.isOwnedBy(resource.account) ? "owner" : "none";
    const entering: Occupant = { nick, resource, affiliation, presence };
    this.#occupants = [...this.#occupants.filter((occupant) => occupant.resource !== resource), entering];
    for (const occupant of this.#occupants) {
      if (occupant !== entering) this.#show(occupant, resource, { codes: [] });
    }
    this.#announce(entering, {}, [STATUS.nonAnonymous, ...marks.map((mark) => STATUS[mark])]);
    const wanted = this.#history.wantedBy(presence, { room: this.jid, now: this.#server.now() });
    for (const message of wanted) this.#hand(message, resource);
    this.#hand(this.#presentSubject(), resource);
  }

  /** XEP-0045 §7.7 */
  update(occupant: Occupant, presence: Element): void {
    this.#announce(this.#replace(occupant, { ...occupant, presence }), {}, []);
  }

  /** XEP-0045 §7.6 */
  rename(occupant: Occupant, { nick, presence, marks }: Omit<Entrance, "resource">): void {
    const going = { ...occupant, presence: unavailable() };
    this.#announce(going, { newNick: nick, codes: [STATUS.nickChanged] }, []);
    const renamed = this.#replace(occupant, { ...occupant, nick, presence });
    this.#announce(
      renamed,
      {},
      marks.map((mark) => STATUS[mark]),
    );
  }

  /** XEP-0045 §7.14 */
  leave(occupant: Occupant, presence: Element): void {
    this.#announce({ ...occupant, presence: unavailable(presence) }, {}, []);
    this.#occupants = this.#occupants.filter((other) => other !== occupant);
  }

  /** Somebody is gone without leaving; nothing can be told to it. */
  lose(occupant: Occupant): void {
    this.#occupants = this.#occupants.filter((other) => other !== occupant);
    this.#announce({ ...occupant, presence: unavailable() }, {}, []);
  }

  /** XEP-0045 §7.4: to everybody, also to whoever said it. */
  say({ nick }: Occupant, message: Element): void {
    const said = withoutMuc(readdressed(message, { from: `${this.jid}/${nick}`, to: this.jid }));
    if (said.getChild("body")) this.#history.add({ message: said, at: this.#server.now() });
    for (const { resource } of this.#occupants) this.#hand(said, resource);
  }

  /** XEP-0045 §8.1 */
  changeSubject(occupant: Occupant, message: Element): void {
    const from = `${this.jid}/${occupant.nick}`;
    const said = withoutMuc(readdressed(message, { from, to: this.jid }));
    this.#subject = { message: said, at: this.#server.now() };
    for (const { resource } of this.#occupants) this.#hand(said, resource);
  }

  /** XEP-0045 §7.2.15: there is always one, if an empty one. */
  #presentSubject(): Element {
    if (this.#subject) return delayed(this.#subject, this.jid);
    return xml("message", { from: this.jid, type: "groupchat" }, xml("subject"));
  }

  #replace(old: Occupant, occupant: Occupant): Occupant {
    this.#occupants = this.#occupants.map((other) => (other === old ? occupant : other));
    return occupant;
  }

  /** Tells everybody where somebody stands now; itself with more status codes than the others. */
  #announce(about: Occupant, standing: Partial<Standing>, ownCodes: readonly number[]): void {
    const { codes = [], newNick } = standing;
    for (const { resource } of this.#occupants) {
      const own = resource === about.resource ? [STATUS.self, ...ownCodes] : [];
      this.#show(about, resource, { newNick, codes: [...codes, ...own].sort((a, b) => a - b) });
    }
  }

  #show(about: Occupant, to: Resource, standing: Standing): void {
    to.deliver(occupantPresence(about, { ...standing, room: this.jid, to }));
  }

  #hand(message: Element, to: Resource): void {
    to.deliver(readdressed(message, { from: message.attrs.from ?? this.jid, to: formatJid(to.jid) }));
  }
}
