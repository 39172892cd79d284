/** Of every account of the practice server; its greeting says so. */
export const PRACTICE_PASSWORD = "test";

/** The practice server in this process, as far as a command has to do with it. */
export interface PracticeLab {
  /** As it is typed: "localhost:51234". */
  readonly address: string;
  /** The name of the fault that is armed. */
  readonly armed: string | undefined;
  /**
   * Makes a fault happen from now on; undefined ends it.
   * @throws UsageError where there is no such fault.
   */
  arm(fault: string | undefined): void;
  /** Ends every stream, and puts the accounts back to what they were at the start; without it that cannot be done. */
  reset?(): void;
}
