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
