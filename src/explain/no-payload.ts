// Text in an iq where an element belongs: `iq get jabber:iq:roster`.
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import { shortened } from "./shortened.ts";

/** Requests that people name by their namespace alone, and the commands that make them. */
const REQUESTS: ReadonlyMap<string, { readonly name: string; readonly command?: string }> = new Map([
  [NS.roster, { name: "query", command: "roster" }],
  [NS.discoInfo, { name: "query", command: "disco" }],
  [NS.discoItems, { name: "query", command: "disco items" }],
  [NS.version, { name: "query", command: "version" }],
  [NS.ping, { name: "ping", command: "ping" }],
  [NS.time, { name: "time" }],
  [NS.bind, { name: "bind", command: "bind" }],
]);

/** RFC 6120 §8.2.3: a get or set has one child element, which says what is asked for. */
export function remarksOnPayload(stanza: Element): readonly string[] {
  const type = attribute(stanza, "type") ?? "";
  if (stanza.getName() !== "iq" || !["get", "set"].includes(type)) return [];
  const text = stanza.getText().trim();
  if (stanza.getChildElements().length > 0 || text === "") return [];
  return [
    `an iq of type ${type} has an element in it, and here is only text: ${advice(text)} (RFC 6120 §8.2.3)`,
  ];
}

function advice(text: string): string {
  const meant = REQUESTS.get(text);
  const command = meant?.command === undefined ? "" : `, or run "${meant.command}"`;
  if (meant) return `write <${meant.name} xmlns='${text}'/>${command}`;
  return /^[a-z]+:[^\s]+$/i.test(text)
    ? `write <query xmlns='${shortened(text)}'/>, or the name that belongs to this namespace`
    : "write it as XML, <query xmlns='NAMESPACE'/>";
}
