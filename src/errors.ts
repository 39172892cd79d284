// The kinds of failure that are the user's or the network's, never a bug of ours.

/** What was asked for cannot be done as it stands: a wrong argument, an unknown name, no connection. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** No connection could be made, or one could not be kept. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  readonly host: string;
  readonly port: number;

  constructor(
    message: string,
    { host, port, cause }: { readonly host: string; readonly port: number; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.host = host;
    this.port = port;
  }
}

/** Somebody was asked for something, and pressed Ctrl-C instead; the message says what has ended by it. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
}

/** Where something stands in a file. Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A script is wrong at a place: it cannot be read, or a step of it cannot be run. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
  readonly file: string;
  readonly at: Position;
  /** What is wrong, and what to do, without the place. */
  readonly reason: string;

  constructor(file: string, at: Position, reason: string) {
    super(`${file}:${at.line}:${at.column}: ${reason}`);
    this.file = file;
    this.at = at;
    this.reason = reason;
  }
}
