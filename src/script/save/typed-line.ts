import type { Command, Parsed } from "../../shell/command.ts";
import type { Word } from "../../shell/language/words.ts";
import type { CommandLine, Entry } from "../../transcript/entry.ts";

/** A line that was run. */
export type TypedLine =
  | { readonly kind: "xml"; readonly entry: Entry<CommandLine> }
  | {
      readonly kind: "command";
      readonly entry: Entry<CommandLine>;
      readonly command: Command;
      /** Without the command's name; they know where they stand in the line. */
      readonly words: readonly Word[];
      readonly parsed: Parsed;
    };
