// The words that stand behind the name of a command, and a line that is read back as them.
import { UsageError } from "../../errors.ts";
import type { Command } from "../command.ts";
import { escapeVariables } from "./expansion.ts";
import { splitWords, type Word, writeWords } from "./words.ts";

/** The options before an argument that is taken as it stands. */
const OPTIONS_BEFORE = /^\S+(?:\s+--\p{L}[\p{L}\p{N}-]*(?=\s|$))*/u;

/**
 * What a command takes as it stands is one word, in which nothing stands for anything else.
 * @throws UsageError for words that cannot be told apart.
 */
export function wordsBehind(command: Command, line: string): Word[] {
  if (!takesAsItStands(command)) {
    const [name, ...words] = splitWords(line);
    if (name && hidesWords(name)) {
      throw new UsageError(
        `Cannot read the line: a no-break space stands behind "${command.name}", and parts no words (type a blank in its place)`,
      );
    }
    return words;
  }
  const before = OPTIONS_BEFORE.exec(line)?.[0] ?? "";
  const text = line.slice(before.length).trim();
  const options = splitWords(before).slice(1);
  if (text === "") return options;
  const start = line.indexOf(text, before.length);
  return [...options, { text, kind: "quoted", isLiteral: true, start, end: start + text.length }];
}

/** Whether the name of a command goes on with a space that was copied with it: all behind that would be taken for no words. */
export function hidesWords({ text }: Word): boolean {
  return /\s\S/.test(text);
}

/** A line of a command that is read back as these words; nothing in them is a variable. */
export function writeLine(command: Command, words: readonly Word[]): string {
  if (takesAsItStands(command)) return [command.name, ...words.map(({ text }) => text)].join(" ");
  const literal = words.map((word) => ({ ...word, text: escapeVariables(word.text) }));
  return writeWords(command.name, literal);
}

/** Whether its last argument is what stands in the line, quotes and all. */
export function takesAsItStands({ args }: Command): boolean {
  return Object.values(args).some(({ verbatim }) => verbatim === true);
}

/** Where the XML begins in a line whose command takes XML that may go on over several rows. */
export function payloadStart({ args }: Command, line: string): number | undefined {
  if (!Object.values(args).some(({ isXml }) => isXml)) return undefined;
  try {
    return splitWords(line).find(({ kind }) => kind === "xml")?.start;
  } catch {
    // A line that cannot be read is complained about when it is run.
    return undefined;
  }
}
