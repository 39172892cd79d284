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
