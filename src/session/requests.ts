// Requests the server made of us. RFC 6120 §8.2.3: an iq get or set must be answered; this tool leaves that to the user.
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";

export interface Request {
  /** The entry it came in. */
  readonly n: number;
  readonly id: string;
  readonly type: "get" | "set";
  readonly from?: string | undefined;
  /** Whom it is for: of a component any JID of its domain. */
  readonly to?: string | undefined;
  /** The payload's element and namespace, for example "ping" and "urn:xmpp:ping". */
  readonly payload?: { readonly name: string; readonly namespace?: string | undefined } | undefined;
}

/** How many unanswered requests are remembered: a server must not fill the memory with them. */
const MOST_REQUESTS = 100;

/** The requests that are open after an entry; the same array where it changes nothing. */
export function nextRequests(requests: readonly Request[], entry: Entry<Traffic>): readonly Request[] {
  if (entry.event.type !== "element" || entry.event.element.getName() !== "iq") return requests;
  const { element } = entry.event;
  const type = attribute(element, "type");
  if (entry.from === "server") {
    if (type !== "get" && type !== "set") return requests;
    return [...requests.slice(-MOST_REQUESTS + 1), requestIn(element, type, entry.n)];
  }
  if (type !== "result" && type !== "error") return requests;
  const answers = (request: Request) =>
    request.id === attribute(element, "id") && (request.from ?? "") === (attribute(element, "to") ?? "");
  return requests.some(answers) ? requests.filter((request) => !answers(request)) : requests;
}

function requestIn(iq: Element, type: "get" | "set", n: number): Request {
  const payload = iq.getChildElements()[0];
  return {
    n,
    type,
    id: attribute(iq, "id") ?? "",
    from: attribute(iq, "from"),
    to: attribute(iq, "to"),
    payload: payload && { name: payload.getName(), namespace: payload.getNS() },
  };
}
