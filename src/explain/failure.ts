import type { Entry } from "../transcript/entry.ts";

/** Whether an element says that something has failed: a stream error, a SASL or TLS failure, a stanza error. */
export function isFailure(entry: Entry): boolean {
  if (entry.type !== "traffic" || entry.from !== "server" || entry.event.type !== "element") return false;
  const { element, kind } = entry.event;
  const name = element.getName();
  return kind === "stream-error" || name === "failure" || element.attrs.type === "error";
}
