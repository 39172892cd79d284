import type { Theme } from "../render/themes/theme.ts";
import type { Clients } from "../session/clients.ts";
import type { Aliases } from "../shell/aliases.ts";
import type { Command } from "../shell/command.ts";
import type { FilterBook } from "../shell/filter/filters.ts";
import type { Settings } from "../shell/settings/settings.ts";
import type { Shell } from "../shell/shell.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Completing } from "./completion/completions.ts";
import type { Stepping } from "./stepping.ts";

/** The tool behind the prompt. */
export interface ReplOptions extends Pick<Completing, "variables" | "filters" | "files" | "targetOf"> {
  readonly shell: Shell;
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly theme: Theme;
  /** Whether secrets are shown as they are. */
  showsSecrets(): boolean;
  /** What was typed in earlier sessions, newest first. */
  readonly past?: readonly string[] | undefined;
  /** Keeps a line, without its secrets, for later sessions. */
  keep?(line: string): void;
  /** Takes a line that was kept out again: it has turned out to hold a secret. */
  drop?(line: string): void;
  /** A script that is gone through step by step. */
  readonly stepping?: Stepping | undefined;
}
