// What the two sides of a handshake say, for tests.
const NAMESPACES = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

export const C_HEADER = `C: <stream:stream to='localhost' version='1.0' ${NAMESPACES}>`;
export const S_HEADER = `S: <stream:stream from='localhost' id='s1' version='1.0' ${NAMESPACES}>`;
export const S_MECHANISMS =
  "S: <stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>";
export const C_AUTH =
  "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
export const S_SUCCESS = "S: <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
export const S_FAILURE = "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
export const S_BIND =
  "S: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";
export const C_BIND = "C: <iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";
export const S_BOUND =
  "S: <iq type='result' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@localhost/desk</jid></bind></iq>";
export const C_END = "C: </stream:stream>";
export const S_END = "S: </stream:stream>";

/** The walk, step by step, as far as it is needed. */
export const OPENED: readonly string[] = [C_HEADER, S_HEADER, S_MECHANISMS];
export const AUTHENTICATED: readonly string[] = [...OPENED, C_AUTH, S_SUCCESS];
export const RESTARTED: readonly string[] = [...AUTHENTICATED, C_HEADER, S_HEADER, S_BIND];
export const BOUND: readonly string[] = [...RESTARTED, C_BIND, S_BOUND];

export function streamError(condition: string, text = ""): string {
  const said = text && `<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${text}</text>`;
  return `S: <stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>${said}</stream:error>`;
}
