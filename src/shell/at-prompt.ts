// What a command can do where somebody types at a prompt.
import { UsageError } from "../errors.ts";
import type { LineEditor } from "./line-editor.ts";
import type { RunningLine } from "./running-line.ts";
import type { Sessions } from "./sessions.ts";

export interface Person {
  /** The line at the prompt, where there is one. */
  readonly editor?: LineEditor | undefined;
  /**
   * Lets somebody change a text in their own editor; returns what was saved.
   * @throws UsageError where there is no editor, or it failed.
   */
  readonly editFile?: ((text: string) => Promise<string>) | undefined;
  /** Asks whether to go on; false where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
  /** Ends the program. */
  quit(): void;
}

/**
 * The line that somebody types at.
 * @throws UsageError where nobody does; `action` is what was to be done with it.
 */
export function editorOf({ editor }: Pick<Person, "editor">, action: string): LineEditor {
  if (editor) return editor;
  throw new UsageError(
    `Cannot ${action}: there is no prompt here (start xmpp-repl at a terminal, without lines piped into it)`,
  );
}

/** What is to be put on the line. */
export interface ForLine {
  readonly text: string;
  /** Where the cursor stands in it; without it behind it. */
  readonly cursor?: number;
}

/** Puts a text on the line for the client that has asked for it: without a name in front, Enter would mean the current one. */
export function putOnLine(
  { text, cursor = text.length }: ForLine,
  { client, clients, ...prompt }: Pick<RunningLine & Sessions & Person, "client" | "clients" | "editor">,
): void {
  const isNamed = client.session === clients.current.session || text.startsWith("@");
  const front = isNamed ? "" : `@${client.name} `;
  editorOf(prompt, "put it on the line").put(front + text, front.length + cursor);
}
