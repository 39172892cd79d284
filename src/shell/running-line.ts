// The line that runs, for the command that it is, and what else that can have run.
import type { Client } from "../session/clients.ts";
import type { Line } from "./language/line.ts";
import type { Outcome } from "./outcome.ts";

export interface RunningLine {
  readonly client: Client;
  /** The number of the entry that the line is. */
  readonly recordedAs: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The lines beneath the line, as they stand there. */
  readonly block?: string | undefined;
  /** Where the line comes from: somebody typed or piped it, or it is a script's. */
  readonly origin: "line" | "script";
}

export interface OtherLines {
  /** Runs a script on these very clients. */
  runFile(path: string): Promise<Outcome>;
  /** Runs another line in place of this one, for this client or the one that is given. */
  runLine(line: string, client?: Client): Promise<Outcome>;
}

/** A line of a script, with what stands beneath it. */
export interface ScriptStep {
  readonly line: Line;
  readonly block?: string | undefined;
  /** Waits until the server has read what a client has sent. */
  barrier(client: Client, signal: AbortSignal): Promise<Outcome>;
}

/** A line that is about to run: for whom, what ends the wait for it, and the step it is where it is a script's. */
export interface Running extends Pick<RunningLine, "client" | "signal" | "block"> {
  readonly step?: ScriptStep | undefined;
}
