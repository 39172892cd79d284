// `xmpp-repl explain`: what a word means, outside a session.
import { commands } from "../commands/index.ts";
import { UsageError } from "../errors.ts";
import { loadKnowledge } from "../explain/knowledge.ts";
import { explainWord } from "../explain/lookup.ts";
import { unknownWord } from "../explain/unknown-word.ts";
import { explanationLines } from "../render/explanation.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { EXIT } from "./command-line/exit-codes.ts";
import { usesColour } from "./signals.ts";
import { terminalTheme } from "./theme.ts";

export interface Explained {
  /** A namespace, a name, a specification …; several words are one. */
  readonly word: readonly string[];
  /** Whether in colours; without it as the terminal can. */
  readonly color?: boolean | undefined;
  readonly output: NodeJS.WriteStream;
  readonly messages: NodeJS.WritableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Prints what the tables have of it; returns the exit code.
 * @throws UsageError without a word.
 */
export async function explain({ word, color, output, messages, environment }: Explained): Promise<number> {
  const asked = word.join(" ").trim();
  if (asked === "") {
    throw new UsageError(
      'Cannot explain: there is no word (say what, as in "xmpp-repl explain bind"; without words it is for the prompt)',
    );
  }
  const found = explainWord(asked, await loadKnowledge(), commands);
  if (!found.isKnown) {
    messages.write(`${sanitizeLine(unknownWord(asked, found.nearest))}\n`);
    return EXIT.failed;
  }
  const colours = usesColour({ color }, output);
  const layout = {
    theme: await terminalTheme({ colours, environment, output }),
    width: output.isTTY ? output.columns : 0,
  };
  const texts = found.explanations.map((one) => explanationLines(one, layout).join("\n"));
  output.write(`${texts.join("\n\n")}\n`);
  return EXIT.passed;
}
