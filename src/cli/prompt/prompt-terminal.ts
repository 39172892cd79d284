// What the workbench shows things on, and asks for them with, where there is a prompt.
import type { Theme } from "../../render/themes/theme.ts";
import type { Prompt } from "../../repl/prompt.ts";
import type { Repl } from "../../repl/repl.ts";
import type { ClientId } from "../../transcript/entry.ts";
import type { Terminal } from "../terminal.ts";
import type { InteractiveOptions } from "./interactive-options.ts";

export interface PromptTerminalOptions {
  readonly prompt: Prompt;
  readonly repl: Repl;
  readonly theme: Theme;
  readonly options: InteractiveOptions;
  /** Where the configuration is, or would be; undefined where it does not count. */
  readonly configFile: string | undefined;
  /** Something received is not whole yet, or is now. */
  unfinished(client: ClientId): void;
}

export function promptTerminal({
  prompt,
  repl,
  theme,
  options,
  configFile,
  unfinished,
}: PromptTerminalOptions): Terminal {
  const { environment, version, signal, barrier = "on", shows = () => true, isWanted = () => true } = options;
  const { editor } = repl;
  const write = (text: string) => repl.write(text);
  return {
    theme,
    columns: () => prompt.size().columns,
    write: (text) => {
      if (shows()) write(text);
    },
    warn: write,
    unfinished,
    show: (entry, text) => {
      if (shows()) prompt.screen.show(entry, text);
    },
    askSecret: (question, wait) => repl.askSecret(question, wait),
    confirm: (question, wait) => repl.confirm(question, wait),
    barrier,
    isWanted,
    isInteractive: true,
    editor,
    page: async (text) => {
      const { showPages } = await import("../programs/pager.ts");
      // A pager draws, which a terminal that knows no escape sequences cannot do.
      const size = prompt.server.terminal ? prompt.size() : { columns: 0, rows: 0 };
      await showPages(text, { size, environment, editor, write, signal });
    },
    quit: () => prompt.leave(),
    isPrivate: true,
    lines: "left out",
    editFile: async (text) => (await import("../programs/edit-file.ts")).editFile(text, environment, signal),
    configFile,
    environment,
    version,
  };
}
