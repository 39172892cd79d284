// What was so for a client from some entry on.
import type { ClientId } from "../../transcript/entry.ts";

/** A client at a moment: at, or behind, an entry. */
export interface Moment {
  readonly client: ClientId;
  readonly n: number;
}

export class Timeline<T> {
  readonly #changes: { readonly n: number; readonly client: ClientId; readonly value: T }[] = [];

  /** Entries come in their order. */
  add({ client, n }: Moment, value: T): void {
    this.#changes.push({ n, client, value });
  }

  at({ client, n }: Moment): T | undefined {
    return this.#changes.findLast((change) => change.client === client && change.n <= n)?.value;
  }

  /** All that ever was so, for whomever. */
  get values(): readonly T[] {
    return this.#changes.map(({ value }) => value);
  }

  /** Everything of one client, in its order. */
  of(client: ClientId): readonly T[] {
    return this.#changes.flatMap((change) => (change.client === client ? [change.value] : []));
  }

  get clients(): readonly ClientId[] {
    return [...new Set(this.#changes.map(({ client }) => client))];
  }
}
