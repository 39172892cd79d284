import type { Theme } from "../render/themes/theme.ts";
import type { LineEditor } from "../shell/line-editor.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";

/** Where a front end shows things and asks for them. */
export interface Terminal {
  readonly theme: Theme;
  /** 0 where nothing is wrapped. */
  columns(): number;
  /** Shows text that ends with a newline. */
  write(text: string): void;
  /** Shows what is wrong with the run itself. */
  warn(text: string): void;
  askSecret(question: string, signal: AbortSignal): Promise<string>;
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  quit(): void;
  /** Whether somebody types the lines, and can be asked. */
  readonly isInteractive: boolean;
  /** Whether only the person at the keyboard sees what is written. */
  readonly isPrivate: boolean;
  readonly lines: "shown" | "left out";
  /** Whether the transcript is shown as it comes; without this it is. */
  readonly transcript?: "shown" | "left out";
  /** Shows an entry's text, perhaps later, or not at all where too much comes; without it it is written at once. */
  show?(entry: Entry, text: () => string): void;
  /** Shows text page by page where it is longer than the screen; without it it is written. */
  page?(text: string | Iterable<string>): Promise<void>;
  /** Told when something received is not whole yet, and when it is. */
  unfinished?(client: ClientId): void;
  /** The line that somebody types at. */
  readonly editor?: LineEditor | undefined;
  /** @throws UsageError where there is no editor, or it failed. */
  readonly editFile?: ((text: string) => Promise<string>) | undefined;
  /** Where the configuration is read from; undefined where none is. */
  readonly configFile?: string | undefined;
  /** Leaves entries out; without it none. */
  isWanted?(entry: Entry): boolean;
  /** Whether scripts wait, when the client changes, until the server has read what was sent. */
  readonly barrier?: "on" | "off";
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
}
