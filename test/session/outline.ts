import type { StreamEvent } from "../../src/stream/event.ts";
import type { Entry } from "../../src/transcript/entry.ts";

/** An entry in one line: `C element <presence/>`. */
export function formatEntry(entry: Entry): string {
  switch (entry.type) {
    case "traffic":
      return `${entry.from === "client" ? "C" : "S"} ${formatEvent(entry.event)}`;
    case "connection":
      return entry.change === "disconnected"
        ? `disconnected by the ${entry.by}${entry.cause ? `: ${entry.cause}` : ""}`
        : `${entry.change} ${entry.host}:${entry.port}${entry.change === "failed" ? `: ${entry.cause}` : ""}`;
    case "command":
      return `> ${entry.line}`;
    case "note":
      return `-- ${entry.text}`;
  }
}

function formatEvent(event: StreamEvent): string {
  const bytes = "bytes" in event && event.bytes ? ` + ${Buffer.from(event.bytes).toString("hex")}` : "";
  return `${event.type} ${JSON.stringify(event.raw).slice(1, -1).replaceAll('\\"', '"')}${bytes}`;
}
