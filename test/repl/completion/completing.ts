// A whole tool, and what Tab finds in it.
import { commands } from "../../../src/commands/index.ts";
import { complete } from "../../../src/repl/completion/complete.ts";
import type { Completing, FileName } from "../../../src/repl/completion/completions.ts";
import { insertion } from "../../../src/repl/completion/insertion.ts";
import { Seen } from "../../../src/repl/completion/seen.ts";
import { KNOWLEDGE } from "../../../src/xmpp/knowledge/index.ts";
import { type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

export interface TabTryOut extends TryOut {
  /** What is found at the cursor, which is where `|` stands, or at the end of the line. */
  found(line: string): readonly string[] | undefined;
  /** The same with the descriptions: "text: description". */
  described(line: string): readonly string[] | undefined;
  /** The line after one press of Tab, with `|` for the cursor; undefined of JavaScript. */
  tab(line: string): string | undefined;
}

export interface TabOptions extends TryOutOptions {
  readonly folders?: Readonly<Record<string, readonly FileName[]>>;
  readonly words?: Completing["words"];
  readonly history?: Completing["history"];
}

export function tryTab({ folders = {}, words, history = [], ...options }: TabOptions = {}): TabTryOut {
  const tool = tryOut(options);
  const seen = new Seen();
  const files = { home: "/home/me", list: (folder: string) => folders[folder] ?? [] };
  const told = (text: string) => tool.shell.told(text);
  const known = { knowledge: KNOWLEDGE, words, history, told };
  const completing: Completing = { ...tool, commands, seen, files, ...known };
  const at = (line: string) => {
    const cursor = line.indexOf("|");
    const state = cursor < 0 ? { line, cursor: line.length } : { line: line.replace("|", ""), cursor };
    seen.catchUp(tool.transcript);
    return { state, completions: complete(state.line, state.cursor, completing) };
  };
  return Object.defineProperties(
    {
      ...tool,
      found: (line: string) => at(line).completions?.candidates.map(({ text }) => text),
      described: (line: string) =>
        at(line).completions?.candidates.map(
          ({ text, shown, summary }) => `${shown ?? text}: ${summary ?? ""}`,
        ),
      tab: (line: string) => {
        const { state, completions } = at(line);
        if (!completions) return undefined;
        const next = insertion(state, completions);
        return `${next.line.slice(0, next.cursor)}|${next.line.slice(next.cursor)}`;
      },
    },
    { shown: { get: () => tool.shown } },
  );
}
