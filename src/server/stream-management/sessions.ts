// XEP-0198 §5: which sessions there are to resume, and for how long.
import type { Account } from "../accounts.ts";
import type { Resource, Server } from "../server-feature.ts";
import { ManagedResource } from "./managed.ts";
import { sentOn } from "./undelivered.ts";

/** For how many seconds a lost connection can be resumed. */
export const RESUMABLE_FOR = 300;
/** Of how many sessions that nobody resumed in time it is remembered what was handled. */
const MOST_EXPIRED = 100;

interface Expired {
  readonly account: Account;
  readonly handled: number;
}

/** The sessions of one server that stream management is enabled in. */
export class Sessions {
  readonly #server: Server;
  readonly #managed = new Map<Resource, ManagedResource>();
  /** The sessions without a connection, and what ends each. */
  readonly #waiting = new Map<ManagedResource, NodeJS.Timeout>();
  readonly #expired = new Map<string, Expired>();

  constructor(server: Server) {
    this.#server = server;
  }

  of(resource: Resource): ManagedResource | undefined {
    return this.#managed.get(resource);
  }

  begin(resource: Resource, kind: "resumable" | "counted"): ManagedResource {
    const id = kind === "resumable" ? this.#server.nonce() : undefined;
    const managed = new ManagedResource(resource, { server: this.#server, id });
    this.#managed.set(resource, managed);
    return managed;
  }

  resumable(id: string, account: Account | undefined): ManagedResource | undefined {
    return [...this.#managed.values()].find(
      (managed) => managed.id === id && managed.resource.account === account,
    );
  }

  /** What was handled in a session that can no longer be resumed. */
  handledBefore(id: string, account: Account | undefined): number | undefined {
    const expired = this.#expired.get(id);
    return expired?.account === account ? expired?.handled : undefined;
  }

  /** The connection was lost: the session waits, if it may. */
  keep(resource: Resource): boolean {
    const managed = this.#managed.get(resource);
    if (managed?.id === undefined) return false;
    const timer = setTimeout(
      () => this.#server.attempt(() => this.#server.unbind(resource)),
      RESUMABLE_FOR * 1000,
    );
    timer.unref();
    this.#waiting.set(managed, timer);
    return true;
  }

  wake(managed: ManagedResource): void {
    clearTimeout(this.#waiting.get(managed));
    this.#waiting.delete(managed);
  }

  end(resource: Resource): void {
    const managed = this.#managed.get(resource);
    if (!managed) return;
    this.#managed.delete(resource);
    if (managed.id !== undefined && this.#waiting.has(managed)) this.#remember(managed.id, managed);
    this.wake(managed);
    for (const sent of managed.unacknowledged) {
      const again = sentOn(managed.late(sent), { server: this.#server, lost: resource });
      if (again) this.#server.route(again, undefined);
    }
  }

  #remember(id: string, { resource: { account }, handled }: ManagedResource): void {
    this.#expired.set(id, { account, handled });
    const [oldest] = this.#expired.keys();
    if (this.#expired.size > MOST_EXPIRED && oldest !== undefined) this.#expired.delete(oldest);
  }
}
