// The transcript in files: --log, and what `log` begins, ends and saves.
import { UsageError } from "../../errors.ts";
import type { RenderOptions } from "../../render/entry.ts";
import type { LogHeader } from "../../render/ndjson.ts";
import { atHome } from "../../shell/home.ts";
import type { Logs, LogWish } from "../../shell/logs.ts";
import type { Entry } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { type RunningLog, writeLog } from "./log.ts";
import { type LogWriter, ndjsonWriter, textWriter } from "./log-writer.ts";
import { isPipe } from "./same-file.ts";

export interface LogsOptions {
  readonly transcript: Transcript;
  header(): LogHeader;
  readonly showsSecrets: boolean;
  /** How an entry is laid out at this moment, without colours. */
  rendering(entry: Entry): RenderOptions;
  /** Told once when a file cannot be written any more. */
  warn(message: string): void;
}

export interface OpenLogs extends Logs {
  /**
   * Writes NDJSON to a file whether or not it is there: the command line says so.
   * @param opened is the file's number where it is open already.
   * @throws UsageError where it cannot be written.
   */
  begin(file: string, opened?: number): void;
  /**
   * Two that write to one file would both lose what they write.
   * @throws UsageError for a file that is being logged to; `action` is what was to be done: "save".
   */
  refuseLogged(file: string, action: string): void;
  /** Ends all. Resolves when all is in the files: whether they are whole. */
  end(): Promise<boolean>;
}

export function openLogs({ transcript, header, showsSecrets, rendering, warn }: LogsOptions): OpenLogs {
  let always: RunningLog | undefined;
  let current: RunningLog | undefined;
  let areWhole = true;
  const writerFor = (file: string, from: LogWish["from"]): LogWriter => {
    const heading = { ...header(), dropped: from === "oldest" ? transcript.dropped : 0 };
    return /\.txt$/i.test(file)
      ? textWriter({ header: heading, showsSecrets, rendering })
      : ndjsonWriter(heading, showsSecrets);
  };
  const stop = async () => {
    const ended = current;
    current = undefined;
    if (!ended) return undefined;
    const isWhole = await ended.end();
    areWhole &&= isWhole;
    return { file: ended.file, entries: ended.entries, isWhole };
  };
  const refuseLogged = (file: string, action: string) => {
    if (always?.writesTo(file))
      throw new UsageError(`Cannot ${action} to "${file}": --log writes to it already (name another file)`);
    if (current?.writesTo(file)) {
      throw new UsageError(
        `Cannot ${action} to "${file}": what happens is written to it (name another file, or run "log off" first)`,
      );
    }
  };
  return {
    get current() {
      return current;
    },
    get always() {
      return always?.file;
    },
    begin(file, opened) {
      const how = { from: "now", existing: "replaced" } as const;
      const writer = ndjsonWriter(header(), showsSecrets);
      always = writeLog({ file, opened, transcript, writer, ...how, onFailure: warn });
    },
    start(name, how) {
      const file = atHome(name);
      if (current) {
        throw new UsageError(`Cannot log to "${file}": "${current.file}" is written (run "log off" first)`);
      }
      refuseLogged(file, "log");
      if (isPipe(file))
        throw new UsageError(
          `Cannot log to "${file}": it is a pipe, which may be read by nobody (name a file, or start with --log)`,
        );
      const log: RunningLog = writeLog({
        file,
        transcript,
        writer: writerFor(file, how.from),
        ...how,
        onFailure(message) {
          areWhole = false;
          if (current === log) current = undefined;
          warn(message);
        },
      });
      current = log;
    },
    refuseLogged,
    stop,
    blot(secret) {
      if (showsSecrets) return;
      always?.blot(secret);
      current?.blot(secret);
    },
    kept(file) {
      const writer = writerFor(file, "oldest");
      const texts = [...transcript.entries]
        .map((entry) => writer.textOf(entry))
        .filter((text) => text !== "");
      return { text: writer.heading + texts.join(""), entries: texts.length };
    },
    async end() {
      await stop();
      const isAlwaysWhole = (await always?.end()) ?? true;
      return isAlwaysWhole && areWhole;
    },
  };
}
