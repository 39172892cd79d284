// A tool on an open stream that has sent something, and whose editor is a function.
import { type TryOut, type TryOutOptions, tryOut } from "./try-out.ts";

export interface Editing {
  readonly tool: TryOut;
  /** What the editor was given, each time. */
  readonly given: readonly string[];
  /** All that had been sent before anything was edited. */
  readonly sentBefore: string;
}

export interface EditingOptions extends TryOutOptions {
  /** The line that has sent something. */
  readonly sent: string;
}

export async function editing(
  edit: (text: string) => string,
  { sent, ...options }: EditingOptions,
): Promise<Editing> {
  const given: string[] = [];
  const tool = tryOut({
    ...options,
    edit: (text) => {
      given.push(text);
      return edit(text);
    },
  });
  await tool.run("open --no-wait");
  await tool.run(sent);
  return { tool, given, sentBefore: tool.server.received };
}
