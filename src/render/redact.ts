// The one door for what is stored, piped or exported: secrets are taken out, and what comes out says so.
import type { StreamEvent } from "../stream/event.ts";
import type { ClientId, CommandLine, Entry, Traffic } from "../transcript/entry.ts";
import { pieces } from "./markup.ts";

export const MASK = "[redacted]";

/** A value that is shown as it is or redacted; elements are left out, because they hold what the raw text does. */
export type Shown<T> = T extends Traffic
  ? Omit<T, "event"> & { readonly event: Shown<StreamEvent>; readonly redacted?: true }
  : T extends { readonly type: "element" }
    ? Omit<T, "element">
    : T extends CommandLine
      ? T & { readonly redacted?: true }
      : T;

// First-level elements of SASL (RFC 6120 §6.4), and elements with secrets wherever they stand: SASL2 (XEP-0388), its
// tokens (XEP-0484), registration (XEP-0077), jabber:iq:auth (XEP-0078) and components (XEP-0114).
const SASL = ["auth", "response", "challenge", "success"];
const ANYWHERE = ["initial-response", "additional-data", "password", "digest", "handshake", "token"];
const BEGINS_SECRET = new RegExp(
  `<(?:[^\\s<>/:]+:)?(?:${[...SASL, ...ANYWHERE].join("|")})(?=[\\s/>])[^>]*>?`,
);

/** The XML with its secrets masked: tags and the mechanism stay. The same text where there are none. */
export function redactXml(raw: string): string {
  if (!BEGINS_SECRET.test(raw) && !raw.includes("<field")) return raw;
  const open: boolean[] = [];
  let inPrivateField = false;
  let result = "";
  for (const { type, text, name } of pieces(raw)) {
    const isSecret = open.includes(true);
    if (type === "start") {
      if (name === "field") inPrivateField = /\s(var|type)\s*=\s*["'](password|text-private)["']/.test(text);
      open.push(
        ANYWHERE.includes(name) ||
          (open.length === 0 && SASL.includes(name)) ||
          (name === "value" && inPrivateField),
      );
    } else if (type === "end") open.pop();
    if (type === "text" && text.trim() !== "" && isSecret) result += MASK;
    else result += name === "token" ? text.replace(/(\stoken\s*=\s*)("[^"]*"|'[^']*')/, `$1'${MASK}'`) : text;
  }
  return result;
}

/** Text that may be a piece of XML only, behind `before`: everything from the first secret on is masked. */
export function redactFragment(raw: string, before = ""): string {
  const begins = BEGINS_SECRET.exec(before + raw);
  if (!begins) return raw;
  const secret = begins.index + begins[0].length - before.length;
  if (raw === "" || secret >= raw.length) return raw;
  return raw.slice(0, Math.max(0, secret)) + MASK;
}

/** Redacts what was written in two goes, so that each still ends where it did. */
function redactInTwo(raw: string, begun: number): string {
  const before = raw.slice(0, begun);
  return redactFragment(before) + redactFragment(raw.slice(begun), before);
}

/** Redacts entries in their order: a secret may be split over several. */
export class Redactor {
  /** What has come of an unfinished element, by client and side. */
  readonly #begun = new Map<string, string>();

  redact(entry: Entry): Shown<Entry> {
    if (entry.type === "command") {
      return entry.masked === entry.line ? entry : { ...entry, line: entry.masked, redacted: true };
    }
    if (entry.type !== "traffic") return entry;
    const event = this.#redactEvent(entry);
    if (event === entry.event) return entry;
    const { event: _, begun, ...rest } = entry;
    const kept = begun === undefined ? {} : { begun: redactFragment(entry.event.raw.slice(0, begun)).length };
    return { ...rest, ...kept, event, redacted: true };
  }

  #redactEvent({
    client,
    from,
    event,
    begun = 0,
  }: Traffic & { readonly client: ClientId }): Shown<StreamEvent> {
    const key = `${from} ${client}`;
    const before = this.#begun.get(key) ?? "";
    if (event.type === "fragment" || event.type === "violation") {
      const raw = redactFragment(event.raw, before);
      const begun = before + event.raw;
      // Of a secret under way its start tag is enough to know it by, however long it gets.
      this.#begun.set(key, BEGINS_SECRET.exec(begun)?.[0] ?? begun.slice(-LONGEST_TAG));
      if (raw === event.raw && !(event.bytes && BEGINS_SECRET.test(before + event.raw))) return event;
      const { bytes: _, ...rest } = event;
      return { ...rest, raw };
    }
    this.#begun.delete(key);
    const raw = begun === 0 ? redactXml(event.raw) : redactInTwo(event.raw, begun);
    return raw === event.raw ? event : { ...event, raw };
  }
}

/** Enough of what came before to recognise a start tag that was split. */
const LONGEST_TAG = 65_536;
