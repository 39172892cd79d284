// The words of a command line that cannot be read: which of them may be secret.
import type { Command, OptionSpec } from "../command.ts";
import { nearest } from "../language/suggest.ts";
import type { Word } from "../language/words.ts";
import { takesSecret } from "./mask.ts";
import { type Meaning, mayMeanSecret } from "./near-secrets.ts";

export interface LooseWords {
  /** From where on a word may be secret, counted in what was typed. */
  readonly secrets: ReadonlyMap<Word, number>;
  /** What is no option, and no value of one. */
  readonly positional: readonly Word[];
}

/** What an option is that may be misspelt. */
type Meant = OptionSpec | "a secret" | "unknown";

interface Option {
  readonly meant: Meant;
  /** Where its value begins in the word, if it is there. */
  readonly value?: number;
}

/** @param command is undefined where there is none of that name. */
export function readLoosely(
  words: readonly Word[],
  command: Command | undefined,
  commands: readonly Command[],
): LooseWords {
  const secrets = new Map<Word, number>();
  const positional: Word[] = [];
  const meant: Meant[] = [];
  const keepsSecret = command !== undefined && takesSecret(command);
  // Behind "--" nothing is an option.
  const end = words.findIndex(({ text, kind }) => kind === "plain" && text === "--");
  const meantBy = optionMeanings(command, commands);
  const optionIn = (word: Word | undefined, at: number) =>
    word && (end < 0 || at < end) ? readOption(word, command, meantBy) : undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const option = optionIn(word, at);
    if (!word || at === end) continue;
    if (!option) {
      positional.push(word);
      continue;
    }
    meant.push(option.meant);
    const following = optionIn(words[at + 1], at + 1) || at + 1 === end ? undefined : words[at + 1];
    const taken = option.value === undefined && takesValue(option) ? following : undefined;
    const from = secretIn(option, { taken, command });
    if (from !== undefined) secrets.set(word, from);
    if (taken && isSecret(option)) secrets.set(taken, 0);
    if (taken) at += 1;
  }
  if (keepsSecret) for (const word of secretAmong(positional, command, meant)) secrets.set(word, 0);
  return { secrets, positional };
}

interface Around {
  /** The next word, where it is the option's value. */
  readonly taken: Word | undefined;
  readonly command: Command | undefined;
}

/** From where on the word of an option may itself be secret. */
function secretIn(option: Option, { taken, command }: Around): number | undefined {
  const keepsSecret = command !== undefined && takesSecret(command);
  const { meant, value } = option;
  // A password may begin as an option does.
  if (meant === "a secret") return value ?? (keepsSecret && !taken ? 0 : undefined);
  if (isSecret(option)) return value;
  if (!keepsSecret) return undefined;
  if (meant === "unknown") return 0;
  // A switch has no value: what stands there was meant for something else.
  return takesValue(option) ? undefined : value;
}

function isSecret({ meant }: Option): boolean {
  return meant === "a secret" || (typeof meant === "object" && meant.secret === true);
}

function takesValue({ meant }: Option): boolean {
  return meant === "a secret" || (typeof meant === "object" && meant.value !== undefined);
}

/** Undefined for a word that is none; `-w` is one only where it can be no secret by itself. */
function readOption(
  { text, kind }: Word,
  command: Command | undefined,
  meantBy: (name: string) => Meant,
): Option | undefined {
  const [begins, dashes, name = ""] = /^(--?)(\p{L}[^\s=]*)=?/u.exec(kind === "plain" ? text : "") ?? [];
  if (begins === undefined || (dashes === "-" && command && takesSecret(command))) return undefined;
  const meant = meantBy(name);
  return begins.endsWith("=") ? { meant, value: begins.length } : { meant };
}

/** What an option of that name is meant for, of a command or of none. */
function optionMeanings(command: Command | undefined, commands: readonly Command[]): (name: string) => Meant {
  const own = command?.options ?? {};
  const ownNames = Object.keys(own);
  const others = commands.flatMap(({ args, options }) =>
    [...Object.entries(args), ...Object.entries(options)].flatMap(([word, { secret }]) =>
      secret ? [{ word, isSecret: true }] : [],
    ),
  );
  const known: readonly Meaning[] = [
    ...ownNames.map((word) => ({ word, isSecret: own[word]?.secret === true })),
    ...others,
  ];
  return (name) => {
    const exactly = Object.hasOwn(own, name) ? own[name] : undefined;
    if (exactly) return exactly;
    // A letter by itself may mean anything: "-p" is a port elsewhere.
    if (name.length > 1 && mayMeanSecret(name, known)) return "a secret";
    return own[nearest(name, ownNames) ?? ""] ?? "unknown";
  };
}

/** All of them where one cannot say which is which: an option that nobody knows may take a value, and a password may have blanks. */
function secretAmong(
  positional: readonly Word[],
  { args }: Command,
  meant: readonly Meant[],
): readonly Word[] {
  const replaced = meant.flatMap((one) => (typeof one === "object" ? [one.replaces] : []));
  const specs = Object.entries(args).filter(([name]) => !replaced.includes(name));
  const isClear = !meant.includes("unknown") && positional.length <= specs.length;
  return isClear ? positional.filter((_, index) => specs[index]?.[1].secret) : positional;
}
