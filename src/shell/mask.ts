// A typed line without its secrets, for what is stored.
import { UsageError } from "../errors.ts";
import { MASK, redactFragment } from "../render/redact.ts";
import type { Command, Parsed } from "./command.ts";
import { quoteWord, type Word } from "./words.ts";

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
  const held = heldLineAt(typed);
  if (held !== undefined) return line.slice(0, held) + maskLine(line.slice(held));
  const secrets = new Set([
    ...secretValues(command.args, parsed.args),
    ...secretValues(command.options, parsed.options),
  ]);
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
      maskWord(word, { typed: line.slice(start, end), secrets, isEncoded, sends, redact });
    at = end;
  }
  return masked + line.slice(at);
}

/** Where the line begins that an argument holds: `auth me` in `alias in = auth me`. */
function heldLineAt({ line, command, words }: TypedCommand): number | undefined {
  if (!Object.values(command.args).some(({ holdsLine }) => holdsLine)) return undefined;
  const { start = line.length } = words.find(({ kind }) => kind === "quoted") ?? {};
  const [before] = /^[^=]*=\s*/.exec(line.slice(start)) ?? [];
  return before === undefined ? undefined : start + before.length;
}

interface Masking {
  /** The word as it was typed, with its quotes. */
  readonly typed: string;
  readonly secrets: ReadonlySet<string>;
  readonly isEncoded: boolean;
  readonly sends: boolean;
  redact(text: string): string;
}

function maskWord({ text, kind }: Word, { typed, secrets, isEncoded, sends, redact }: Masking): string {
  if (secrets.has(text)) return MASK;
  const equals = text.indexOf("=");
  const isOption = kind === "plain" && text.startsWith("--");
  if (isOption && equals > 0 && secrets.has(text.slice(equals + 1))) return text.slice(0, equals + 1) + MASK;
  if (isEncoded && !isOption) return MASK;
  if (!sends) return kind === "xml" ? redactFragment(typed) : typed;
  // Quotes and escapes hide where a secret begins: it is looked for in what they stand for.
  const redacted = redact(text);
  if (redacted === text) return typed;
  return kind === "quoted" ? quoteWord(redacted) : redacted;
}

/** `send --hex` and `send --base64` can spell out what would be masked as XML. */
function holdsEncodedSecret(text: string, redact: (text: string) => string): boolean {
  const digits = text.replace(/\s+/g, "");
  if (digits.length < 8) return false;
  const encodings = [/^[0-9a-f]+$/i.test(digits) && "hex", /^[\w+/]+=*$/.test(digits) && "base64"] as const;
  return encodings.some((encoding) => {
    if (!encoding) return false;
    const decoded = Buffer.from(digits, encoding).toString("utf8");
    return redact(decoded) !== decoded;
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

/** JavaScript that calls a command with a secret is masked as a whole: what is secret in it cannot be told. */
export function maskJavaScript(text: string, commands: readonly Command[]): string {
  const calls = commands.some(
    (command) => takesSecret(command) && new RegExp(`\\b${command.name}\\s*\\(`).test(text),
  );
  return calls || /password/i.test(text) ? `${MASK} (JavaScript that authenticates)` : redactFragment(text);
}

/**
 * A line out of the history has a mask where a secret was: what is asked for is asked for again.
 * @throws UsageError where nobody asks for it.
 */
export function withoutMasks({ name, args, options }: Command, parsed: Parsed): Parsed {
  const masked = (values: Parsed["args"] | Parsed["options"]) =>
    Object.keys(values).filter((key) => values[key] === MASK);
  const lost = [
    ...masked(parsed.args).filter((key) => args[key]?.secret && !args[key].asked),
    ...masked(parsed.options).filter((key) => options[key]?.secret),
  ];
  if (lost.length > 0) {
    throw new UsageError(`Cannot run ${name}: ${MASK} stands for a secret that was not kept (type it again)`);
  }
  const asked = masked(parsed.args).filter((key) => args[key]?.asked);
  if (asked.length === 0) return parsed;
  const kept = Object.entries(parsed.args).filter(([key]) => !asked.includes(key));
  return { ...parsed, args: Object.fromEntries(kept) };
}

export function takesSecret({ args, options }: Command): boolean {
  return [...Object.values(args), ...Object.values(options)].some(({ secret }) => secret === true);
}
