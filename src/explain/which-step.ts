// Which row of the handshake's table an element is: the table tells the rows of one element apart by their context.
import type { Side } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import type { HandshakeFact } from "../xmpp/knowledge/handshake.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { CONTENT_NAMESPACES, NS } from "../xmpp/namespaces.ts";

type Tell = (element: Element) => boolean;

const isIq =
  (types: string, name: string, namespace: string): Tell =>
  (element) =>
    types.split(" ").includes(attribute(element, "type") ?? "") &&
    element.getChild(name, namespace) !== undefined;

const has =
  (name: string, namespace: string): Tell =>
  (element) =>
    element.getChild(name, namespace) !== undefined;
const isTyped =
  (...types: readonly (string | undefined)[]): Tell =>
  (element) =>
    types.includes(attribute(element, "type"));
const isEmpty: Tell = (element) => element.children.length === 0;

const offersAuthentication: Tell = (element) =>
  has("mechanisms", NS.sasl)(element) || has("authentication", NS.sasl2)(element);

/** The contexts of first-level elements. "inside …" is that of others. */
const TELLS: Readonly<Record<string, Tell>> = {
  "": () => true,
  "top level": () => true,
  "before TLS": has("starttls", NS.tls),
  "after TLS, before authentication": offersAuthentication,
  "after authentication": (element) => !isEmpty(element) && !offersAuthentication(element),
  empty: isEmpty,
  "type=set with bind": isIq("set", "bind", NS.bind),
  "type=result with bind/jid": isIq("result", "bind", NS.bind),
  "type=set with session": isIq("set", "session", NS.session),
  "type=get with roster query": isIq("get", "query", NS.roster),
  "type=get or set": isTyped("get", "set"),
  "type=set with enable": isIq("set", "enable", NS.carbons),
  "type=get with jabber:iq:auth": isIq("get", "query", "jabber:iq:auth"),
  "without type and to (initial presence)": (element) =>
    isTyped(undefined)(element) && attribute(element, "to") === undefined,
  "type=unavailable": isTyped("unavailable"),
  "first request": (element) => attribute(element, "sid") === undefined,
  "xmpp:restart": (element) => attribute(element, "xmpp:restart") === "true",
  "type=terminate": isTyped("terminate"),
};

/** Contexts that fit when none fits better. */
const GENERAL = ["", "top level", "type=get or set"];

export function stepOf(element: Element, from: Side, { handshake }: Knowledge): HandshakeFact | undefined {
  const rows = handshake.filter(
    (row) =>
      row.element.replace(/^.*:/, "") === element.getName() &&
      isIn(row.namespace, element.getNS()) &&
      (row.from === "both" || row.from === from) &&
      TELLS[row.context]?.(element),
  );
  return rows.find(({ context }) => !GENERAL.includes(context)) ?? rows[0];
}

/** The row of an element inside another one: "inside iq set", "inside success or continue". */
export function stepInside(
  child: Element,
  parent: Element,
  { handshake }: Knowledge,
): HandshakeFact | undefined {
  return handshake.find(
    ({ element, context, namespace }) =>
      element === child.getName() &&
      namespace === child.getNS() &&
      context.startsWith("inside ") &&
      context.split(/\W+/).includes(parent.getName()),
  );
}

/** The stanzas of a component and of a server are those of a client. */
function isIn(namespace: string, given: string | undefined): boolean {
  return namespace === given || (namespace === NS.client && CONTENT_NAMESPACES.includes(given ?? ""));
}
