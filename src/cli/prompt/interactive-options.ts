import type { Entry } from "../../transcript/entry.ts";

export interface InteractiveOptions {
  readonly output: NodeJS.WriteStream;
  readonly colours: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Aborted by a signal that ends the program. */
  readonly signal: AbortSignal;
  /** Whether what happens is shown at this moment; without this it always is. */
  readonly shows?: (() => boolean) | undefined;
  /** Leaves entries out; without it none. */
  isWanted?(entry: Entry): boolean;
  /** Whether what runs as a script waits for the server where the client changes; without this it does. */
  readonly barrier?: "on" | "off";
  /** Whether the user's configuration counts; without this it does not. */
  readonly configuration?: "read" | "left out";
}
