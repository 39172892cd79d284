/** Where the transcript is written to during a session. */
export interface Logs {
  /** The file that every entry is written to at the moment. */
  readonly current: string | undefined;
  /** @throws UsageError where the file cannot be written, or is there already. */
  start(file: string): void;
  /** Resolves when all is in the file: the file, and whether it is whole; undefined where none was written. */
  stop(): Promise<{ readonly file: string; readonly isWhole: boolean } | undefined>;
  /**
   * Writes what the transcript has kept.
   * @returns how many entries that are.
   * @throws UsageError where the file cannot be written, or is there already.
   */
  save(file: string): Promise<number>;
}
