// Entries as they stand in a log.
import { type RenderOptions, renderEntry } from "../../render/entry.ts";
import { type LogHeader, ndjsonEntry, ndjsonHeader } from "../../render/ndjson.ts";
import { Redactor } from "../../render/secrets/redact.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { Entry } from "../../transcript/entry.ts";

export interface LogWriter {
  /** Stands before the entries; ends with a newline. */
  readonly heading: string;
  /** The rows of an entry; none where it is left out. Every entry has to come in turn, here or below: a secret may go on. */
  textOf(entry: Entry): string;
  /** Takes in an entry that is not written. */
  pass(entry: Entry): void;
}

export function ndjsonWriter(header: LogHeader, showsSecrets: boolean): LogWriter {
  const redactor = new Redactor();
  return {
    heading: `${ndjsonHeader(header)}\n`,
    textOf: (entry) => `${ndjsonEntry(showsSecrets ? entry : redactor.redact(entry))}\n`,
    pass: (entry) => void redactor.redact(entry),
  };
}

export interface TextWriterOptions {
  readonly header: LogHeader;
  readonly showsSecrets: boolean;
  /** How an entry is laid out at this moment, without colours. */
  rendering(entry: Entry): RenderOptions;
}

/** Whoever is sent the file was not there: whatever the screen shows, it holds all, and says when. */
const WHOLE = { view: "pretty", times: "absolute", namespaces: "full" } as const;

/** Everything that happened, as text, and the lines that were typed. */
export function textWriter({ header, showsSecrets, rendering }: TextWriterOptions): LogWriter {
  const redactor = new Redactor();
  const { started, version, address, dropped = 0 } = header;
  const to = address === undefined ? "" : `, ${sanitizeLine(address)}`;
  const gone = dropped === 0 ? "" : `entries before the first one here that were dropped: ${dropped}\n`;
  return {
    heading: `xmpp-repl ${version}${to}, ${new Date(started).toISOString()}\n${gone}`,
    textOf(entry) {
      const redacted = redactor.redact(entry);
      // XML that was typed is what goes out next.
      if (entry.type === "command" && /^\s*</.test(entry.line)) return "";
      const options = { ...rendering(entry), ...WHOLE };
      return `${renderEntry(showsSecrets ? entry : redacted, options).join("\n")}\n`;
    },
    pass: (entry) => void redactor.redact(entry),
  };
}
