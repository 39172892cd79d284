// A line that cannot be read, as it may be stored: it is to be mended, so that all of it is kept but what may be secret.
import { MASK } from "../../render/secrets/redact.ts";
import type { Command } from "../command.ts";
import { splitReadable, type Word } from "../language/words.ts";
import { hidesWords } from "../language/words-behind.ts";
import { readLoosely } from "./loose-words.ts";
import { holdsEncodedSecret, maskWord, takesSecret } from "./mask.ts";
import { maskMentioned } from "./mask-mentioned.ts";

export interface UnreadableLine {
  readonly line: string;
  /** Undefined where there is none of that name. */
  readonly command: Command | undefined;
  readonly commands: readonly Command[];
  /** Redacts XML. */
  redact(text: string): string;
}

/** A word, and what is stored of it. */
interface Stored {
  readonly word: Word;
  readonly text: string;
}

const NONE: ReadonlySet<string> = new Set();

/** The line without what may be secret in it: values of arguments and options, XML, and what is named a password. */
export function maskUnreadable({ line, command, commands, redact }: UnreadableLine): string {
  const { words: read, rest } = splitReadable(line);
  const [name, ...words] = [...read, ...(rest ? [rest] : [])];
  const keepsSecret = command !== undefined && takesSecret(command);
  // What stands in a quote that is not closed, or behind no blank, may be anything.
  if (keepsSecret && (rest || (name && hidesWords(name)))) return `${command.name} ${MASK}`;
  const { secrets, positional } = readLoosely(words, command, commands);
  const texts = positional.map(({ text }) => text);
  const from = positional[command?.secretFrom?.(texts) ?? texts.length]?.start;
  if (from !== undefined) return line.slice(0, from) + MASK;
  const isEncoded = [...texts, texts.join("")].some((text) => holdsEncodedSecret(text, redact));
  const masking = { command, secrets: NONE, others: new Set(texts), isEncoded, sends: true, redact };
  const stored = words.map((word): Stored => {
    const typed = line.slice(word.start, word.end);
    const secret = secrets.get(word);
    const text = secret === undefined ? maskWord(word, { ...masking, typed }) : typed.slice(0, secret) + MASK;
    return { word, text };
  });
  const xml = stored.find(({ word }) => word.kind === "xml");
  const others = join(
    line.slice(0, xml?.word.start),
    stored.filter((one) => one !== xml),
  );
  // A text to the end of the line may be about passwords, as it may where the line can be read.
  const isText = command?.kind === "wire" && Object.values(command.args).some((spec) => spec.rest);
  return (keepsSecret || isText ? others : maskMentioned(others, commands)) + (xml?.text ?? "");
}

/** How many words a secret has is nobody's business: one mask stands for all. */
function join(line: string, stored: readonly Stored[]): string {
  let joined = "";
  let at = 0;
  let before = "";
  for (const { word, text } of stored) {
    if (text !== MASK || before !== MASK) joined += line.slice(at, word.start) + text;
    before = text;
    at = word.end ?? at;
  }
  return joined + line.slice(at);
}
