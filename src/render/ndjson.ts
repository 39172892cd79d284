// Entries as NDJSON, one a line: the format of --log. docs/transcripts.md describes it.
import type { StreamEvent } from "../stream/event.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Shown } from "./secrets/redact.ts";
import { LIVE } from "./text/sanitize.ts";

/** Goes up when a reader of the format would have to change. */
export const FORMAT_VERSION = 1;

export interface LogHeader {
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly version: string;
  readonly address?: string | undefined;
}

/** The first line of a log. */
export function ndjsonHeader({ started, version, address }: LogHeader): string {
  return JSON.stringify({
    format: "xmpp-repl transcript",
    version: FORMAT_VERSION,
    started: new Date(started).toISOString(),
    tool: `xmpp-repl ${version}`,
    ...(address === undefined ? {} : { address }),
  });
}

/** An entry in one line. Bytes are base64. */
export function ndjsonEntry(entry: Shown<Entry>): string {
  if (entry.type === "traffic") return printableJson({ ...entry, event: plainEvent(entry.event) });
  if (entry.type !== "command") return printableJson(entry);
  const { masked: _, ...rest } = entry;
  return printableJson(rest);
}

/** JSON leaves C1, DEL and bidirectional controls as they are: escaped, they are the same text, and no terminal obeys them. */
function printableJson(value: object): string {
  return JSON.stringify(value).replace(LIVE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function plainEvent(event: Shown<StreamEvent> | StreamEvent): object {
  const { element: _, bytes, ...rest } = { element: undefined, bytes: undefined, ...event };
  return bytes === undefined ? rest : { ...rest, bytes: Buffer.from(bytes).toString("base64") };
}
