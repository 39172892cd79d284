// A typed line without its secrets, for what is stored.
import { UsageError } from "../../errors.ts";
import { MASK, redactFragment } from "../../render/secrets/redact.ts";
import { withoutPassword } from "../../xmpp/address.ts";
import type { Command, Parsed } from "../command.ts";
import { quoteWord, type Word } from "../language/words.ts";

export interface TypedCommand {
  readonly line: string;
  readonly command: Command;
  /** The words behind the name, with where they stand in the line. */
  readonly words: readonly Word[];
  readonly parsed: Parsed;
  /** Redacts XML that is sent next: it may go on with a secret that was begun. */
  redact(text: string): string;
  /** A line that is an argument, as it may be stored. */
  maskLine(line: string): string;
}

/** The line with the arguments and options that are marked secret masked, and XML redacted. */
export function maskCommand(typed: TypedCommand): string {
  const { line, command, words, parsed, redact, maskLine } = typed;
  const held = heldTextAt(typed);
  if (held !== undefined) return line.slice(0, held) + maskHeld(line.slice(held), maskLine);
  const from = words[command.secretFrom?.(words.map(({ text }) => text)) ?? words.length]?.start;
  if (from !== undefined) return line.slice(0, from) + MASK;
  const secrets = new Set(secretsIn(command, parsed));
  const others = new Set(Object.values(parsed.args).filter((value) => value !== undefined));
  const sends = command.needs === "connection";
  const isEncoded = Object.values(parsed.args).some(
    (value) => sends && value && holdsEncodedSecret(value, redact),
  );
  let masked = "";
  let at = 0;
  for (const word of words) {
    const { start = 0, end = 0 } = word;
    masked +=
      line.slice(at, start) +
      maskWord(word, { command, typed: line.slice(start, end), secrets, others, isEncoded, sends, redact });
    at = end;
  }
  return masked + line.slice(at);
}

/** Where what may be a line begins in an argument that is taken as it stands: `auth me` in `alias in = auth me`. */
function heldTextAt({ line, command, words }: TypedCommand): number | undefined {
  const spec = Object.values(command.args).find(({ verbatim }) => verbatim);
  if (!spec) return undefined;
  const { start = line.length } = words.find(({ kind }) => kind === "quoted") ?? {};
  const [before = ""] = (spec.holdsLine && /^[^\s=]*\s*=\s*/.exec(line.slice(start))) || [];
  return start + before.length;
}

/** A word by itself is looked for, and says nothing. */
function maskHeld(text: string, maskLine: (line: string) => string): string {
  return /^[\w-]*$/.test(text) ? text : maskLine(text);
}

interface Masking {
  /** Undefined where there is none of that name. */
  readonly command: Command | undefined;
  /** The word as it was typed, with its quotes. */
  readonly typed: string;
  readonly secrets: ReadonlySet<string>;
  /** What is no option and no value of one. */
  readonly others: ReadonlySet<string>;
  readonly isEncoded: boolean;
  readonly sends: boolean;
  redact(text: string): string;
}

export function maskWord(
  { text, kind }: Word,
  { command, typed, secrets, others, isEncoded, sends, redact }: Masking,
): string {
  if (secrets.has(text)) return MASK;
  const equals = text.indexOf("=");
  const isOption = kind === "plain" && text.startsWith("--");
  if (isOption && equals > 0 && secrets.has(text.slice(equals + 1))) return text.slice(0, equals + 1) + MASK;
  if (isEncoded && !isOption) return MASK;
  const isUser = command !== undefined && takesSecret(command) && others.has(text);
  const written = isUser ? withoutJoined(text, secrets.size === 0 ? /[\s:=]/ : /[:=]/) : text;
  const address = kind !== "xml" && mayHoldAddress(command) ? withoutPassword(written, MASK) : written;
  if (address !== text) return kind === "quoted" ? quoteWord(address) : address;
  if (!sends) return kind === "xml" ? redactFragment(typed) : typed;
  // Quotes and escapes hide where a secret begins: it is looked for in what they stand for.
  const redacted = redact(text);
  if (redacted === text) return typed;
  return kind === "quoted" ? quoteWord(redacted) : redacted;
}

/** The password behind the user, as in `auth me=…`, `auth me@localhost:…`, `auth 'me …'`; a number there is a port. */
function withoutJoined(text: string, sign: RegExp): string {
  const at = /^(?:xmpp:|[^\s:=]*\[)/.test(text) ? -1 : text.search(sign);
  return at <= 0 || /^.(?:=|\d{1,5}$|$)/s.test(text.slice(at)) ? text : text.slice(0, at + 1) + MASK;
}

/** A text that is sent, and whom it is for, are what they are. */
function mayHoldAddress(command: Command | undefined): boolean {
  return !command || command.kind === "console" || takesAddress(command) || takesSecret(command);
}

/** `send --hex` and `send --base64` can spell out what would be masked as XML. */
export function holdsEncodedSecret(text: string, redact: (text: string) => string): boolean {
  const digits = text.replace(/\s+/g, "");
  if (digits.length < 8) return false;
  const encodings = [/^[0-9a-f]+$/i.test(digits) && "hex", /^[\w+/]+=*$/.test(digits) && "base64"] as const;
  return encodings.some((encoding) => {
    if (!encoding) return false;
    const decoded = Buffer.from(digits, encoding).toString("utf8");
    return redact(decoded) !== decoded;
  });
}

/** The values of a line that are secret. */
export function secretsIn({ args, options }: Command, parsed: Parsed): readonly string[] {
  return [...secretValues(args, parsed.args), ...secretValues(options, parsed.options)];
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

/**
 * A line out of the history has a mask where a secret was: what is asked for is asked for again.
 * @throws UsageError where nobody asks for it.
 */
export function withoutMasks({ name, args, options }: Command, parsed: Parsed): Parsed {
  const masked = (values: Parsed["args"] | Parsed["options"]) =>
    Object.keys(values).filter((key) => String(values[key]).includes(MASK));
  // Of a line that could not be read a mask may stand for every word: it is no user's name.
  const isSecretive = takesSecret({ args, options });
  const lost = [
    ...masked(parsed.args).filter((key) => (args[key]?.secret ? !args[key].asked : isSecretive)),
    ...masked(parsed.options).filter(() => isSecretive),
  ];
  if (lost.length > 0) {
    throw new UsageError(`Cannot run ${name}: ${MASK} stands for a secret that was not kept (type it again)`);
  }
  const asked = masked(parsed.args).filter((key) => args[key]?.asked);
  if (asked.length === 0) return parsed;
  const kept = Object.entries(parsed.args).filter(([key]) => !asked.includes(key));
  return { ...parsed, args: Object.fromEntries(kept) };
}

export function takesAddress({ args }: Pick<Command, "args">): boolean {
  return Object.values(args).some(({ isAddress }) => isAddress === true);
}

export function takesSecret({ args, options }: Pick<Command, "args" | "options">): boolean {
  return [...Object.values(args), ...Object.values(options)].some(({ secret }) => secret === true);
}
