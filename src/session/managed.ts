// A session under stream management (XEP-0198): what is counted, and what can be resumed on another connection.
import type { Side } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import type { Jid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";

export interface ManagedSession {
  /** Whether it goes on with on this very stream. */
  readonly isOn: boolean;
  /** What it is resumed by; undefined where it cannot be. */
  readonly id?: string | undefined;
  /** Undefined of a session that this client has not begun itself. */
  readonly jid?: Jid | undefined;
  /** How many stanzas were received since `<enabled/>`. */
  readonly handled: number;
  /** Whether it was available when its connection was lost. */
  readonly available: boolean;
}

/** How things stood when a stream ended. */
interface Ending {
  readonly managed?: ManagedSession | undefined;
  readonly available: boolean;
  /** Who has closed the stream with its end tag. */
  readonly closedBy: readonly Side[];
}

/** The session that an `<enabled/>` begins. */
export function managedSession(enabled: Element, jid: Jid | undefined): ManagedSession {
  return { isOn: true, id: attribute(enabled, "id") || undefined, jid, handled: 0, available: false };
}

/** XEP-0198 §5: the session goes on as it was. */
export function resumedSession(resumed: Element, known: ManagedSession | undefined): ManagedSession {
  const id = attribute(resumed, "previd");
  if (known && known.id === id) return { ...known, isOn: true };
  return { isOn: true, id, handled: 0, available: false };
}

/** XEP-0198 §4: `h` is counted modulo 2^32. */
export function withHandled(session: ManagedSession): ManagedSession {
  return { ...session, handled: (session.handled + 1) % 2 ** 32 };
}

/** What is left to resume of it when its stream has gone. */
export function lostSession({ managed, available, closedBy }: Ending): ManagedSession | undefined {
  if (!managed?.isOn) return managed;
  // XEP-0198 §5: a stream that was closed takes the session with it.
  const isClosed = closedBy.length > 0;
  return managed.id === undefined || isClosed ? undefined : { ...managed, isOn: false, available };
}

/** Whether an element says that the server knows nothing of the session that was to be resumed. */
export function isForgotten(element: Element): boolean {
  return (
    element.is("failed", NS.streamManagement) &&
    element.getChild("item-not-found", NS.stanzaErrors) !== undefined
  );
}
