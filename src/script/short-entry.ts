// An entry for a report, with what is long in it cut: what a server sends may be as long as the limits allow, and a
// report is read by people. The log has all of it.
import type { Shown } from "../render/secrets/redact.ts";
import type { StreamEvent } from "../stream/event.ts";
import type { ConnectionChange, Derivation, Entry, Traffic } from "../transcript/entry.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

/** Characters of a text. */
const LONGEST = 4000;

export function shortEntry(entry: Shown<Entry>): Shown<Entry> {
  switch (entry.type) {
    case "traffic":
      return shortTraffic(entry);
    case "note":
      // A remark may quote the text that came with an error.
      return { ...entry, text: cut(entry.text) };
    case "derivation":
      return { ...entry, title: cut(entry.title), rows: shortRows(entry) };
    case "connection":
      return shortChange(entry);
    case "command":
    case "expectation":
      return entry;
  }
}

function shortTraffic(entry: Shown<Entry<Traffic>>): Shown<Entry<Traffic>> {
  const { event, begun = 0 } = entry;
  // What came before this entry is told by others; the end of it is enough to know that it was there.
  const start = Math.max(0, begun - LONGEST);
  const raw = event.raw.slice(start, begun) + cut(event.raw.slice(begun));
  return { ...entry, ...(begun === 0 ? {} : { begun: begun - start }), event: shortEvent(event, raw) };
}

function shortEvent(event: Shown<StreamEvent>, raw: string): Shown<StreamEvent> {
  switch (event.type) {
    case "open":
      return { ...event, raw, header: shortHeader(event.header) };
    case "violation":
      return { ...event, raw, detail: cut(event.detail) };
    case "fragment":
    case "element":
    case "close":
    case "whitespace":
      return { ...event, raw };
  }
}

function shortHeader({ name, namespace, ...optional }: StreamHeader): StreamHeader {
  const { contentNamespace, to, from, id, lang, version } = optional;
  return {
    name: cut(name),
    namespace: cut(namespace),
    contentNamespace: contentNamespace && cut(contentNamespace),
    to: to && cut(to),
    from: from && cut(from),
    id: id && cut(id),
    lang: lang && cut(lang),
    version: version && cut(version),
  };
}

function shortRows({ rows }: Derivation): Derivation["rows"] {
  return rows.map((row) => ({
    ...row,
    value: cut(row.value),
    ...(row.meaning === undefined ? {} : { meaning: cut(row.meaning) }),
  }));
}

/** Certificates and what DNS says are bounded by TLS and DNS. */
function shortChange(entry: Entry<ConnectionChange>): Shown<Entry> {
  switch (entry.change) {
    case "failed":
      return { ...entry, cause: cut(entry.cause) };
    case "disconnected":
      return entry.cause === undefined ? entry : { ...entry, cause: cut(entry.cause) };
    case "looked-up":
      return entry.problem === undefined ? entry : { ...entry, problem: cut(entry.problem) };
    case "connected":
    case "secured":
    case "rejected":
      return entry;
  }
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}… (${text.length} characters in all; --log-dir keeps them)`;
}
