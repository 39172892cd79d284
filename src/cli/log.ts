// --log: the transcript as NDJSON in a file.
import { createWriteStream } from "node:fs";
import { type LogHeader, ndjsonEntry, ndjsonHeader } from "../render/ndjson.ts";
import { Redactor } from "../render/redact.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { openPrivate } from "./private-file.ts";

export interface LogOptions {
  readonly file: string;
  /** The file's number where it is open already. */
  readonly opened?: number | undefined;
  readonly transcript: Transcript;
  readonly header: LogHeader;
  readonly showsSecrets: boolean;
  /** Told once when the file cannot be written any more. */
  onFailure(message: string): void;
}

/**
 * Writes every entry from now on. Returns what ends the log; it resolves when all is in the file, or to false.
 * @throws UsageError when the file cannot be opened.
 */
export function startLog(options: LogOptions): () => Promise<boolean> {
  const { file, opened, transcript, header, showsSecrets, onFailure } = options;
  const stream = createWriteStream(file, { fd: opened ?? openPrivate(file, "w", "the log") });
  let isWhole = true;
  stream.once("error", (error) => {
    isWhole = false;
    stop();
    onFailure(`Cannot write the log to ${file} any more: ${error.message}`);
  });
  const redactor = new Redactor();
  stream.write(`${ndjsonHeader(header)}\n`);
  const stop = transcript.read((entry) => {
    stream.write(`${ndjsonEntry(showsSecrets ? entry : redactor.redact(entry))}\n`);
  });
  return () =>
    new Promise((resolve) => {
      stop();
      if (stream.destroyed) resolve(isWhole);
      else {
        stream.once("close", () => resolve(isWhole));
        stream.end();
      }
    });
}
