// The transcript in files: --log, and what `log` begins and ends.
import { UsageError } from "../errors.ts";
import type { LogHeader } from "../render/ndjson.ts";
import type { Logs } from "../shell/logs.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { startLog } from "./log.ts";

export interface LogsOptions {
  readonly transcript: Transcript;
  header(): LogHeader;
  readonly showsSecrets: boolean;
  /** Told once when a file cannot be written any more. */
  warn(message: string): void;
}

export interface OpenLogs extends Logs {
  /**
   * Writes to a file whether or not it is there: the command line says so.
   * @param opened is the file's number where it is open already.
   * @throws UsageError where it cannot be written.
   */
  begin(file: string, opened?: number): void;
}

export function openLogs({ transcript, header, showsSecrets, warn }: LogsOptions): OpenLogs {
  let running: { readonly file: string; readonly end: () => Promise<boolean> } | undefined;
  return {
    get current() {
      return running?.file;
    },
    begin(file, opened) {
      const end = startLog({ file, opened, transcript, header: header(), showsSecrets, onFailure: warn });
      running = { file, end };
    },
    start(file) {
      throw new UsageError(`Cannot log to "${file}": not yet`);
    },
    async stop() {
      const ended = running;
      running = undefined;
      return ended && { file: ended.file, isWhole: await ended.end() };
    },
    async save(file) {
      throw new UsageError(`Cannot save to "${file}": not yet`);
    },
  };
}
