// The words of a pattern that fits again when the script is run: what a server makes up anew each time is not in it.
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { localNameOf, namespaceOf, type ReceivedAttribute } from "../../xml/names.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Captures } from "./captures.ts";
import type { Known } from "./known.ts";
import { literalValue } from "./literal.ts";
import { isCounted, isMadeUp } from "./made-up.ts";
import type { Moment } from "./timeline.ts";
import type { Typed } from "./typed.ts";
import type { Value } from "./values.ts";
import type { Dialect } from "./write-pattern.ts";

export interface Words {
  readonly known: Known;
  readonly typed: Typed;
  readonly captures: Captures;
}

/**
 * What a received element is: the reply that a command claims, so that it is known whose it is; the reply to XML that was
 * typed; or any other.
 */
export type Role = "claimed" | "reply" | "other";

/** What people read is what they wrote, also where it is somebody's JID. */
const FOR_PEOPLE = new Set(["body", "subject"]);

export function looseDialect(entry: Entry<Traffic>, root: Element, role: Role, words: Words): Dialect {
  const write = (value: Value) => writeValue(value, entry, words);
  return {
    attribute(of, received) {
      if (of === root && isLeftOut(received, { root, role, moment: entry, known: words.known }))
        return undefined;
      if (isVersionOfRoster(of, received) || isDetailOfError(of, received)) return undefined;
      if (received.local === "seconds" && namespaceOf(of) === "jabber:iq:last") return "{any}";
      return write({ value: received.value, element: localNameOf(of), attribute: received.local });
    },
    text: (of, text) => write({ value: text, element: localNameOf(of) }),
    keeps(child) {
      // RFC 6120 §8.3.1: an error may have the request in it. Its text is for people, and in words of the server's own.
      if (child.parent === root && attribute(root, "type") === "error") return child.getName() === "error";
      return !(child.getName() === "text" && child.parent !== null && isError(child.parent));
    },
    marks: () => "",
  };
}

function writeValue(value: Value, moment: Moment, { known, typed, captures }: Words): string {
  const text = value.value;
  const captured = captures.get(moment.n)?.get(text);
  if (captured !== undefined) return `{capture:${captured}}`;
  const variable = known.variable(text, moment);
  if (variable !== undefined) return variable;
  if (value.attribute === undefined && FOR_PEOPLE.has(value.element)) return literalValue(text);
  const address = known.jid(text, moment) ?? known.domain(text, moment);
  if (address !== undefined) return address;
  const isTyped = (typed.get(text) ?? Number.POSITIVE_INFINITY) < moment.n;
  if (isMadeUp(value) && (!isTyped || isCounted(value))) return "{any}";
  return known.wasOwn(text) ? "{re:${bare}/.+}" : literalValue(text);
}

interface AtRoot {
  readonly root: Element;
  readonly role: Role;
  readonly moment: Moment;
  readonly known: Known;
}

/** What servers put on stanzas each in their own way. */
function isLeftOut(
  { name, local, value }: ReceivedAttribute,
  { root, role, moment, known }: AtRoot,
): boolean {
  if (name === "xml:lang") return true;
  if (local === "to") return role !== "other" || known.jid(value, moment) !== undefined;
  // Measured: what was sent without `to` Prosody answers from nowhere, and ejabberd from the own bare JID.
  if (local === "from") return role === "claimed" || (role === "reply" && isOwn(value, moment, known));
  if (local === "id") return role === "claimed";
  return local === "by" && root.getName() === "error";
}

function isOwn(value: string, moment: Moment, known: Known): boolean {
  return known.jid(value, moment) !== undefined;
}

/** RFC 6121 §2.6: it counts the changes of the roster. */
function isVersionOfRoster(of: Element, { local }: ReceivedAttribute): boolean {
  return local === "ver" && namespaceOf(of) === NS.roster;
}

/** Who says so, the number that conditions had before 2004 (XEP-0086): a server may leave them out. */
function isDetailOfError(of: Element, { local }: ReceivedAttribute): boolean {
  return of.getName() === "error" && (local === "by" || local === "code");
}

function isError(element: Element): boolean {
  return element.getName() === "error" || element.getName() === "failure";
}
