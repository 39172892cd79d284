// The Tab key: puts in what is certain, lists what fits, and lets no key overtake it.
import type { Theme } from "../../render/theme.ts";
import type { Keys } from "../keys.ts";
import type { Key, Repl } from "../readline.ts";
import type { Screen } from "../screen.ts";
import type { Completions } from "./completions.ts";
import type { LineState } from "./insertion.ts";
import type { ListLayout } from "./list.ts";

export interface TabOptions {
  readonly server: Pick<Repl, "line" | "cursor" | "isCompletionEnabled" | "_ttyWrite">;
  readonly screen: Pick<Screen, "lift" | "draw" | "write">;
  readonly keys: Pick<Keys, "take">;
  readonly theme: Theme;
  columns(): number;
  /** Of the terminal. */
  rows(): number;
  /** Undefined where the line is JavaScript. */
  find(line: string, cursor: number): Promise<Completions | undefined>;
  /** What node finds at the end of JavaScript; nothing is told where node never answers. */
  findInJavaScript(line: string, found: (completions: Completions) => void): void;
  /** Told of a bug of ours. */
  tellBug(error: unknown): void;
}

interface Held {
  readonly text: string;
  readonly key: Key;
  readonly isCompletionEnabled: boolean;
}

/** The line and its prompt need room below the list. */
const ROWS_FOR_LINE = 2;

/** Takes the key from now on. */
export function takeTab(options: TabOptions): void {
  const { server, keys } = options;
  // The first Tab loads what it needs: what is typed meanwhile waits.
  const held: Held[] = [];
  let isBusy = false;
  const press = async () => {
    isBusy = true;
    try {
      await complete(options);
    } catch (error) {
      options.tellBug(error);
    }
    isBusy = false;
    while (!isBusy) {
      const next = held.shift();
      if (!next) break;
      const { isCompletionEnabled } = server;
      server.isCompletionEnabled = next.isCompletionEnabled;
      server._ttyWrite(next.text, next.key);
      server.isCompletionEnabled = isCompletionEnabled;
    }
  };
  keys.take((text, key) => {
    const { isCompletionEnabled } = server;
    if (isBusy) {
      held.push({ text, key, isCompletionEnabled });
      return true;
    }
    // Amid a paste a Tab is a character.
    if (key?.name !== "tab" || key.ctrl || key.meta || !isCompletionEnabled) return false;
    void press();
    return true;
  });
}

async function complete(options: TabOptions): Promise<void> {
  const { server, find, findInJavaScript } = options;
  const state = { line: server.line, cursor: server.cursor };
  const [found, { insertion }, { listCandidates }] = await Promise.all([
    find(state.line, state.cursor),
    import("./insertion.ts"),
    import("./list.ts"),
  ]);
  const apply = (completions: Completions) => {
    // Node answers when it likes: by then the line may be another one.
    if (server.line !== state.line || server.cursor !== state.cursor) return;
    const next = insertion(state, completions);
    if (next.line !== state.line || next.cursor !== state.cursor) put(next, options);
    else if (completions.candidates.length > 1)
      show(listCandidates(completions.candidates, layout(options)), options);
  };
  if (found) apply(found);
  else findInJavaScript(state.line.slice(0, state.cursor), apply);
}

function put({ line, cursor }: LineState, { server, screen }: TabOptions): void {
  screen.lift();
  server.line = line;
  server.cursor = cursor;
  screen.draw();
}

function show(rows: readonly string[], { screen }: TabOptions): void {
  screen.write(`${rows.join("\n")}\n`);
}

function layout({ theme, columns, rows }: TabOptions): ListLayout {
  return { columns: columns(), rows: Math.max(1, rows() - ROWS_FOR_LINE), theme };
}
