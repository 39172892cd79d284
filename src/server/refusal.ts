// The stanza that turns another one down (RFC 6120 §8.3).
import { attribute, Element } from "../xml/element.ts";
import { stanzaError } from "../xmpp/stanzas.ts";

/** Turns a request down, or a stanza: becomes a stanza error (RFC 6120 §8.3). */
export class StanzaRefusal extends Error {
  readonly condition: string;
  readonly type: "auth" | "cancel" | "continue" | "modify" | "wait";
  constructor(condition: string, type: StanzaRefusal["type"], text?: string) {
    super(text ?? "");
    this.condition = condition;
    this.type = type;
  }
}

/** Undefined where nothing may be said: an error is never answered, nor an iq of type result (§8.3.1, §8.2.3). */
export function refusalOf(stanza: Element, { condition, type, message }: StanzaRefusal): Element | undefined {
  const isAnswer = ["error", "result"].includes(attribute(stanza, "type") ?? "");
  if (isAnswer) return undefined;
  const { from, to, id } = stanza.attrs;
  const reply = new Element(stanza.getName(), answered({ type: "error", id, from: to, to: from }));
  reply.append(stanzaError(condition, type, message === "" ? undefined : message));
  return reply;
}

/** An iq of type result, with its payload where there is one. */
export function resultOf(iq: Element, payload: Element | undefined): Element {
  const { from, to, id } = iq.attrs;
  const reply = new Element("iq", answered({ type: "result", id, from: to, to: from }));
  if (payload) reply.append(payload);
  return reply;
}

/** What is undefined is left out. */
function answered(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
