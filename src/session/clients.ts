// The clients of this run, by name. One of them is the current one.
import type { ClientId } from "../transcript/entry.ts";
import type { Session } from "./session.ts";

export interface Client {
  readonly name: string;
  /** What it was called when it was first named: whose account and password it has, however often it is renamed. */
  readonly firstName: string;
  readonly session: Session;
}

export class Clients {
  readonly #make: (id: ClientId) => Session;
  readonly #clients = new Map<string, Client>();
  #current: Client;

  /** Whom a name meant that its client has given up. */
  readonly #former = new Map<string, ClientId>();
  /** Ids of clients that are called something else by now: nobody gets them again. */
  readonly #renamed = new Set<ClientId>();

  /** @param make makes the session of a client when it is first named; its id is that name, where no other has had it. */
  constructor(make: (id: ClientId) => Session, first = "main") {
    this.#make = make;
    this.#current = this.named(first);
  }

  get current(): Client {
    return this.#current;
  }

  get count(): number {
    return this.#clients.size;
  }

  find(name: string): Client | undefined {
    return this.#clients.get(name);
  }

  /** The client of that name, made when there is none. */
  named(name: string): Client {
    const known = this.#clients.get(name);
    if (known) return known;
    const client = { name, firstName: name, session: this.#make(this.#freshId(name)) };
    this.#clients.set(name, client);
    return client;
  }

  /** Removes a client that a line has made which was wrong in itself: one that never connected, and is not the current one. */
  remove(name: string): void {
    const client = this.#clients.get(name);
    if (client && client !== this.#current && client.session.state.host === undefined)
      this.#clients.delete(name);
  }

  /** The client with that id, whatever it is called by now. */
  withId(id: ClientId): Client | undefined {
    for (const client of this) if (client.session.id === id) return client;
    return undefined;
  }

  /** Calls a client by another name, in its old place. Nobody may have that name yet. */
  rename(client: Client, name: string): Client {
    const renamed = { ...client, name };
    const all = [...this].map((known) => (known === client ? renamed : known));
    this.#clients.clear();
    for (const known of all) this.#clients.set(known.name, known);
    this.#renamed.add(client.session.id);
    this.#former.set(client.name, client.session.id);
    if (this.#current === client) this.#current = renamed;
    return renamed;
  }

  /** The client that had this name before it was renamed; undefined where somebody has it now. */
  formerly(name: string): Client | undefined {
    const id = this.#clients.has(name) ? undefined : this.#former.get(name);
    return id === undefined ? undefined : this.withId(id);
  }

  #freshId(name: string): ClientId {
    let id = name;
    for (let n = 2; this.#renamed.has(id) || this.withId(id); n += 1) id = `${name} (${n})`;
    return id;
  }

  switchTo(name: string): Client {
    this.#current = this.named(name);
    return this.#current;
  }

  /** Only the client of that name is left, and is the current one; the connections of the others have ended. */
  keepOnly(name: string): void {
    this.#current = this.named(name);
    for (const other of this.#clients.keys()) if (other !== name) this.#clients.delete(other);
  }

  *[Symbol.iterator](): Iterator<Client> {
    yield* this.#clients.values();
  }
}
