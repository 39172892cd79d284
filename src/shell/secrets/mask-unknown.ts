// A line that is neither a command nor XML, as it may be stored: JavaScript, or a command that is misspelt.
import { MASK } from "../../render/secrets/redact.ts";
import { withoutPassword } from "../../xmpp/address.ts";
import type { Command } from "../command.ts";
import type { Vocabulary } from "../language/vocabulary.ts";
import { takesAsItStands } from "../language/words-behind.ts";
import { takesSecret } from "./mask.ts";
import { isSecretName, SECRET_NAME } from "./mask-javascript.ts";
import { maskBehindName } from "./mask-mentioned.ts";
import { type Meaning, mayMeanSecret } from "./near-secrets.ts";

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

/** `XMPP_PASSWORD=secret xmpp-repl`, as in other shells. */
const ASSIGNED = new RegExp(`^[\\w.]*${SECRET_NAME}=(?=[^=>])(?!(?:await|new)\\b)`, "i");

/** What may be an address by itself; in JavaScript an @ stands in texts only. */
const ONE_WORD = /^[^\s"'`(){}<>]+$/;

export function maskUnknown(unknown: UnknownLine): string {
  const { text, commands, meanings, vocabulary, maskAs, maskLine, maskJavaScript } = unknown;
  if (ONE_WORD.test(text.trim())) return maskJavaScript(withoutPassword(text, MASK));
  const [word = ""] = /^[^\s(]+(?=\s)/.exec(text) ?? [];
  if (OPERATION.test(text)) {
    const masked = maskJavaScript(text);
    return masked === text && isSecretName(word) ? `${word} ${MASK}` : masked;
  }
  const named = ASSIGNED.exec(word)?.[0];
  if (named !== undefined) return named + MASK;
  // `pw: …`
  if (word !== "" && mayMeanSecret(word.replace(/[:=]$/, ""), meanings)) return `${word} ${MASK}`;
  const behindName = maskBehindName(text, commands);
  const before =
    PROMPT.exec(text)?.[0] ?? (vocabulary.meansClient(word) ? /^\S+\s+/.exec(text)?.[0] : undefined);
  if (before !== undefined) return behindName ?? before + maskLine(text.slice(before.length));
  const near = vocabulary.meant(word);
  const meant = near && takesSecret(near) ? undefined : near;
  const asMeant = (command: Command) =>
    word + maskAs(command, command.name + text.slice(word.length)).slice(command.name.length);
  // `hlep auth PLAIN` looks something up: it is masked as `help auth PLAIN` is.
  const isLookedUp = meant?.kind === "console" && behindName?.split(/\s+/).length === 3;
  if (meant && (takesAsItStands(meant) || isLookedUp)) return asMeant(meant);
  if (behindName !== undefined) return behindName;
  if (!WORDS.test(text)) return maskJavaScript(text);
  return meant ? asMeant(meant) : maskAs(undefined, text);
}
