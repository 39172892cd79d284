import type { Client } from "../session/clients.ts";
import type { Asking } from "./asking.ts";
import type { Context } from "./command.ts";
import type { Target } from "./connecting/target.ts";
import type { Expanding } from "./language/expansion.ts";
import type { Outcome } from "./outcome.ts";
import type { OtherLines, RunningLine } from "./running-line.ts";

/** What of a context the shell makes itself, most of it for each line. */
type Made =
  | keyof RunningLine
  | keyof OtherLines
  | keyof Asking
  | keyof Expanding
  | "askSecret"
  | "columns"
  | "confirm"
  | "exchanges"
  | "mask"
  | "target"
  | "tlsWishes";

/** What a shell is given: the rest of a context, the same for every line, and what it takes to make that. */
export interface ShellOptions extends Omit<Context, Made> {
  targetOf(client: Client): Target;
  columns(): number;
  askSecret(question: string, signal: AbortSignal): Promise<string>;
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  runFile(path: string, signal: AbortSignal): Promise<Outcome>;
  /** Whether somebody types the lines: then a line may make a connection less safe. */
  readonly isInteractive: boolean;
  /** What is to be there before a line runs. */
  ready?(): Promise<void> | undefined;
}
