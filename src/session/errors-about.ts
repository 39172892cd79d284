// Which received error is about which message or presence: they ask for nothing, but may come back as an error.
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute } from "../xml/element.ts";
import { bareJid, formatJid, parseJid, sameJid } from "../xmpp/jid.ts";
import { isFromAddressee, type OnStream } from "./own-addresses.ts";

/** A message or a presence that was sent: what an error about it is known by. */
export interface Refusable {
  /** The number of its entry, and when it was written. */
  readonly n: number;
  readonly at: number;
  readonly name: string;
  readonly id: string;
  readonly to: string | undefined;
}

/** So many of a client are remembered: most are never refused. */
const MOST_REFUSABLE = 100;

/** Those that may still be refused after an entry, newest first; the same array where it changes nothing. */
export function nextRefusable(
  refusable: readonly Refusable[],
  { n, at, from, event }: Entry<Traffic>,
): readonly Refusable[] {
  if (from !== "client" || event.type !== "element" || event.kind !== "stanza") return refusable;
  const name = event.element.getName();
  const id = attribute(event.element, "id");
  // RFC 6120 §8.3.1: an error is never answered by another one, and what has no id cannot be named.
  if (name === "iq" || !id || attribute(event.element, "type") === "error") return refusable;
  const sent = { n, at, name, id, to: attribute(event.element, "to") };
  return [sent, ...refusable.slice(0, MOST_REFUSABLE - 1)];
}

/** Those that may still be refused after an error about one of them. */
export function withoutRefused(refusable: readonly Refusable[], refused: Refusable): readonly Refusable[] {
  return isBroadcast(refused) ? refusable : refusable.filter((other) => other !== refused);
}

/**
 * What a received entry is an error about. Where an id was used again it is the newest: of the older one nothing has
 * come.
 */
export function refusedBy(
  { from, event }: Entry<Traffic>,
  refusable: readonly Refusable[],
  known: OnStream,
): Refusable | undefined {
  if (from !== "server" || event.type !== "element" || event.kind !== "stanza") return undefined;
  const { element } = event;
  if (attribute(element, "type") !== "error") return undefined;
  const id = attribute(element, "id");
  return refusable.find(
    (sent) =>
      sent.id === id &&
      sent.name === element.getName() &&
      isOnTheWay(attribute(element, "from"), sent, known),
  );
}

/**
 * RFC 6120 §8.3.1: an error comes from where the stanza was sent. It may come from a server on the way as well: our
 * own, which cannot put what is no JID into `from`, and that of the addressee, or the room of an occupant.
 */
function isOnTheWay(from: string | undefined, sent: Refusable, known: OnStream): boolean {
  if (isBroadcast(sent)) return true;
  const { to } = sent;
  if (from === undefined || isFromAddressee(from, undefined, known)) return true;
  if (to === undefined) return false;
  const jid = parseJid(to);
  return [to, formatJid(bareJid(jid)), jid.domainpart].some((place) => sameJid(from, place));
}

/** RFC 6121 §4.2.2: presence that names nobody goes to everybody who is subscribed to it, and each may refuse it. */
function isBroadcast({ name, to }: Refusable): boolean {
  return name === "presence" && to === undefined;
}
