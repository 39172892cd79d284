// Requests that the server answers: for its own domain, and in the name of an account (RFC 6120 §8.2.3, §8.4).
import { attribute, type Element } from "../xml/element.ts";
import { formatJid, parseJid, sameJid } from "../xmpp/jid.ts";
import { addressOf } from "./local-accounts.ts";
import { refusalOf, resultOf, StanzaRefusal } from "./refusal.ts";
import type { Connection, RequestHandler, ServerRequest } from "./server-feature.ts";

/** Whether a stanza asks for an answer. */
export function isRequest(stanza: Element): boolean {
  return stanza.getName() === "iq" && ["get", "set"].includes(attribute(stanza, "type") ?? "");
}

type At = RequestHandler["at"][number];

/** Answers a request that is addressed to the server or to an account. */
export function answerRequest(iq: Element, connection: Connection): Promise<void> | undefined {
  const { resource } = connection;
  if (resource) iq.attrs.from = formatJid(resource.jid);
  const answer = (payload: Element | undefined) => reply(resultOf(iq, payload), connection);
  const refuse = (error: unknown) => {
    if (!(error instanceof StanzaRefusal)) throw error;
    const refusal = refusalOf(iq, error);
    if (refusal) reply(refusal, connection);
  };
  try {
    const payload = payloadFor(iq, connection);
    if (payload instanceof Promise) return payload.then(answer, refuse);
    answer(payload);
  } catch (error) {
    refuse(error);
  }
  return undefined;
}

/** What is said to a resource is counted with all that it is told (XEP-0198). */
export function reply(stanza: Element, connection: Connection): void {
  if (connection.resource) connection.resource.deliver(stanza);
  else connection.send(stanza);
}

/** @throws StanzaRefusal */
function payloadFor(iq: Element, connection: Connection): ReturnType<RequestHandler["answer"]> {
  const [payload] = iq.getChildElements();
  const at = placeOf(attribute(iq, "to"), connection);
  const handlers = connection.server.features.flatMap(({ requests = [] }) => requests);
  const handler = handlers.find(
    ({ payload: name, namespace, at: places }) => payload?.is(name, namespace) && places.includes(at),
  );
  // RFC 6120 §8.4: whoever does not know a payload says service-unavailable.
  if (!payload || !handler) throw new StanzaRefusal("service-unavailable", "cancel");
  const type = attribute(iq, "type") === "get" ? "get" : "set";
  if (!handler.types.includes(type)) {
    throw new StanzaRefusal(
      "bad-request",
      "modify",
      `<${payload.getName()}/> is asked for by iq ${handler.types.join(" or ")}`,
    );
  }
  return handler.answer(requestOf(iq, { payload, type, connection }));
}

function requestOf(iq: Element, rest: Pick<ServerRequest, "payload" | "type" | "connection">): ServerRequest {
  const { account, server, resource } = rest.connection;
  const own = account ? addressOf(account, server) : server.domain;
  return { iq, ...rest, id: attribute(iq, "id") ?? "", to: parseJid(attribute(iq, "to") ?? own), resource };
}

function placeOf(to: string | undefined, { account, server }: Connection): At {
  if (!account) return "before authentication";
  if (to === undefined || sameJid(to, addressOf(account, server))) return "own account";
  return sameJid(to, server.domain) ? "server" : "any account";
}
