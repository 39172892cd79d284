// What an error condition means, what usually causes it and what to do: facts and our own words. Cause and remedy
// are judgement, not specification.

export interface Condition {
  readonly name: string;
  /** Where it is defined, as "RFC 6120 §4.9.3.6". */
  readonly spec: string;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
  /** The error type that usually comes with a stanza error, for example "cancel". */
  readonly type?: string;
}

/** Stream errors: fatal for the stream. RFC 6120 §4.9.3 */
export const STREAM_ERRORS: readonly Condition[] = [
  {
    name: "bad-format",
    spec: "RFC 6120 §4.9.3.1",
    meaning: "The peer could not process the XML you sent; a catch-all used when no sharper XML error fits.",
    cause: "A hand-typed stanza with broken markup, or raw text typed onto the stream.",
    remedy: "Check tags and quoting, reconnect, and send one complete element at a time.",
  },
  {
    name: "bad-namespace-prefix",
    spec: "RFC 6120 §4.9.3.2",
    meaning: "A prefix on an element is one the server does not accept, or a required prefix is missing.",
    cause:
      "Using something other than the usual stream: prefix for the stream element, or writing <features> style elements without their prefix.",
    remedy: "Declare xmlns:stream and use the stream: prefix exactly as in the standard header.",
  },
  {
    name: "conflict",
    spec: "RFC 6120 §4.9.3.3",
    meaning: "Two streams clash: the server drops the old one or refuses the new one.",
    cause: "Logging in a second time with the same resource, so the newer session pushes out the older.",
    remedy:
      "Use another resource (or let the server choose one) and do not auto-reconnect with the same name in a loop.",
  },
  {
    name: "connection-timeout",
    spec: "RFC 6120 §4.9.3.4",
    meaning: "One side decided the other can no longer be reached over this stream.",
    cause: "A laptop that slept, a dropped network, or never answering pings or acknowledgement requests.",
    remedy:
      "Reconnect; answer XEP-0199 pings and <r/> requests; resume the session if stream management was on.",
  },
  {
    name: "host-gone",
    spec: "RFC 6120 §4.9.3.5",
    meaning: "The domain in to= used to be served here but no longer is.",
    cause: "The service moved or a virtual host was removed.",
    remedy: "Look up the domain again (DNS SRV) or ask the operator where it moved.",
  },
  {
    name: "host-unknown",
    spec: "RFC 6120 §4.9.3.6",
    meaning: "The server does not serve the domain named in to=.",
    cause:
      "Putting the machine name or IP in to= instead of the domain of the JID, a typo, or a virtual host not configured.",
    remedy: "Set to= to the domain part of your JID and check the server configuration.",
  },
  {
    name: "improper-addressing",
    spec: "RFC 6120 §4.9.3.7",
    meaning: "A stanza between servers has a missing, empty or invalid to or from.",
    cause: "A component or server sending stanzas without both addresses.",
    remedy: "Give every stanza on that stream a valid to and from.",
  },
  {
    name: "internal-server-error",
    spec: "RFC 6120 §4.9.3.8",
    meaning: "Something is broken inside the server, so it cannot carry on with this stream.",
    cause: "Misconfigured database or module on the server.",
    remedy: "Retry later; read the server log; if it is your server, fix what the log reports.",
  },
  {
    name: "invalid-from",
    spec: "RFC 6120 §4.9.3.9",
    meaning: "A from address does not belong to the identity you authenticated as.",
    cause: "Writing someone else's JID, or a wrong resource, in from=.",
    remedy: "Leave from= out of client stanzas; the server fills it in.",
  },
  {
    name: "invalid-namespace",
    spec: "RFC 6120 §4.9.3.10",
    meaning: "The stream namespace or the default namespace is not one the server accepts.",
    cause:
      "A typo in http://etherx.jabber.org/streams, or using jabber:server on a client port; or the stream restart after authentication was forgotten (measured: Prosody answers invalid-namespace, ejabberd invalid-xml).",
    remedy:
      "Copy the header exactly: stream namespace plus jabber:client for clients; after <success/> send the stream header again first.",
  },
  {
    name: "invalid-xml",
    spec: "RFC 6120 §4.9.3.11",
    meaning: "A server that validates against schemas rejected well-formed but not valid XML.",
    cause:
      "An attribute value outside the allowed list, such as an unknown iq type; or the stream restart after authentication was forgotten (measured: Prosody answers invalid-namespace, ejabberd invalid-xml).",
    remedy:
      "Compare the element with its schema in the defining specification; after <success/> send the stream header again first.",
  },
  {
    name: "not-authorized",
    spec: "RFC 6120 §4.9.3.12",
    meaning: "You tried something on the stream that needs authentication (or permission) first.",
    cause:
      "Sending a message or iq before authentication is finished, or too many attempts to authenticate that failed on some servers.",
    remedy: "Finish STARTTLS, SASL and binding before sending stanzas.",
  },
  {
    name: "not-well-formed",
    spec: "RFC 6120 §4.9.3.13",
    meaning: "The XML breaks the basic rules of XML or of namespaces.",
    cause: "An unclosed tag, an unescaped & or <, or a prefix that was never declared.",
    remedy: "Close every tag, write &amp; and &lt;, declare prefixes, then reconnect.",
  },
  {
    name: "policy-violation",
    spec: "RFC 6120 §4.9.3.14",
    meaning: "A local rule of the server was broken.",
    cause:
      "Stanza too large, sending too fast, too many attempts to authenticate, or plain text where TLS is required.",
    remedy: "Read the <text/> and any extra condition, slow down or shrink the stanza, then reconnect.",
  },
  {
    name: "remote-connection-failed",
    spec: "RFC 6120 §4.9.3.15",
    meaning:
      "The server could not reach another machine that it needs for your authentication or authorisation.",
    cause: "An external authentication backend or a dialback peer is down.",
    remedy: "Try later; the operator has to check the remote service.",
  },
  {
    name: "reset",
    spec: "RFC 6120 §4.9.3.16",
    meaning: "The server closes the stream so that security and features are negotiated afresh.",
    cause: "Certificates or keys changed, or new features became available.",
    remedy: "Simply reconnect and do the whole handshake again, including a full TLS handshake.",
  },
  {
    name: "resource-constraint",
    spec: "RFC 6120 §4.9.3.17",
    meaning: "The server is out of some resource and will not serve this stream.",
    cause: "Connection limit reached, memory or file descriptors exhausted.",
    remedy: "Wait with a growing delay, then reconnect; close sessions you do not need.",
  },
  {
    name: "restricted-xml",
    spec: "RFC 6120 §4.9.3.18",
    meaning: "The stream contained an XML feature that XMPP forbids.",
    cause: "A comment, a processing instruction, a DTD or a custom entity such as &nbsp;.",
    remedy: "Remove comments and use only the five built-in entities or numeric references.",
  },
  {
    name: "see-other-host",
    spec: "RFC 6120 §4.9.3.19",
    meaning: "The server asks you to connect to another address, given as the text of the element.",
    cause: "Load balancing or maintenance.",
    remedy:
      "Connect to the given host and port, but keep the same to= and check the certificate for the original domain.",
  },
  {
    name: "system-shutdown",
    spec: "RFC 6120 §4.9.3.20",
    meaning: "The server is going down and closes every stream.",
    cause: "A restart or upgrade.",
    remedy: "Wait a random short time and reconnect.",
  },
  {
    name: "undefined-condition",
    spec: "RFC 6120 §4.9.3.21",
    meaning:
      "None of the named conditions fits; the real reason is in an extra, application-specific element.",
    cause: "An extension detected an error, for example a wrong stream-management counter.",
    remedy: "Look at the sibling element with its own namespace and look that up.",
  },
  {
    name: "unsupported-encoding",
    spec: "RFC 6120 §4.9.3.22",
    meaning: "The bytes are not valid UTF-8 or another encoding was declared.",
    cause: "Sending Latin-1 or UTF-16, or cutting a multi-byte character in half.",
    remedy: "Send UTF-8 only, with no other encoding in the XML declaration.",
  },
  {
    name: "unsupported-feature",
    spec: "RFC 6120 §4.9.3.23",
    meaning:
      "The side that opens the stream gives up because every mandatory feature offered is unknown to it.",
    cause: "A server that demands a feature your client lacks.",
    remedy: "Use a client that supports the feature, or ask the operator to make it optional.",
  },
  {
    name: "unsupported-stanza-type",
    spec: "RFC 6120 §4.9.3.24",
    meaning: "A top-level element on the stream is neither a stanza nor anything else the server knows.",
    cause: "Sending a bare <query/> or <pubsub/> without an iq around it.",
    remedy: "Wrap payloads in message, presence or iq.",
  },
  {
    name: "unsupported-version",
    spec: "RFC 6120 §4.9.3.25",
    meaning: "The version attribute of the stream header is not supported.",
    cause: "version missing or not 1.0.",
    remedy: "Send version='1.0'.",
  },
];

/** SASL failures: the stream stays open for another attempt. RFC 6120 §6.5 */
export const SASL_FAILURES: readonly Condition[] = [
  {
    name: "aborted",
    spec: "RFC 6120 §6.5.1",
    meaning: "The server confirms that your side cancelled the attempt to authenticate.",
    cause: "You (or the client) sent <abort/>.",
    remedy: "Start again with a new <auth/> if you still want to authenticate.",
  },
  {
    name: "account-disabled",
    spec: "RFC 6120 §6.5.2",
    meaning: "The account exists but is switched off for now.",
    cause: "An administrator or a policy disabled the account.",
    remedy: "Contact the operator; the text element may say how.",
  },
  {
    name: "credentials-expired",
    spec: "RFC 6120 §6.5.3",
    meaning: "The password, token or certificate was right once but is too old now.",
    cause: "An expired access token or a password-age policy.",
    remedy: "Get a fresh token or change the password, then authenticate again.",
  },
  {
    name: "encryption-required",
    spec: "RFC 6120 §6.5.4",
    meaning: "This mechanism is only allowed on an encrypted stream.",
    cause: "Trying PLAIN before STARTTLS.",
    remedy: "Do STARTTLS (or direct TLS) first, then authenticate.",
  },
  {
    name: "incorrect-encoding",
    spec: "RFC 6120 §6.5.5",
    meaning: "The base64 in your element could not be decoded.",
    cause: "Line breaks, spaces or the URL-safe alphabet in the base64, or sending raw text.",
    remedy: "Encode with standard base64, padded, on one line; use = alone for an empty initial response.",
  },
  {
    name: "invalid-authzid",
    spec: "RFC 6120 §6.5.6",
    meaning: "The identity you asked to act as is malformed or not yours to use.",
    cause: "Filling the authorisation identity with something other than your own bare JID.",
    remedy: "Leave the authorisation identity empty.",
  },
  {
    name: "invalid-mechanism",
    spec: "RFC 6120 §6.5.7",
    meaning: "The mechanism name is missing or not offered.",
    cause: "A typo, lower-case letters, or picking a mechanism that is not in the server's list.",
    remedy: "Choose a name exactly as listed in <mechanisms/>.",
  },
  {
    name: "malformed-request",
    spec: "RFC 6120 §6.5.8",
    meaning: "The data does not follow the rules of the mechanism or of the SASL elements.",
    cause: "Wrong separators in PLAIN (needs two NUL bytes), or a broken SCRAM message.",
    remedy: "Rebuild the message: PLAIN is NUL user NUL password, then base64.",
  },
  {
    name: "mechanism-too-weak",
    spec: "RFC 6120 §6.5.9",
    meaning: "Server policy wants a stronger mechanism for this user.",
    cause: "Using PLAIN or DIGEST-MD5 where SCRAM is demanded, or SCRAM without channel binding.",
    remedy: "Use a stronger offered mechanism.",
  },
  {
    name: "not-authorized",
    spec: "RFC 6120 §6.5.10",
    meaning: "Authentication failed; on purpose the server does not say whether user or password was wrong.",
    cause: "Wrong password, wrong user name (the part before @ only), or a failed channel-binding check.",
    remedy: "Re-enter the credentials; check the domain; try another mechanism if a proxy sits in between.",
  },
  {
    name: "temporary-auth-failure",
    spec: "RFC 6120 §6.5.11",
    meaning: "The server cannot check credentials right now.",
    cause: "The user database or directory is unreachable.",
    remedy: "Wait and try again; do not change the password.",
  },
];

/** Stanza errors: about one stanza only. RFC 6120 §8.3.3 */
export const STANZA_ERRORS: readonly Condition[] = [
  {
    name: "bad-request",
    spec: "RFC 6120 §8.3.3.1",
    meaning: "The receiver understood where the stanza belongs but not its content.",
    cause: "A required child or attribute is missing, or an unknown iq type was used.",
    remedy: "Compare with the example in the specification of that namespace.",
    type: "modify",
  },
  {
    name: "conflict",
    spec: "RFC 6120 §8.3.3.2",
    meaning: "Something with that name already exists.",
    cause: "A nickname taken in a room, a resource in use, or a user name that is already registered.",
    remedy: "Choose another name.",
    type: "cancel",
  },
  {
    name: "feature-not-implemented",
    spec: "RFC 6120 §8.3.3.3",
    meaning: "The receiver knows the protocol but not this part of it.",
    cause: "Asking a service for an optional feature it lacks.",
    remedy: "Query disco#info first and use only listed features.",
    type: "cancel or modify",
  },
  {
    name: "forbidden",
    spec: "RFC 6120 §8.3.3.4",
    meaning: "You are known, but your role does not allow this.",
    cause: "Being banned from a room, or trying an owner or admin action as a plain user.",
    remedy: "Ask for the right affiliation or role.",
    type: "auth",
  },
  {
    name: "gone",
    spec: "RFC 6120 §8.3.3.5",
    meaning: "The address is permanently gone; the text may give the new one.",
    cause: "A moved account or a deleted room.",
    remedy: "Use the new address from the element text, or drop the contact.",
    type: "cancel",
  },
  {
    name: "internal-server-error",
    spec: "RFC 6120 §8.3.3.6",
    meaning: "The server or service failed while handling the stanza.",
    cause: "A bug or a broken backend in the service.",
    remedy: "Retry once later and report it with the stanza id.",
    type: "cancel",
  },
  {
    name: "item-not-found",
    spec: "RFC 6120 §8.3.3.7",
    meaning: "The JID, node or item does not exist.",
    cause: "A typo in a room or node name, or an item that was deleted.",
    remedy: "Check the spelling; list what exists with disco#items.",
    type: "cancel",
  },
  {
    name: "jid-malformed",
    spec: "RFC 6120 §8.3.3.8",
    meaning: "An address breaks the rules for JIDs.",
    cause: "Two @ signs, a space in the name, or an empty part.",
    remedy: "Write it as local@domain/resource with permitted characters (RFC 7622).",
    type: "modify",
  },
  {
    name: "not-acceptable",
    spec: "RFC 6120 §8.3.3.9",
    meaning: "Understood, but it does not meet the receiver's conditions.",
    cause:
      "Form fields missing or out of range, a message to someone you have blocked, or a nickname not allowed in the room.",
    remedy: "Adjust the request to the stated conditions and send it again.",
    type: "modify",
  },
  {
    name: "not-allowed",
    spec: "RFC 6120 §8.3.3.10",
    meaning: "Nobody may do this here, whatever their role.",
    cause:
      "Creating rooms on a service where that is disabled, or doing an action the service never permits.",
    remedy: "Use another service or method.",
    type: "cancel",
  },
  {
    name: "not-authorized",
    spec: "RFC 6120 §8.3.3.11",
    meaning:
      "Credentials are missing or wrong for this action (in spite of its name it is about authentication).",
    cause: "Joining a password-protected room without the password, or acting before authentication.",
    remedy: "Supply the password or authenticate first.",
    type: "auth",
  },
  {
    name: "policy-violation",
    spec: "RFC 6120 §8.3.3.12",
    meaning: "A local rule was broken.",
    cause: "Rate limit, spam filter, message too long, or slow mode in a room.",
    remedy: "Read the text, change or delay the stanza.",
    type: "modify or wait",
  },
  {
    name: "recipient-unavailable",
    spec: "RFC 6120 §8.3.3.13",
    meaning: "The receiver is temporarily not there.",
    cause: "The contact or service is offline and you are allowed to know it.",
    remedy: "Try again later.",
    type: "wait",
  },
  {
    name: "redirect",
    spec: "RFC 6120 §8.3.3.14",
    meaning: "Talk to another address for now; it is given in the element text.",
    cause: "A service handing you to another instance.",
    remedy: "Ask the user, then resend to the given address; stop after a few hops.",
    type: "modify",
  },
  {
    name: "registration-required",
    spec: "RFC 6120 §8.3.3.15",
    meaning: "You must register with the service first.",
    cause: "A members-only room or a gateway that needs registration.",
    remedy: "Register (XEP-0077) or ask for membership.",
    type: "auth",
  },
  {
    name: "remote-server-not-found",
    spec: "RFC 6120 §8.3.3.16",
    meaning: "The other domain could not be found or does not answer at all.",
    cause: "A typo in the domain, no DNS record, or port 5269 unreachable.",
    remedy: "Check the spelling and the DNS SRV and address records of that domain.",
    type: "cancel",
  },
  {
    name: "remote-server-timeout",
    spec: "RFC 6120 §8.3.3.17",
    meaning: "The other domain was found but no working connection came about in time.",
    cause: "Firewall on port 5269, or TLS or dialback failing between the servers.",
    remedy: "Wait and retry; check the server-to-server TLS certificates and firewall.",
    type: "wait",
  },
  {
    name: "resource-constraint",
    spec: "RFC 6120 §8.3.3.18",
    meaning: "The receiver is too busy or out of some resource.",
    cause: "Offline storage full, upload quota reached, too many sessions.",
    remedy: "Wait, or free space or sessions.",
    type: "wait",
  },
  {
    name: "service-unavailable",
    spec: "RFC 6120 §8.3.3.19",
    meaning:
      "The receiver does not offer this, or the server hides whether it does; the most common error for newcomers.",
    cause:
      "Sending an iq to a namespace nobody handles, to an offline user, to a full JID that is not connected, or to someone who does not know you.",
    remedy:
      "Check the to= address and disco#info; use the full JID of an online client; become contacts first.",
    type: "cancel",
  },
  {
    name: "subscription-required",
    spec: "RFC 6120 §8.3.3.20",
    meaning: "You need a subscription first.",
    cause: "Reading a presence-protected pubsub node or account data of a non-contact.",
    remedy: "Send a presence subscription, or subscribe to the node.",
    type: "auth",
  },
  {
    name: "undefined-condition",
    spec: "RFC 6120 §8.3.3.21",
    meaning: "The real reason is in an extra element from another namespace.",
    cause: "An extension-specific failure.",
    remedy: "Look up the extra child of <error/>.",
    type: "any",
  },
  {
    name: "unexpected-request",
    spec: "RFC 6120 §8.3.3.22",
    meaning: "Understood, but it comes at the wrong moment.",
    cause:
      "Doing a step out of order, such as enabling stream management before binding or unsubscribing twice.",
    remedy: "Follow the order given in the specification; check your state.",
    type: "wait or modify",
  },
];
