// The clients of this run, by name. One of them is the current one.
import type { Session } from "./session.ts";

export interface Client {
  readonly name: string;
  readonly session: Session;
}

export class Clients {
  readonly #make: (name: string) => Session;
  readonly #clients = new Map<string, Client>();
  #current: Client;

  /** @param make makes the session of a client when it is first named. */
  constructor(make: (name: string) => Session, first = "main") {
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
    const client = { name, session: this.#make(name) };
    this.#clients.set(name, client);
    return client;
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
