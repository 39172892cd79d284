// --keylog: the keys of TLS in a file.
import { writeSync } from "node:fs";
import { openPrivate } from "./private-file.ts";

export interface KeylogOptions {
  readonly file: string;
  /** The file's number where it is open already. */
  readonly opened?: number | undefined;
  /** Shows what is wrong. */
  warn(text: string): void;
}

/**
 * Wireshark reads these lines: whoever has them and the packets reads the session.
 * @throws UsageError when the file cannot be opened.
 */
export function startKeylog({ file, opened, warn }: KeylogOptions): (line: string) => void {
  const descriptor = opened ?? openPrivate(file, "a", "the TLS keys");
  return (line) => {
    try {
      writeSync(descriptor, line);
    } catch (error) {
      warn(
        `Cannot write the TLS keys to ${file}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  };
}
