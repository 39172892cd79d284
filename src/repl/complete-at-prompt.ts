// Tab at the prompt: what it looks at, loaded when it is first pressed.
import type { Theme } from "../render/theme.ts";
import type { Completing, Completions, UnfinishedXml } from "./completion/completions.ts";
import { Seen } from "./completion/seen.ts";
import { takeTab } from "./completion/tab.ts";
import type { Prompt } from "./prompt.ts";
import type { Stepping } from "./stepping.ts";

export interface AtPrompt extends Omit<Completing, "seen" | "knowledge" | "xml" | "words"> {
  readonly theme: Theme;
  readonly stepping?: Stepping | undefined;
  /** XML that has begun in a row above. */
  unfinishedXml(): UnfinishedXml | undefined;
  tellBug(error: unknown): void;
}

/** Takes the Tab key; from now on it follows the transcript. */
export function completeAtPrompt(prompt: Prompt, options: AtPrompt): void {
  const { server, screen, keys, javaScript } = prompt;
  const { theme, transcript, tellBug } = options;
  const seen = new Seen();
  transcript.read((entry) => seen.read(entry));
  takeTab({
    server,
    screen,
    keys,
    theme,
    tellBug,
    columns: () => prompt.columns,
    rows: () => process.stdout.rows ?? 24,
    find: async (line, cursor) => {
      if (javaScript.isPending) return undefined;
      const [{ complete }, { KNOWLEDGE }] = await Promise.all([
        import("./completion/complete.ts"),
        import("../xmpp/knowledge/index.ts"),
      ]);
      const xml = options.unfinishedXml();
      return complete(line, cursor, {
        ...options,
        seen,
        knowledge: KNOWLEDGE,
        xml,
        words: options.stepping?.words,
      });
    },
    findInJavaScript: (line, found) => {
      javaScript.complete(line, (error, result) => {
        if (!error && result) found(completionsOf(line, result));
      });
    },
  });
}

/** Node puts "" between its groups. */
function completionsOf(line: string, [texts, typed]: [string[], string]): Completions {
  const unique = [...new Set(texts.filter((text) => text !== ""))];
  return { from: line.length - typed.length, candidates: unique.map((text) => ({ text })) };
}
