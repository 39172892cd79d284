// The rooms there are. A room begins with whoever enters first, and ends with whoever leaves last.
import { bareKey, type Jid } from "../../xmpp/jid.ts";
import type { Resource, Server } from "../server-feature.ts";
import { Room } from "./room.ts";

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

  create(jid: Jid, by: Resource): Room {
    const name = this.#name(jid);
    const room = new Room(name, { server: this.#server, owner: by.account });
    this.#rooms.set(name, room);
    return room;
  }

  /** XEP-0045 §4.2: a temporary room ends when nobody is in it. */
  tidy(room: Room): void {
    if (room.occupants.length === 0) this.#rooms.delete(room.jid);
  }

  #name({ localpart = "" }: Jid): string {
    return bareKey({ localpart, domainpart: this.domain });
  }
}
