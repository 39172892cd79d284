// Whether the name of a client stands with what is shown of it: where there is one only, nobody asks whose it is.
import type { Client, Clients } from "../session/clients.ts";
import type { ClientId } from "../transcript/entry.ts";

/**
 * A slip behind @ makes a client that nobody meant, and that never connects: for it the first one does not get a name.
 * Whoever was named by a line is named from its beginning.
 */
export function isNamed(id: ClientId, clients: Clients): boolean {
  const [first, ...others] = clients;
  return first?.session.id === id ? others.some(hasConnected) : others.length > 0;
}

/** What a line begins with that is for a client and not for the current one: `@juliet `, else nothing. */
export function linePrefix(id: ClientId, clients: Clients): string {
  const name = clients.withId(id)?.name;
  return name === undefined || name === clients.current.name ? "" : `@${name} `;
}

function hasConnected({ session }: Client): boolean {
  return session.state.host !== undefined;
}
