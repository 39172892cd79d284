// The namespaces that the handshake itself is made of.
export const NS = {
  stream: "http://etherx.jabber.org/streams",
  client: "jabber:client",
  server: "jabber:server",
  component: "jabber:component:accept",
  streamErrors: "urn:ietf:params:xml:ns:xmpp-streams",
  stanzaErrors: "urn:ietf:params:xml:ns:xmpp-stanzas",
  tls: "urn:ietf:params:xml:ns:xmpp-tls",
  sasl: "urn:ietf:params:xml:ns:xmpp-sasl",
  channelBinding: "urn:xmpp:sasl-cb:0",
  bind: "urn:ietf:params:xml:ns:xmpp-bind",
  session: "urn:ietf:params:xml:ns:xmpp-session",
  ping: "urn:xmpp:ping",
  roster: "jabber:iq:roster",
  register: "jabber:iq:register",
  version: "jabber:iq:version",
  discoInfo: "http://jabber.org/protocol/disco#info",
  discoItems: "http://jabber.org/protocol/disco#items",
  rosterVersioning: "urn:xmpp:features:rosterver",
  time: "urn:xmpp:time",
  carbons: "urn:xmpp:carbons:2",
  forward: "urn:xmpp:forward:0",
  hints: "urn:xmpp:hints",
  chatStates: "http://jabber.org/protocol/chatstates",
} as const;

/** The content namespaces in which iq, message and presence are stanzas (RFC 6120 §4.8.2, XEP-0114). */
export const CONTENT_NAMESPACES: readonly string[] = [NS.client, NS.server, NS.component];
