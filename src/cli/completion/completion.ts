// `xmpp-repl completion`: the script for a shell, and what that asks with each Tab.
import { UsageError } from "../../errors.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { SHELLS } from "../command-line/command-line.ts";
import { completeWords } from "./complete-words.ts";
import { COMPLETION_SCRIPTS } from "./completion-scripts.ts";

/**
 * The lines of a shell's script. Behind `--words` the candidates for the last of the words, one a line, each with a tab and
 * what it means; or a single line that leaves it to the shell, ":files" or ":folders".
 * @throws UsageError where there is no such shell.
 */
export async function completion([first = "", ...rest]: readonly string[]): Promise<readonly string[]> {
  if (first === "--words") return await answer(rest);
  const shell = SHELLS.find((one) => one === first);
  if (shell && rest.length === 0) return COMPLETION_SCRIPTS[shell].trim().split("\n");
  const state = first === "" ? "no shell is named" : `"${[first, ...rest].join(" ")}" is none of its shells`;
  throw new UsageError(
    `Cannot complete: ${state} (write for example "xmpp-repl completion bash"; or zsh, fish)`,
  );
}

async function answer(words: readonly string[]): Promise<readonly string[]> {
  const completed = await completeWords(words);
  if (typeof completed === "string") return [`:${completed}`];
  return completed.map(([word, meaning]) => `${sanitizeLine(word)}\t${sanitizeLine(meaning)}`);
}
