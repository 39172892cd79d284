/** Where the transcript is written to during a session. A file whose name ends with .txt gets text, any other NDJSON. */
export interface Logs {
  /** What is written because a line said so. */
  readonly current: Log | undefined;
  /** The file that --log names: it is written to the end of the program, whatever else is. */
  readonly always: string | undefined;
  /** @throws UsageError where a log is written already, or the file cannot be. */
  start(file: string, how: LogWish): void;
  /** Ends what a line began. Resolves when all is in the file; undefined where none was written. */
  stop(): Promise<(Log & { readonly isWhole: boolean }) | undefined>;
  /** Takes a secret out of the lines that are in the files already. */
  blot(secret: string): void;
  /** What the transcript has kept, as it would stand in a file of that name. */
  kept(file: string): { readonly text: string; readonly entries: number };
}

export interface Log {
  readonly file: string;
  /** How many are written. */
  readonly entries: number;
}

export interface LogWish {
  /** Whether it begins with what the transcript has kept, or with what happens next. */
  readonly from: "oldest" | "now";
  /** What becomes of a file that is there. */
  readonly existing: "kept" | "replaced";
}
