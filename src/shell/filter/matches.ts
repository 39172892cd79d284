// Whether an entry is what a filter says.
import { redactFragment, redactXml } from "../../render/secrets/redact.ts";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { localNameOf } from "../../xml/names.ts";
import { isIn } from "../entry-numbers.ts";
import { fitsJid } from "./addressed.ts";
import type { Expression, Kind } from "./expression.ts";
import { fitsNamespace, hasNamespace, hasPath } from "./inside.ts";
import { textsIn } from "./texts.ts";
import { fitsWildcard } from "./wildcard.ts";

/** What a filter has to know besides the entry. */
export interface Surroundings {
  /** The filter of that name. */
  named(name: string): Expression | undefined;
  /** The client that a name means, or that had it before it was renamed. */
  clientId(name: string): ClientId | undefined;
  /** Whether secrets are shown: where they are not, they are not found either. */
  showsSecrets(): boolean;
}

/** Only what went over the wire is anything that a filter can say. */
export function matches(expression: Expression, entry: Entry, around: Surroundings): boolean {
  return entry.type === "traffic" && fits(expression, entry, { ...around, answers: new Map() });
}

interface Looking extends Surroundings {
  /** What the named filters say of the entry: each is asked once, however many others use it. */
  readonly answers: Map<string, boolean>;
}

function fits(expression: Expression, entry: Entry<Traffic>, around: Looking): boolean {
  switch (expression.is) {
    case "all":
      return expression.of.every((part) => fits(part, entry, around));
    case "any":
      return expression.of.some((part) => fits(part, entry, around));
    case "not":
      return !fits(expression.of, entry, around);
    case "named":
      return fitsNamed(expression.name, entry, around);
    case "kind":
      return isKind(expression.kind, entry);
    case "numbered":
      return isIn(entry.n, expression.ranges);
    case "text":
      return hasText(entry, expression.search, around);
    case "client":
      return (expression.id ?? around.clientId(expression.value)) === entry.client;
    case "ns":
      return isOfNamespace(entry, expression.value);
    case "path":
      return entry.event.type === "element" && hasPath(entry.event.element, expression.value);
    case "from":
    case "to": {
      const jid = attributeOf(entry, expression.is);
      return jid !== undefined && fitsJid(expression.value, jid);
    }
    case "id":
      return fitsWildcard(expression.value, attributeOf(entry, "id") ?? "");
    case "type":
      return fitsWildcard(expression.value, typeOf(entry) ?? "");
  }
}

function fitsNamed(name: string, entry: Entry<Traffic>, around: Looking): boolean {
  const known = around.answers.get(name);
  if (known !== undefined) return known;
  const named = around.named(name);
  const answer = named !== undefined && fits(named, entry, around);
  around.answers.set(name, answer);
  return answer;
}

function isKind(kind: Kind, { from, event }: Entry<Traffic>): boolean {
  switch (kind) {
    case "in":
      return from === "server";
    case "out":
      return from === "client";
    case "message":
    case "presence":
    case "iq":
      return event.type === "element" && event.kind === "stanza" && localNameOf(event.element) === kind;
    case "stanza":
    case "nonza":
      return event.type === "element" && event.kind === kind;
    case "stream":
      return (
        event.type === "open" ||
        event.type === "close" ||
        (event.type === "element" && ["features", "stream-error"].includes(event.kind))
      );
    case "error":
      return event.type === "violation" || (event.type === "element" && isError(event.kind, event.element));
    case "whitespace":
      return event.type === "whitespace";
  }
}

/** `<failure/>` ends SASL and STARTTLS (RFC 6120 §5.4.2.2, §6.4.5), `<failed/>` stream management (XEP-0198 §3). */
function isError(kind: string, element: Element): boolean {
  if (kind === "stanza") return attribute(element, "type") === "error";
  return kind === "stream-error" || (kind === "nonza" && /^fail(ure|ed)$/.test(localNameOf(element)));
}

function attributeOf({ event }: Entry<Traffic>, name: "from" | "to" | "id" | "type"): string | undefined {
  if (event.type === "element") return attribute(event.element, name);
  return event.type === "open" && name !== "type" ? event.header[name] : undefined;
}

/** RFC 6121 §5.2.2: a message without a type is a normal one. */
function typeOf(entry: Entry<Traffic>): string | undefined {
  return attributeOf(entry, "type") ?? (isKind("message", entry) ? "normal" : undefined);
}

function isOfNamespace({ event }: Entry<Traffic>, wanted: string): boolean {
  if (event.type === "element") return hasNamespace(event.element, wanted);
  if (event.type !== "open") return false;
  const { namespace, contentNamespace = "" } = event.header;
  return fitsNamespace(wanted, namespace) || fitsNamespace(wanted, contentNamespace);
}

function hasText(
  { event }: Entry<Traffic>,
  search: (text: string) => unknown,
  { showsSecrets }: Surroundings,
): boolean {
  for (const text of textsIn(showsSecrets() ? event.raw : withoutSecrets(event)))
    if (search(text) !== undefined) return true;
  return false;
}

function withoutSecrets({ type, raw }: Traffic["event"]): string {
  return type === "element" ? redactXml(raw) : redactFragment(raw);
}
