// A stanza from a client: what must hold of it before it goes anywhere (RFC 6120 §8.1 and §8.2).
import { attribute, type Element } from "../xml/element.ts";
import { formatJid, sameJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { whyNoJid } from "./addresses.ts";
import { addressOf } from "./local-accounts.ts";
import { refusalOf, StanzaRefusal } from "./refusal.ts";
import { answerRequest, isRequest, reply } from "./requests.ts";
import { makeSelfContained } from "./self-contained.ts";
import type { Connection } from "./server-feature.ts";

/** Handles a stanza; what it waits for, if anything. */
export function receiveStanza(stanza: Element, connection: Connection): Promise<void> | undefined {
  const { resource, server } = connection;
  const counted = () => {
    if (resource) for (const feature of server.features) feature.received?.(stanza, resource);
  };
  const pending = handle(stanza, connection);
  if (pending) return pending.then(counted);
  counted();
  return undefined;
}

function handle(stanza: Element, connection: Connection): Promise<void> | undefined {
  const { server, resource, account } = connection;
  if (!account && !isRegistration(stanza)) {
    // RFC 6120 §4.9.3.12
    connection.fail("not-authorized", { text: `<${stanza.getName()}/> before authentication` });
    return undefined;
  }
  const from = attribute(stanza, "from");
  if (!isOwn(from, connection)) {
    // RFC 6120 §8.1.2.1
    connection.fail("invalid-from", { text: `"${from}" is not who you are` });
    return undefined;
  }
  try {
    checkStanza(stanza);
    const to = attribute(stanza, "to");
    if (isRequest(stanza) && isForServer(to, connection)) return answerRequest(stanza, connection);
    if (!resource) {
      // RFC 6120 §7.1: before bind only the server and the own account may be addressed.
      connection.fail("not-authorized", { text: "no resource is bound" });
      return undefined;
    }
    makeSelfContained(stanza, connection.lang);
    // RFC 6120 §8.1.2.1: the server says who it is from, whatever the client said.
    stanza.attrs.from = formatJid(resource.jid);
    server.route(stanza, resource);
  } catch (error) {
    if (!(error instanceof StanzaRefusal)) throw error;
    const refusal = refusalOf(stanza, error);
    if (refusal) reply(refusal, connection);
  }
  return undefined;
}

/** XEP-0077 §3.1: an account is made before anybody can authenticate. */
function isRegistration(stanza: Element): boolean {
  return isRequest(stanza) && stanza.getChild("query", NS.register) !== undefined;
}

/** RFC 6120 §8.1.2.1: nobody, the own bare JID, or the own full JID. */
function isOwn(from: string | undefined, { account, resource, server }: Connection): boolean {
  if (from === undefined) return true;
  if (!account) return false;
  const isAccount = sameJid(from, addressOf(account, server));
  return isAccount || (resource !== undefined && sameJid(from, formatJid(resource.jid)));
}

/** Whether the server answers itself: for its own domain, and for the account of whoever asks. */
function isForServer(to: string | undefined, { account, server }: Connection): boolean {
  if (to === undefined || sameJid(to, server.domain)) return true;
  return account !== undefined && sameJid(to, addressOf(account, server));
}

/** @throws StanzaRefusal */
function checkStanza(stanza: Element): void {
  const to = attribute(stanza, "to");
  const problem = to === undefined ? undefined : whyNoJid(to);
  if (problem !== undefined) throw new StanzaRefusal("jid-malformed", "modify", problem);
  if (stanza.getName() === "iq") checkIq(stanza);
}

/** RFC 6120 §8.2.3 */
function checkIq(iq: Element): void {
  const type = attribute(iq, "type");
  if (attribute(iq, "id") === undefined) throw badRequest("an iq needs an id");
  if (type === undefined || !["get", "set", "result", "error"].includes(type)) {
    throw badRequest("an iq has the type get, set, result or error");
  }
  const { length } = iq.getChildElements();
  if ((type === "get" || type === "set") && length !== 1) {
    throw badRequest(`an iq of type ${type} has exactly one payload, and this one has ${length}`);
  }
  if (type === "result" && length > 1) throw badRequest("an iq of type result has at most one payload");
}

function badRequest(text: string): StanzaRefusal {
  return new StanzaRefusal("bad-request", "modify", text);
}
