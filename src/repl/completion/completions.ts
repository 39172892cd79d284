// What Tab finds, and what it looks at.
import type { Client, Clients } from "../../session/clients.ts";
import type { Aliases } from "../../shell/aliases.ts";
import type { Command } from "../../shell/command.ts";
import type { Target } from "../../shell/connecting/target.ts";
import type { FilterBook } from "../../shell/filter/filters.ts";
import type { HistoryLine } from "../../shell/line-editor.ts";
import type { Settings } from "../../shell/settings/settings.ts";
import type { Variables } from "../../shell/variables.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { Seen } from "./seen.ts";

/** Something that fits. */
export interface Candidate {
  /** What is put on the line, quotes and all. */
  readonly text: string;
  /** What the list says in place of the text. */
  readonly shown?: string | undefined;
  readonly summary?: string | undefined;
  /** Whether it is complete, so that a blank goes behind it. */
  readonly isWhole?: boolean;
}

export interface Completions {
  /** Where in the line the piece begins that a candidate takes the place of; it ends at the cursor. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
  /** The piece as the candidates write it, where that is not how it stands on the line: `~` is a folder. */
  readonly typed?: string | undefined;
  /** Something else can stand there as well: nothing is put on the line unasked. */
  readonly isOpen?: boolean;
}

/** Something that can be named, before it is written down for where it stands. */
export interface Value {
  readonly value: string;
  readonly summary?: string | undefined;
  /** More of it is to come: a folder. */
  readonly goesOn?: true;
  /** It is put on the line as it is, without quotes. */
  readonly isVerbatim?: true;
}

export interface Named {
  readonly name: string;
  readonly summary: string;
}

export interface FileName {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Files, as far as their names go. */
export interface FileNames {
  /** What is in a folder; nothing where it cannot be read. "" is the current one. */
  list(folder: string): readonly FileName[];
  /** What `~` stands for. */
  readonly home: string | undefined;
}

/** Everything that is looked at. Nothing of it is changed, and no line is run. */
export interface Completing {
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly variables: Variables;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly files: FileNames;
  readonly seen: Seen;
  readonly knowledge: Knowledge;
  targetOf(client: Client): Target;
  /** A text as it may be shown: what is listed may quote a password. */
  told(text: string): string;
  /** The words that steer a lesson or a script. */
  readonly words?: readonly Named[] | undefined;
  /** What was entered, oldest first. */
  readonly history: readonly HistoryLine[];
}

/** The same for one client: that of the line. */
export interface ForClient extends Completing {
  readonly client: Client | undefined;
}
