// What will not come again when the script is run, because nothing in the session caused it.
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { receivedElement } from "../../session/replies.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { childElements, namespaceOf } from "../../xml/names.ts";
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Course } from "./course.ts";

export interface Circumstances {
  readonly course: Course;
  /** When the session began, in milliseconds since 1970. */
  readonly began: number;
}

/** Stream errors by which a server ends a session for reasons of its own. */
const OWN_REASONS = ["system-shutdown", "connection-timeout", "reset", "resource-constraint"];

/** Why an element will not come again; undefined where it will. */
export function whyOutside(entry: Entry<Traffic>, circumstances: Circumstances): string | undefined {
  const element = receivedElement(entry);
  if (!element || circumstances.course.requests.has(entry.n)) return undefined;
  const from = attribute(element, "from");
  const name = element.getName();
  const what = `${name === "iq" ? "an" : "a"} ${name}${from === undefined ? "" : ` from ${sanitizeLine(from)}`}`;
  if (entry.event.type === "element" && entry.event.kind === "stream-error") {
    const reason = OWN_REASONS.find((name) => element.getChild(name, NS.streamErrors));
    return reason && `a stream error, ${reason}, for which the server had reasons of its own`;
  }
  if (isPing(element)) return `${what}: a ping, which comes by the server's clock`;
  if (isOld(element, circumstances)) return `${what}, which was sent before this session began`;
  // What was sent to a stranger may come back.
  if (from === undefined || attribute(element, "type") === "error") return undefined;
  return isWithin(from, circumstances.course)
    ? undefined
    : `${what}, who is no client of this session: it will not come by itself`;
}

function isPing(element: Element): boolean {
  return attribute(element, "type") === "get" && element.getChild("ping", NS.ping) !== undefined;
}

/** Kept for somebody who was not there (XEP-0203). */
function isOld(element: Element, { began }: Circumstances): boolean {
  const delay = childElements(element).find((child) =>
    ["urn:xmpp:delay", "jabber:x:delay"].includes(namespaceOf(child)),
  );
  if (!delay) return false;
  const sent = Date.parse(attribute(delay, "stamp") ?? "");
  // Stamps may be of whole seconds.
  return Number.isNaN(sent) || sent < began - 1000;
}

/** A client of the session, its account, the server, or a service or room of the server's. */
function isWithin(from: string, { jids, headers }: Course): boolean {
  const jid = parseJid(from);
  const own = jids.values.flatMap((full) => [full, formatJid(bareJid(parseJid(full)))]);
  if (own.includes(from)) return true;
  const domains = headers.values.flatMap(({ to }) => (to === undefined ? [] : [to]));
  return domains.some(
    (domain) =>
      (jid.localpart === undefined && jid.domainpart === domain) ||
      jid.domainpart.endsWith(`.${domain}`) ||
      // A component's server is the domain around it.
      (jid.localpart === undefined && domain.endsWith(`.${jid.domainpart}`)),
  );
}

/** The requests that will not come again, by their client and id: nobody will be there to be answered. */
export function outsideRequests(
  { entries }: { readonly entries: readonly Entry[] },
  course: Course,
): ReadonlyMap<string, string> {
  const requests = new Map<string, string>();
  const circumstances = { course, began: entries[0]?.at ?? 0 };
  for (const entry of entries) {
    const element = receivedElement(entry);
    if (entry.type !== "traffic" || element?.getName() !== "iq" || course.pongs.has(entry.n)) continue;
    const why = whyOutside(entry, circumstances);
    if (why !== undefined) requests.set(`${entry.client} ${attribute(element, "id")}`, why);
  }
  return requests;
}
