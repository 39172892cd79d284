// The transcript in a file, as it comes.
import { createWriteStream } from "node:fs";
import type { LogHeader } from "../render/ndjson.ts";
import type { LogWish } from "../shell/logs.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { type LogWriter, ndjsonWriter } from "./log-writer.ts";
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
 * Writes every entry from now on as NDJSON, over a file that is there. Returns what ends the log; it resolves when all
 * is in the file, or to false.
 * @throws UsageError when the file cannot be opened.
 */
export function startLog({ header, showsSecrets, ...options }: LogOptions): () => Promise<boolean> {
  const how = { from: "now", existing: "replaced" } as const;
  const log = writeLog({ ...options, ...how, writer: ndjsonWriter(header, showsSecrets) });
  return () => log.end();
}

export interface WriteLogOptions extends LogWish, Omit<LogOptions, "header" | "showsSecrets"> {
  readonly writer: LogWriter;
}

export interface RunningLog {
  readonly file: string;
  /** How many are written. */
  readonly entries: number;
  /** Resolves when all is in the file, or to false. */
  end(): Promise<boolean>;
}

/** @throws UsageError when the file cannot be opened. */
export function writeLog(options: WriteLogOptions): RunningLog {
  const { file, opened, transcript, writer, from, existing, onFailure } = options;
  const flags = existing === "kept" ? "wx" : "w";
  const stream = createWriteStream(file, { fd: opened ?? openPrivate(file, flags, "the log") });
  let isWhole = true;
  let entries = 0;
  stream.once("error", (error) => {
    isWhole = false;
    stop();
    onFailure(`Cannot write the log to ${file} any more: ${error.message}`);
  });
  const write = (text: string) => {
    if (text === "") return;
    entries += 1;
    stream.write(text);
  };
  stream.write(writer.heading);
  for (const entry of transcript.entries) {
    const text = writer.textOf(entry);
    if (from === "oldest") write(text);
  }
  const stop = transcript.read((entry) => write(writer.textOf(entry)));
  return {
    file,
    get entries() {
      return entries;
    },
    end: () =>
      new Promise((resolve) => {
        stop();
        if (stream.destroyed) resolve(isWhole);
        else {
          stream.once("close", () => resolve(isWhole));
          stream.end();
        }
      }),
  };
}
