// A typed line without its secrets, for what is stored.
import { MASK, redactFragment } from "../render/redact.ts";
import type { Command, Parsed } from "./command.ts";
import type { Word } from "./words.ts";

export interface TypedCommand {
  readonly line: string;
  readonly command: Command;
  readonly words: readonly Word[];
  readonly parsed: Parsed;
  /** What the client has sent of an element that is not complete. */
  readonly unfinished: string;
}

/** The line with the arguments and options that are marked secret masked, and XML redacted. */
export function maskCommand({ line, command, words, parsed, unfinished }: TypedCommand): string {
  const secrets = new Set([
    ...secretValues(command.args, parsed.args),
    ...secretValues(command.options, parsed.options),
  ]);
  const masked = words.map((word) => maskWord(word, secrets, unfinished));
  if (masked.every((text, index) => text === words[index]?.text)) return line;
  return [command.name, ...masked].join(" ");
}

function maskWord({ text, kind }: Word, secrets: ReadonlySet<string>, unfinished: string): string {
  if (kind === "xml") return redactFragment(text, unfinished);
  if (secrets.has(text)) return MASK;
  const equals = text.indexOf("=");
  if (kind === "plain" && text.startsWith("--") && secrets.has(text.slice(equals + 1)))
    return text.slice(0, equals + 1) + MASK;
  const redacted = redactFragment(text, unfinished);
  if (redacted !== text) return redacted;
  return holdsEncodedSecret(text) ? MASK : text;
}

/** `send --hex` and `send --base64` can spell out what would be masked as XML. */
function holdsEncodedSecret(text: string): boolean {
  if (text.length < 8 || !/^[\w+/=]+$/.test(text)) return false;
  return (["hex", "base64"] as const).some((encoding) => {
    const decoded = Buffer.from(text, encoding).toString("utf8");
    return redactFragment(decoded) !== decoded;
  });
}

function secretValues(
  specs: Readonly<Record<string, { readonly secret?: true }>>,
  values: Readonly<Record<string, string | boolean | undefined>>,
): string[] {
  return Object.entries(specs).flatMap(([name, { secret }]) => {
    const value = values[name];
    return secret && typeof value === "string" ? [value] : [];
  });
}

/** JavaScript that logs in is masked as a whole: what is secret in it cannot be told. */
export function maskJavaScript(text: string): string {
  return /\bauth\s*\(|password|XMPP_PASSWORD/i.test(text)
    ? `${MASK} (JavaScript that authenticates)`
    : redactFragment(text);
}
