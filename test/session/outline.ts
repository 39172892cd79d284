import type { StreamEvent } from "../../src/stream/event.ts";
import type { ConnectionChange, Entry } from "../../src/transcript/entry.ts";

/** An entry in one line: `C element <presence/>`. */
export function formatEntry(entry: Entry): string {
  switch (entry.type) {
    case "traffic":
      return `${entry.from === "client" ? "C" : "S"} ${formatEvent(entry.event)}`;
    case "connection":
      return formatChange(entry);
    case "derivation":
      return `= ${entry.title}`;
    case "command":
      return `> ${entry.line}`;
    case "expectation":
      return `? ${entry.expected}: ${entry.outcome}`;
    case "note":
      return `-- ${entry.text}`;
  }
}

function formatChange(change: ConnectionChange): string {
  switch (change.change) {
    case "disconnected":
      return `disconnected by the ${change.by}${change.cause ? `: ${change.cause}` : ""}`;
    case "connected":
      return `connected ${change.host}:${change.port}`;
    case "failed":
      return `failed ${change.host}:${change.port}: ${change.cause}`;
    case "secured":
    case "rejected":
      return `${change.change} ${change.tls.protocol} for ${change.verdict.domain}`;
    case "looked-up":
      return `looked-up ${change.domain}: ${change.records.map(({ target, port }) => `${target}:${port}`).join(", ")}`;
  }
}

function formatEvent(event: StreamEvent): string {
  const bytes = "bytes" in event && event.bytes ? ` + ${Buffer.from(event.bytes).toString("hex")}` : "";
  return `${event.type} ${JSON.stringify(event.raw).slice(1, -1).replaceAll('\\"', '"')}${bytes}`;
}
