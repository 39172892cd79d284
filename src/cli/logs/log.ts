// The transcript in a file, as it comes.
import { createWriteStream, fstatSync, writeSync } from "node:fs";
import type { LogHeader } from "../../render/ndjson.ts";
import type { LogWish } from "../../shell/logs.ts";
import type { Entry } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { type LogWriter, ndjsonWriter } from "./log-writer.ts";
import { openPrivate } from "./private-file.ts";
import { type FileIdentity, isFile } from "./same-file.ts";
import { WrittenLines } from "./written-lines.ts";

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
  /** How much may wait until the file takes it, in bytes: what comes is not kept back for a log. */
  readonly mostWaiting?: number;
}

const MOST_WAITING = 64 * 1024 * 1024;

export interface RunningLog {
  readonly file: string;
  /** How many are written. */
  readonly entries: number;
  /** Writes over a secret in the lines that are in the file already; what is no file cannot be written over. */
  blot(secret: string): void;
  /** Whether this is the file, by whatever name. */
  writesTo(file: string): boolean;
  /** Resolves when all is in the file, or to false. */
  end(): Promise<boolean>;
}

/** @throws UsageError when the file cannot be opened. */
export function writeLog(options: WriteLogOptions): RunningLog {
  const { file, transcript, writer, from, existing, onFailure, mostWaiting = MOST_WAITING } = options;
  const opened = options.opened ?? openPrivate(file, existing === "kept" ? "wx" : "w", "the log");
  const found = fstatSync(opened);
  const identity: FileIdentity = found;
  const stream = createWriteStream(file, { fd: opened });
  let isWhole = true;
  let entries = 0;
  const fail = (why: string) => {
    stop();
    if (isWhole) onFailure(`Cannot write the log to ${file} any more: ${why}`);
    isWhole = false;
  };
  stream.on("error", ({ message }) => fail(message));
  const lines = new WrittenLines();
  const write = (entry: Entry) => {
    const text = writer.textOf(entry);
    if (text === "") return;
    entries += 1;
    stream.write(lines.written(text, entry));
  };
  stream.write(lines.written(writer.heading));
  for (const entry of transcript.entries) {
    if (from === "oldest") write(entry);
    else writer.pass(entry);
  }
  const most = stream.writableLength + mostWaiting;
  const stop = transcript.read((entry) => {
    if (stream.writableLength <= most) return write(entry);
    fail("it takes less than what comes (what came so far is still written)");
    stream.end();
  });
  return {
    file,
    get entries() {
      return entries;
    },
    blot: (secret) => {
      if (!found.isFile()) return;
      const blotted = lines.without(secret);
      if (blotted.length === 0) return;
      // Behind what waits to be written: what is written over has to be there.
      stream.write("", (error) => {
        if (!error) for (const { at, text } of blotted) writeSync(opened, text, at);
      });
    },
    writesTo: (other) => isFile(other, identity),
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
