// Skeletons of stanzas and nonzas, to be filled in at the prompt.
import type { Template } from "./fill-template.ts";
import { NS } from "./namespaces.ts";

const PUBSUB = "http://jabber.org/protocol/pubsub";
const MAM = "urn:xmpp:mam:2";
const RSM = "http://jabber.org/protocol/rsm";
const FORM = "jabber:x:data";
const TUNE = "http://jabber.org/protocol/tune";
const COMMANDS = "http://jabber.org/protocol/commands";
const BLOCKING = "urn:xmpp:blocking";

const toDomain = (type: "get" | "set", payload: string) =>
  `<iq type="${type}" id="{id}" to="{domain}">${payload}</iq>`;
const toOwnAccount = (type: "get" | "set", payload: string) => `<iq type="${type}" id="{id}">${payload}</iq>`;
const toSomebody = (type: "get" | "set", payload: string) =>
  `<iq type="${type}" id="{id}" to="{here}">${payload}</iq>`;
const mamQuery = (field: string, page: string) =>
  [
    `<iq type="set" id="{id}">`,
    `  <query xmlns="${MAM}" queryid="{id}">`,
    ...(field === "" ? [] : [`    ${field}`]),
    `    <set xmlns="${RSM}">${page}</set>`,
    "  </query>",
    "</iq>",
  ].join("\n");

type Row = readonly [name: string, spec: string, summary: string, text: string];

const ROWS: readonly Row[] = [
  ["message", "RFC 6121 §5.2", "a message", `<message to="{here}" id="{id}"><body></body></message>`],
  [
    "chat",
    "RFC 6121 §5.2.2",
    "a message of a conversation between two",
    `<message to="{here}" type="chat" id="{id}"><body></body></message>`,
  ],
  [
    "receipt",
    "XEP-0184",
    "a message that asks whether it was received",
    `<message to="{here}" type="chat" id="{id}"><body></body><request xmlns="urn:xmpp:receipts"/></message>`,
  ],
  [
    "chat-state",
    "XEP-0085",
    "that you are typing",
    `<message to="{here}" type="chat" id="{id}"><composing xmlns="${NS.chatStates}"/></message>`,
  ],
  [
    "presence",
    "RFC 6121 §4.2",
    "that you are there, with a status in words",
    "<presence><status>{here}</status></presence>",
  ],
  [
    "away",
    "RFC 6121 §4.7.2",
    "that you are away, with a status in words",
    "<presence><show>away</show><status>{here}</status></presence>",
  ],
  [
    "subscribe",
    "RFC 6121 §3.1",
    "a request to see somebody's presence",
    `<presence to="{here}" type="subscribe" id="{id}"/>`,
  ],
  [
    "subscribed",
    "RFC 6121 §3.1.4",
    "that somebody may see your presence",
    `<presence to="{here}" type="subscribed" id="{id}"/>`,
  ],
  ["iq-get", "RFC 6120 §8.2.3", "a request that changes nothing", toDomain("get", "{here}")],
  ["iq-set", "RFC 6120 §8.2.3", "a request that changes something", toDomain("set", "{here}")],
  ["ping", "XEP-0199", "whether the server answers", toDomain("get", `<ping xmlns="${NS.ping}"/>`)],
  ["version", "XEP-0092", "which software the server is", toDomain("get", `<query xmlns="${NS.version}"/>`)],
  ["time", "XEP-0202", "what time the server has", toDomain("get", `<time xmlns="${NS.time}"/>`)],
  [
    "disco-info",
    "XEP-0030 §3",
    "what the server is, and what it can do",
    toDomain("get", `<query xmlns="${NS.discoInfo}"/>`),
  ],
  [
    "disco-items",
    "XEP-0030 §4",
    "what there is at the server: services, rooms",
    toDomain("get", `<query xmlns="${NS.discoItems}"/>`),
  ],
  [
    "register",
    "XEP-0077 §3.1",
    "a new account, before you authenticate",
    toDomain("set", `<query xmlns="${NS.register}"><username>{here}</username><password></password></query>`),
  ],
  ["roster-get", "RFC 6121 §2.1.3", "your contacts", toOwnAccount("get", `<query xmlns="${NS.roster}"/>`)],
  [
    "roster-add",
    "RFC 6121 §2.3",
    "a new contact, or another name for one",
    toOwnAccount("set", `<query xmlns="${NS.roster}"><item jid="{here}" name=""/></query>`),
  ],
  [
    "roster-remove",
    "RFC 6121 §2.5",
    "a contact fewer, with the subscriptions",
    toOwnAccount("set", `<query xmlns="${NS.roster}"><item jid="{here}" subscription="remove"/></query>`),
  ],
  ["blocklist", "XEP-0191", "whom you block", toOwnAccount("get", `<blocklist xmlns="${BLOCKING}"/>`)],
  [
    "block",
    "XEP-0191",
    "somebody you want to hear nothing from",
    toOwnAccount("set", `<block xmlns="${BLOCKING}"><item jid="{here}"/></block>`),
  ],
  [
    "unblock",
    "XEP-0191",
    "somebody you want to hear from again",
    toOwnAccount("set", `<unblock xmlns="${BLOCKING}"><item jid="{here}"/></unblock>`),
  ],
  ["vcard-get", "XEP-0054", "somebody's card", toSomebody("get", `<vCard xmlns="vcard-temp"/>`)],
  [
    "mam-query",
    "XEP-0313, XEP-0059",
    "the first ten messages with somebody in your archive",
    mamQuery(
      `<x xmlns="${FORM}" type="submit"><field var="FORM_TYPE" type="hidden"><value>${MAM}</value></field><field var="with"><value>{here}</value></field></x>`,
      "<max>10</max>",
    ),
  ],
  [
    "mam-before",
    "XEP-0313, XEP-0059",
    "the last ten messages in your archive, or the ten before an id",
    mamQuery("", "<max>10</max><before>{here}</before>"),
  ],
  [
    "mam-after",
    "XEP-0313, XEP-0059",
    "the ten messages behind an id in your archive",
    mamQuery("", "<max>10</max><after>{here}</after>"),
  ],
  [
    "pubsub-create",
    "XEP-0060 §8.1",
    "a new node of a service",
    toSomebody("set", `<pubsub xmlns="${PUBSUB}"><create node=""/></pubsub>`),
  ],
  [
    "pubsub-publish",
    "XEP-0060 §7.1",
    "an item for all who subscribe to a node",
    toSomebody(
      "set",
      `<pubsub xmlns="${PUBSUB}"><publish node=""><item><entry xmlns="http://www.w3.org/2005/Atom"><title></title></entry></item></publish></pubsub>`,
    ),
  ],
  [
    "pubsub-subscribe",
    "XEP-0060 §6.1",
    "a subscription to a node",
    toSomebody("set", `<pubsub xmlns="${PUBSUB}"><subscribe node="" jid="{bare}"/></pubsub>`),
  ],
  [
    "pubsub-items",
    "XEP-0060 §6.5",
    "the last items of a node",
    toSomebody("get", `<pubsub xmlns="${PUBSUB}"><items node="" max_items="10"/></pubsub>`),
  ],
  [
    "pep",
    "XEP-0163, XEP-0118",
    "an item of your own for your contacts: what you listen to",
    toOwnAccount(
      "set",
      `<pubsub xmlns="${PUBSUB}"><publish node="${TUNE}"><item><tune xmlns="${TUNE}"><title>{here}</title></tune></item></publish></pubsub>`,
    ),
  ],
  [
    "muc-join",
    "XEP-0045 §7.2",
    "that you enter a room: ROOM@SERVICE/NICK",
    `<presence to="{here}" id="{id}"><x xmlns="${NS.muc}"/></presence>`,
  ],
  [
    "muc-message",
    "XEP-0045 §7.4",
    "a message to a room",
    `<message to="{here}" type="groupchat" id="{id}"><body></body></message>`,
  ],
  [
    "muc-subject",
    "XEP-0045 §8.1",
    "another subject for a room",
    `<message to="{here}" type="groupchat" id="{id}"><subject></subject></message>`,
  ],
  [
    "muc-leave",
    "XEP-0045 §7.14",
    "that you leave a room: ROOM@SERVICE/NICK",
    `<presence to="{here}" type="unavailable" id="{id}"/>`,
  ],
  [
    "muc-config",
    "XEP-0045 §10.2",
    "the form that sets up a room you own",
    toSomebody("get", `<query xmlns="${NS.mucOwner}"/>`),
  ],
  [
    "muc-open",
    "XEP-0045 §10.1.2",
    "a room that you have made, open as it is",
    toSomebody("set", `<query xmlns="${NS.mucOwner}"><x xmlns="${FORM}" type="submit"/></query>`),
  ],
  [
    "upload-slot",
    "XEP-0363",
    "a place to upload a file to",
    toSomebody("get", `<request xmlns="urn:xmpp:http:upload:0" filename="" size="" content-type=""/>`),
  ],
  [
    "command",
    "XEP-0050",
    "the first step of an ad-hoc command",
    toDomain("set", `<command xmlns="${COMMANDS}" node="{here}" action="execute"/>`),
  ],
  [
    "form-submit",
    "XEP-0004, XEP-0050",
    "a form that is filled in, for the next step of a command",
    toDomain(
      "set",
      `<command xmlns="${COMMANDS}" node="{here}" sessionid=""><x xmlns="${FORM}" type="submit"><field var=""><value></value></field></x></command>`,
    ),
  ],
  [
    "carbons-enable",
    "XEP-0280",
    "copies of what your other clients send and receive",
    toOwnAccount("set", `<enable xmlns="${NS.carbons}"/>`),
  ],
  [
    "sm-enable",
    "XEP-0198",
    "stream management, with a session that can be resumed",
    `<enable xmlns="${NS.streamManagement}" resume="true"/>`,
  ],
  ["csi", "XEP-0352", "that nobody looks at this client", `<inactive xmlns="urn:xmpp:csi:0"/>`],
];

export const TEMPLATES: readonly Template[] = ROWS.map(([name, spec, summary, text]) => ({
  name,
  spec,
  summary,
  text,
}));
