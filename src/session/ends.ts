import type { Entry } from "../transcript/entry.ts";

/** What an entry ends: nothing that comes behind it can be the answer to what was asked before. */
export function endOf(entry: Entry): "stream" | "connection" | undefined {
  if (entry.type === "connection") {
    return entry.change === "disconnected" || entry.change === "failed" ? "connection" : undefined;
  }
  if (entry.type !== "traffic" || entry.from !== "server") return undefined;
  if (entry.event.type === "close") return "stream";
  // Nothing that comes behind it can be read, a reply neither.
  if (entry.event.type === "violation" && entry.event.fatal) return "stream";
  return entry.event.type === "element" && entry.event.kind === "stream-error" ? "stream" : undefined;
}
