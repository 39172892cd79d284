// Resource binding (RFC 6120 §7).
import { type Element, xml } from "../../xml/element.ts";
import { formatJid, type Jid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Account } from "../accounts.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature, Server } from "../server-feature.ts";

export const bind: MakeServerFeature = (server) => ({
  name: "bind",
  offer({ account, resource }) {
    return account && !resource ? xml("bind", { xmlns: NS.bind }) : undefined;
  },
  requests: [
    {
      payload: "bind",
      namespace: NS.bind,
      types: ["set"],
      at: ["own account", "server"],
      answer({ payload, connection }) {
        const { account, resource } = connection;
        if (!account || resource) {
          // RFC 6120 §7.6.2.2: a stream has one resource.
          const text = resource
            ? `${formatJid(resource.jid)} is bound to this stream: one resource a stream (open another connection for another)`
            : undefined;
          throw new StanzaRefusal("not-allowed", "cancel", text);
        }
        const resourcepart = wishedIn(payload) ?? freshResourcepart(server, account);
        checkCount(server, account, resourcepart);
        takeAway(server, jidOf(server, account, resourcepart));
        const { jid } = server.bind(connection, resourcepart);
        return xml("bind", { xmlns: NS.bind }, xml("jid", {}, formatJid(jid)));
      },
    },
  ],
});

/** RFC 7622 §3.4 */
const LONGEST_RESOURCEPART = 1023;

/**
 * The resourcepart that the client asks for; undefined where it leaves it to the server.
 * @throws StanzaRefusal
 */
function wishedIn(bind: Element): string | undefined {
  const [wish, ...rest] = bind.getChildElements();
  if (!wish) return undefined;
  if (!wish.is("resource", NS.bind) || rest.length > 0 || wish.getChildElements().length > 0) {
    throw badRequest("<bind/> holds one <resource/>, or nothing");
  }
  // RFC 7622 §3.4.1 (RFC 8265 §4.2): every blank is an ordinary one, and letters are composed.
  const resourcepart = wish
    .getText()
    .replace(/\p{Zs}/gu, " ")
    .normalize("NFC");
  // RFC 6120 §7.7.2.1: what cannot be used as it is should be made usable, and of nothing the server makes something.
  if (resourcepart === "") return undefined;
  if (/\p{Cc}/u.test(resourcepart))
    throw badRequest("a resourcepart has no control characters (RFC 7622 §3.4)");
  if (Buffer.byteLength(resourcepart, "utf8") > LONGEST_RESOURCEPART) {
    throw badRequest(`a resourcepart has up to ${LONGEST_RESOURCEPART} bytes (RFC 7622 §3.4)`);
  }
  return resourcepart;
}

/** Whoever waits to be resumed (XEP-0198) has one, too. */
const MOST_RESOURCES = 50;

/** RFC 6120 §7.6.2.1 @throws StanzaRefusal */
function checkCount(server: Server, account: Account, resourcepart: string): void {
  if (server.resourcesOf(account).length < MOST_RESOURCES) return;
  // The one of the same name goes.
  if (server.find(jidOf(server, account, resourcepart))) return;
  const text = `${MOST_RESOURCES} resources of this account are bound already`;
  throw new StanzaRefusal("resource-constraint", "wait", text);
}

function freshResourcepart(server: Server, account: Account): string {
  for (;;) {
    const made = server.id();
    if (!server.find(jidOf(server, account, made))) return made;
  }
}

/**
 * Ends the stream that has the resource. Of the three ways that RFC 6120 §7.7.2.2 allows, this is what Prosody does:
 * who comes back after a lost connection gets the old name, and the old stream is the one that is dead.
 */
function takeAway(server: Server, jid: Jid): void {
  const old = server.find(jid);
  if (!old) return;
  old.connection?.fail("conflict", { text: "another stream has bound this resource" });
  server.unbind(old);
}

function jidOf({ domain }: Server, { name }: Account, resourcepart: string): Jid {
  return { localpart: name, domainpart: domain, resourcepart };
}

function badRequest(text: string): StanzaRefusal {
  return new StanzaRefusal("bad-request", "modify", text);
}
