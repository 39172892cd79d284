// The Tab key: puts in what is certain, lists what fits, and lets no key overtake it.
import type { Theme } from "../../render/themes/theme.ts";
import type { Keys } from "../keys/keys.ts";
import type { Key, Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";
import type { Completions } from "./completions.ts";
import type { Inserted, LineState } from "./insertion.ts";
import type { ListLayout, Page } from "./list.ts";
import { Listed } from "./listed.ts";

export interface TabOptions {
  readonly server: Pick<Repl, "line" | "cursor" | "isCompletionEnabled" | "_ttyWrite" | "_insertString">;
  readonly screen: Pick<Screen, "change" | "write">;
  readonly keys: Pick<Keys, "take">;
  readonly theme: Theme;
  size(): { readonly columns: number; readonly rows: number };
  /** The number of the last entry. */
  latest(): number;
  /** Undefined where the line is JavaScript. */
  find(line: string, cursor: number): Promise<Completions | undefined>;
  /** What node finds at the end of JavaScript; nothing is told where node never answers. */
  findInJavaScript(line: string, found: (completions: Completions) => void): void;
  complain(reason: string): void;
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
  const tab = new Tab(options);
  const press = async () => {
    isBusy = true;
    await tab.press();
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
    if (isBusy) {
      held.push({ text, key, isCompletionEnabled: server.isCompletionEnabled });
      return true;
    }
    if (key?.name !== "tab" || key.ctrl || key.meta) return tab.passedOver(text);
    void press();
    return true;
  });
}

class Tab {
  readonly #options: TabOptions;
  readonly #listed = new Listed();
  /** The line as it was put down with a blank at its end. */
  #withBlank: LineState | undefined;

  constructor(options: TabOptions) {
    this.#options = options;
  }

  /** Another key; returns whether it has done what it is for. */
  passedOver(text: string): boolean {
    this.#listed.forget();
    // Whoever types on behind a word types the blank that is there already.
    const isThere = text === " " && this.#withBlank !== undefined && this.#isStill(this.#withBlank);
    this.#withBlank = undefined;
    return isThere;
  }

  async press(): Promise<void> {
    await this.#guarded(async () => {
      const { server, latest } = this.#options;
      const state = { line: server.line, cursor: server.cursor };
      const page = this.#listed.next({ ...state, latest: latest() });
      if (page === undefined) await this.#look(state);
      else if (page !== "nothing new") this.#show(page);
      else this.#goOn(state, await usesOf());
    });
  }

  async #look(state: LineState): Promise<void> {
    const { find, findInJavaScript } = this.#options;
    const [found, use] = await Promise.all([find(state.line, state.cursor), usesOf()]);
    const apply = (completions: Completions) =>
      this.#guarded(() => {
        // Node answers when it likes: by then the line may be another one.
        if (!this.#isStill(state)) return;
        const next = use.insertion(state, completions);
        const { candidates } = completions;
        const lists = candidates.length > 1 || completions.isOpen;
        const isNew = next.line !== state.line;
        // A form that is filled in: what can stand as it is needs no list of what is longer.
        const isWhole = candidates.some(
          ({ text }) => text === state.line.slice(completions.from, state.cursor),
        );
        if (found && !isNew && (!lists || isWhole) && this.#goOn(state, use)) return;
        if (isNew || next.cursor !== state.cursor) this.#put(next);
        else if (lists) this.#list(use.listPages(candidates, this.#layout()), state);
      });
    if (found) await apply(found);
    else findInJavaScript(state.line.slice(0, state.cursor), (completions) => void apply(completions));
  }

  /** Goes to what is to be filled in next; returns whether there is any. */
  #goOn(state: LineState, { nextGap }: Uses): boolean {
    const gap = nextGap(state);
    if (gap) this.#put(gap);
    return gap !== undefined;
  }

  /** Whoever presses Tab has not asked for a stack, and goes on typing. */
  async #guarded(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      this.#options.complain(`Cannot complete the line: ${what} (a bug of xmpp-repl; the line is as it was)`);
    }
  }

  #isStill({ line, cursor }: LineState): boolean {
    const { server } = this.#options;
    return server.line === line && server.cursor === cursor;
  }

  #put({ line, cursor, endsWith }: Inserted): void {
    const { server, screen } = this.#options;
    screen.change(() => Object.assign(server, { line, cursor }));
    this.#withBlank = endsWith === "blank" ? { line, cursor } : undefined;
  }

  #list(pages: Iterator<Page, void>, state: LineState): void {
    this.#listed.begin({ ...state, pages, latest: this.#options.latest() });
    const first = pages.next();
    if (!first.done) this.#show(first.value);
  }

  #show(page: Page): void {
    this.#options.screen.write(`${page.join("\n")}\n`);
  }

  #layout(): ListLayout {
    const { columns, rows } = this.#options.size();
    return { columns, rows: Math.max(1, rows - ROWS_FOR_LINE), theme: this.#options.theme };
  }
}

type Uses = Awaited<ReturnType<typeof usesOf>>;

async function usesOf() {
  const [{ insertion }, { listPages }, { nextGap }] = await Promise.all([
    import("./insertion.ts"),
    import("./list.ts"),
    import("./next-gap.ts"),
  ]);
  return { insertion, listPages, nextGap };
}
