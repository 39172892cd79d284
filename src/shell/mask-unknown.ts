// A line that is neither a command nor XML, as it may be stored: JavaScript, or a command that is misspelt.
import { MASK } from "../render/redact.ts";
import type { Command } from "./command.ts";
import { isSecretName } from "./mask-javascript.ts";
import { maskBehindName } from "./mask-mentioned.ts";
import { type Meaning, mayMeanSecret } from "./near-secrets.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { takesAsItStands } from "./words-behind.ts";

export interface UnknownLine {
  readonly text: string;
  readonly commands: readonly Command[];
  /** What a line can begin with. */
  readonly meanings: readonly Meaning[];
  readonly vocabulary: Pick<Vocabulary, "meant" | "meansClient">;
  /** A line as that of a command, or of none, may be stored. */
  maskAs(command: Command | undefined, line: string): string;
  maskLine(line: string): string;
  maskJavaScript(code: string): string;
}

/** A word and what stands behind it, where that is no JavaScript. */
const WORDS =
  /^(?!(?:const|let|var|await|async|if|while|do|for|function|class|return|throw|new|typeof|delete|void|try|switch|import|export|yield)\b)[\p{L}_][\p{L}\p{N}_-]*[ \t]+(?=[\p{L}\p{N}_"'$@#!%.<-])(?!(?:in|of|instanceof)\b|[<-][=\s])/u;
/** `path = 5` is JavaScript, however near to a command the name is. */
const OPERATION =
  /^[\p{L}_$][\p{L}\p{N}_$.]*\s+(?:[-+*/%&|^<>!?]*=[=>]*|[-+*/%&|^<>?]{1,3}|(?:in|of|instanceof)(?=\s+[^\s=]+\s*$))\s/u;
/** A prompt that was copied with the line behind it. */
const PROMPT = /^[^"'`({;=<-]*>\s+(?=\S)/;

export function maskUnknown(unknown: UnknownLine): string {
  const { text, commands, meanings, vocabulary, maskAs, maskLine, maskJavaScript } = unknown;
  const [word = ""] = /^[^\s(]+(?=\s)/.exec(text) ?? [];
  if (OPERATION.test(text)) {
    const masked = maskJavaScript(text);
    return masked === text && isSecretName(word) ? `${word} ${MASK}` : masked;
  }
  if (word !== "" && mayMeanSecret(word, meanings)) return `${word} ${MASK}`;
  const behindName = maskBehindName(text, commands);
  const before =
    PROMPT.exec(text)?.[0] ?? (vocabulary.meansClient(word) ? /^\S+\s+/.exec(text)?.[0] : undefined);
  if (before !== undefined) return behindName ?? before + maskLine(text.slice(before.length));
  const meant = vocabulary.meant(word);
  const asMeant = (command: Command) =>
    word + maskAs(command, command.name + text.slice(word.length)).slice(command.name.length);
  if (meant && takesAsItStands(meant)) return asMeant(meant);
  if (behindName !== undefined) return behindName;
  if (!WORDS.test(text)) return maskJavaScript(text);
  return meant ? asMeant(meant) : maskAs(undefined, text);
}
