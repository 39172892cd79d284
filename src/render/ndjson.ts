// Entries as NDJSON, one a line: the format of --log. docs/transcripts.md describes it.
import type { StreamEvent } from "../stream/event.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Shown } from "./secrets/redact.ts";
import { escapeLive } from "./text/sanitize.ts";

/** Goes up when a reader of the format would have to change. */
export const FORMAT_VERSION = 1;

export interface LogHeader {
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly version: string;
  readonly address?: string | undefined;
  /** How many entries stood before the first one, and were dropped to save memory. */
  readonly dropped?: number | undefined;
}

/** The first line of a log. */
export function ndjsonHeader({ started, version, address, dropped = 0 }: LogHeader): string {
  return JSON.stringify({
    format: "xmpp-repl transcript",
    version: FORMAT_VERSION,
    started: new Date(started).toISOString(),
    tool: `xmpp-repl ${version}`,
    ...(address === undefined ? {} : { address }),
    ...(dropped === 0 ? {} : { dropped }),
  });
}

/** An entry in one line. Bytes are base64. */
export function ndjsonEntry(entry: Shown<Entry>): string {
  if (entry.type === "traffic") return printableJson({ ...entry, event: plainEvent(entry.event) });
  if (entry.type !== "command") return printableJson(entry);
  const { masked: _, ...rest } = entry;
  return printableJson(rest);
}

function printableJson(value: object): string {
  return escapeInJson(JSON.stringify(value));
}

/** JSON leaves C1, DEL, bidirectional controls and what nobody sees as they are: escaped, it is the same text. */
export function escapeInJson(json: string): string {
  // RFC 8259 §7: a character of two UTF-16 units is two escapes.
  return escapeLive(json, (character) =>
    character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

function plainEvent(event: Shown<StreamEvent> | StreamEvent): object {
  const { element: _, bytes, ...rest } = { element: undefined, bytes: undefined, ...event };
  return bytes === undefined ? rest : { ...rest, bytes: Buffer.from(bytes).toString("base64") };
}
