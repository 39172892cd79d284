// Variables in the words of a line: replaced when it runs, after the words were told apart.
import { UsageError } from "../../errors.ts";
import type { Client } from "../../session/clients.ts";
import { escapeXML } from "../../xml/element.ts";
import type { Command, Parsed } from "../command.ts";
import { withoutMasks } from "../secrets/mask.ts";
import type { Variables } from "../variables.ts";
import { expand } from "./expansion.ts";
import { parseArguments } from "./parse-arguments.ts";
import type { Word } from "./words.ts";

export interface Unexpanded {
  readonly words: readonly Word[];
  /** What they are with the variables in them. */
  readonly typed: Parsed;
  readonly client: Client;
  readonly variables: Variables;
  password(): string | undefined;
}

/**
 * The arguments with what their variables stand for.
 * @throws UsageError where one is not known, or a password would be put in where it is none.
 */
export function expandArguments(
  command: Command,
  { words, typed, client, variables, password }: Unexpanded,
): Parsed {
  // It stands for itself until it is known where: only the argument that is a password gets it.
  const takesPassword = "password" in command.args ? { password: () => STANDS_FOR_PASSWORD } : {};
  try {
    const value = (name: string) => variables.get(name, { client, ...takesPassword });
    const put = command.block === "expected" ? expandBesidePattern : expandWord;
    const expanded = words.map((word) => put(word, value));
    if (expanded.every((word, at) => word === words[at])) return typed;
    const parsed = withoutMasks(command, parseArguments(command, expanded));
    return withPassword(parsed, () => password() ?? variables.missing("password"));
  } catch (error) {
    if (!(error instanceof UsageError) || error.message.startsWith("Cannot ")) throw error;
    throw new UsageError(`Cannot run ${command.name}: ${error.message}`);
  }
}

/** No text has it: a private-use character at either end. */
const STANDS_FOR_PASSWORD = "\u{f8ff}password\u{f8ff}";

/**
 * Puts the password into the argument of that name.
 * @throws UsageError where it was to be put in anywhere else: it would be shown, stored or sent from there.
 */
function withPassword({ args, options }: Parsed, password: () => string): Parsed {
  const { password: typed, ...others } = args;
  const values: unknown[] = [...Object.values(others), ...Object.values(options)];
  const isElsewhere = values.some(
    (value) => typeof value === "string" && value.includes(STANDS_FOR_PASSWORD),
  );
  if (isElsewhere) {
    throw new UsageError(
      "${password} can be the password of an auth line only (anywhere else it could be given away)",
    );
  }
  if (!typed?.includes(STANDS_FOR_PASSWORD)) return { args, options };
  return { args: { ...args, password: typed.replaceAll(STANDS_FOR_PASSWORD, password) }, options };
}

/** What is put in is never split, and never an option. */
function expandWord(word: Word, value: (name: string) => string): Word {
  if (word.isLiteral) return word;
  const text = expand(word.text, word.kind === "xml" ? (name) => escapeXML(value(name)) : value);
  if (text === word.text) return word;
  const isOption = word.kind === "plain" && /^--\p{L}[\p{L}\p{N}-]*=/u.test(word.text);
  return { ...word, text, kind: word.kind === "plain" && !isOption ? "quoted" : word.kind };
}

/** What is expected is read first: what a variable stands for is neither a placeholder nor a pattern. */
function expandBesidePattern(word: Word, value: (name: string) => string): Word {
  if (word.text.startsWith("<")) return word;
  const expanded = expandWord(word, value);
  if (!expanded.text.startsWith("<")) return expanded;
  throw new UsageError("a variable stands for a value in a pattern, not for a pattern (write it out)");
}
