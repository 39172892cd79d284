// What a line does on the wire, and whether another line does the same: what is compared is what was done, not how it
// was written.
import type { StreamEvent } from "../stream/event.ts";
import { StreamReader } from "../stream/reader.ts";
import { attribute, type Element } from "../xml/element.ts";
import { bareJid, formatJid, parseJid, sameJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

/** One thing that is sent. */
export type Act =
  | { readonly kind: "header"; readonly contentNamespace: string; readonly header: StreamHeader }
  | { readonly kind: "element"; readonly element: Element }
  | { readonly kind: "close" }
  | { readonly kind: "broken" };

/** What whoever does it is called, and what need not be the same. */
export interface Leeway {
  /** The own JID, as it is bound. */
  readonly own?: string | undefined;
  /** Whether any SASL mechanism will do. */
  readonly mechanism: "the same" | "any";
}

/** Undefined for what means nothing by itself: whitespace, and what is not whole. */
export function actOf(event: StreamEvent): Act | undefined {
  switch (event.type) {
    case "open":
      return {
        kind: "header",
        contentNamespace: event.header.contentNamespace ?? "",
        header: event.header,
      };
    case "element":
      return { kind: "element", element: event.element };
    case "close":
      return { kind: "close" };
    case "violation":
      return event.fatal ? { kind: "broken" } : undefined;
    case "whitespace":
    case "fragment":
      return undefined;
  }
}

/** Reads what a client sends on a stream that is open already, unless it begins one. */
export function readActs(sent: Uint8Array, contentNamespace: string): readonly Act[] {
  const acts: Act[] = [];
  let isReading = false;
  const reader = new StreamReader(
    (event) => {
      const act = isReading ? actOf(event) : undefined;
      if (act) acts.push(act);
    },
    { newDocuments: "always" },
  );
  reader.write(
    Buffer.from(`<stream:stream xmlns="${contentNamespace}" xmlns:stream="${NS.stream}" version="1.0">`),
  );
  isReading = true;
  reader.write(sent);
  return acts;
}

export function doesTheSame(wanted: Act, done: Act, leeway: Leeway): boolean {
  switch (wanted.kind) {
    case "header":
      return done.kind === "header" && done.contentNamespace === wanted.contentNamespace;
    case "close":
    case "broken":
      return done.kind === wanted.kind;
    case "element":
      return done.kind === "element" && isSameElement(wanted.element, done.element, leeway);
  }
}

function isSameElement(wanted: Element, done: Element, leeway: Leeway): boolean {
  return (
    wanted.getName() === done.getName() &&
    wanted.getNS() === done.getNS() &&
    isSameKind(wanted, done) &&
    isSameAddress(attribute(wanted, "to"), attribute(done, "to"), leeway) &&
    (leeway.mechanism === "any" || attribute(wanted, "mechanism") === attribute(done, "mechanism")) &&
    hasSamePayload(wanted, done)
  );
}

/** RFC 6121 §5.2.2: a message for one person is "chat" or "normal", as its sender likes. */
const FOR_ONE: readonly (string | undefined)[] = [undefined, "normal", "chat"];

function isSameKind(wanted: Element, done: Element): boolean {
  const [one, other] = [attribute(wanted, "type"), attribute(done, "type")];
  return (
    one === other || (wanted.getName() === "message" && FOR_ONE.includes(one) && FOR_ONE.includes(other))
  );
}

/** Which resource is meant is the sender's choice; whether one is meant is not. */
export function isSameAddress(
  wanted: string | undefined,
  done: string | undefined,
  { own }: Leeway,
): boolean {
  // RFC 6120 §10.3: without "to" it is for the own account.
  const account = own === undefined ? undefined : bareOf(own);
  const [one, other] = [wanted ?? account, done ?? account];
  if (one === undefined || other === undefined) return wanted === done;
  const hasResource = (jid: string) => parseJid(jid).resourcepart !== undefined;
  return sameJid(bareOf(one), bareOf(other)) && (!hasResource(one) || hasResource(other));
}

function bareOf(jid: string): string {
  return formatJid(bareJid(parseJid(jid)));
}

/** What in a payload says what is asked for; the rest is the sender's own choice. */
const TELLING = ["node", "type", "action", "subscription"] as const;
/** Left to whoever sends it. */
const OPTIONAL: ReadonlySet<string> = new Set(["resource", "thread"]);

function hasSamePayload(wanted: Element, done: Element): boolean {
  const children = done.getChildElements();
  return wanted
    .getChildElements()
    .filter((child) => !OPTIONAL.has(child.getName()))
    .every((child) =>
      children.some(
        (other) =>
          child.getName() === other.getName() &&
          child.getNS() === other.getNS() &&
          TELLING.every((name) => attribute(child, name) === attribute(other, name)) &&
          hasSamePayload(child, other),
      ),
    );
}
