import { UsageError } from "../errors.ts";
import type { Context } from "./command.ts";
import type { LineEditor } from "./line-editor.ts";

/**
 * The line that somebody types at.
 * @throws UsageError where nobody does; `action` is what was to be done with it.
 */
export function editorOf({ editor }: Pick<Context, "editor">, action: string): LineEditor {
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
  { client, clients, ...context }: Pick<Context, "editor" | "client" | "clients">,
): void {
  const isNamed = client.session === clients.current.session || text.startsWith("@");
  const front = isNamed ? "" : `@${client.name} `;
  editorOf(context, "put it on the line").put(front + text, front.length + cursor);
}
