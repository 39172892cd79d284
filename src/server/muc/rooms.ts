// The rooms there are. A room begins with whoever enters first, and ends with whoever leaves last.
import { bareKey, type Jid } from "../../xmpp/jid.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { Resource, Server } from "../server-feature.ts";
import { Room } from "./room.ts";

/** Memory is finite; a class has one room, or a few. */
const MOST_ROOMS = 200;
/** How much is kept of what was said, in characters of XML over all rooms. */
const MOST_HISTORY = 8 * 1024 * 1024;

export class Rooms {
  readonly domain: string;
  readonly #server: Server;
  readonly #rooms = new Map<string, Room>();

  constructor(server: Server) {
    this.domain = `rooms.${server.domain}`;
    this.#server = server;
  }

  get all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  find(jid: Jid): Room | undefined {
    return this.#rooms.get(this.#name(jid));
  }

  /** @throws StanzaRefusal where there are too many. */
  create(jid: Jid, by: Resource): Room {
    if (this.#rooms.size >= MOST_ROOMS) {
      throw new StanzaRefusal("resource-constraint", "wait", `there are ${MOST_ROOMS} rooms already`);
    }
    const name = this.#name(jid);
    const room = new Room(name, { server: this.#server, owner: by.account });
    this.#rooms.set(name, room);
    return room;
  }

  /** XEP-0045 §4.2: a temporary room ends when nobody is in it. */
  tidy(room: Room): void {
    if (room.occupants.length === 0) this.#rooms.delete(room.jid);
  }

  /** To be called when something was said: the rooms that keep most forget what is oldest there. */
  shorten(): void {
    const kept = () => this.all.reduce((sum, { historySize }) => sum + historySize, 0);
    while (kept() > MOST_HISTORY) {
      this.all.reduce((most, room) => (room.historySize > most.historySize ? room : most)).forgetOldest();
    }
  }

  #name({ localpart = "" }: Jid): string {
    return bareKey({ localpart, domainpart: this.domain });
  }
}
