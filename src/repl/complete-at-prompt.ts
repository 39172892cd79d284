// Tab at the prompt: what it looks at, loaded when it is first pressed.
import type { Theme } from "../render/themes/theme.ts";
import type { HistoryLine } from "../shell/line-editor.ts";
import type { Completing } from "./completion/completions.ts";
import { fromNode } from "./completion/from-node.ts";
import { Seen } from "./completion/seen.ts";
import { takeTab } from "./completion/tab.ts";
import type { Prompt } from "./prompt.ts";
import type { Stepping } from "./stepping.ts";

export interface AtPrompt extends Omit<Completing, "seen" | "knowledge" | "words" | "history"> {
  readonly theme: Theme;
  readonly stepping?: Stepping | undefined;
  /** What was entered, oldest first. */
  history(): readonly HistoryLine[];
  complain(reason: string): void;
}

/** Takes the Tab key. */
export function completeAtPrompt(prompt: Prompt, options: AtPrompt): void {
  const { server, screen, keys, javaScript } = prompt;
  const { theme, transcript, complain } = options;
  const seen = new Seen();
  takeTab({
    server,
    screen,
    keys,
    theme,
    complain,
    size: () => prompt.size(),
    latest: () => transcript.last?.n ?? 0,
    find: async (line, cursor) => {
      const [{ complete }, { KNOWLEDGE }] = await Promise.all([
        import("./completion/complete.ts"),
        import("../xmpp/knowledge/index.ts"),
      ]);
      seen.catchUp(transcript);
      return complete(line, cursor, {
        ...options,
        seen,
        knowledge: KNOWLEDGE,
        words: options.stepping?.words,
        history: options.history(),
      });
    },
    findInJavaScript: (line, found) => {
      // Node knows rows only.
      javaScript.complete(line.slice(line.lastIndexOf("\n") + 1), (error, result) => {
        const completions = error || !result ? undefined : fromNode(line, result);
        if (completions) found(completions);
      });
    },
  });
}
