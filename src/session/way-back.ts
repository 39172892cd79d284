// Whether a client that has lost its connection had got so far that `reconnect` saves it something.
import type { Rule } from "../stream/event.ts";
import type { ConnectionChange, Side } from "../transcript/entry.ts";
import type { Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";

/** How far a client had got. */
export interface Progress {
  readonly authenticated?: string | undefined;
  readonly secure: boolean;
  readonly directTls?: true | undefined;
}

/** How things stood when a connection ended. */
interface Ending extends Progress {
  readonly connection: "offline" | "connected";
  readonly wasAnswered?: true | undefined;
  readonly isRefuted?: true | undefined;
  readonly streamError?: Element | undefined;
  readonly receivedBroken?: true | undefined;
  readonly dropped?: Rule | undefined;
  readonly closedBy: readonly Side[];
  readonly hasWayBack?: true | undefined;
}

/** Whether more than a stream is agreed on: to do it again by hand takes several steps. */
export function isFar({ authenticated, secure, directTls }: Progress): boolean {
  return authenticated !== undefined || (secure && !directTls);
}

/** Nobody wants back who has left, whose resource somebody else has now, or whose server may be anybody. */
export function hasWayBackAfter(state: Ending, change: ConnectionChange): true | undefined {
  if (state.connection === "offline" || !state.wasAnswered) return state.hasWayBack;
  const { streamError, receivedBroken, dropped, closedBy } = state;
  if (state.isRefuted || streamError?.getChild("conflict", NS.streamErrors)) return undefined;
  const isBroken = streamError ?? receivedBroken ?? dropped;
  const isByUs = closedBy.includes("client") || (change.change === "disconnected" && change.by === "client");
  return isFar(state) && (isBroken || !isByUs) ? true : undefined;
}
