// The words behind a command's name -> its arguments and options.
import { UsageError } from "../../errors.ts";
import type { ArgumentSpec, Command, Parsed } from "../command.ts";
import { variablesIn } from "./expansion.ts";
import { nearest } from "./suggest.ts";
import { usageOf } from "./usage.ts";
import { quoteWord, type Word, writeWords } from "./words.ts";

const OPTION = /^--\p{L}/u;

/** @throws UsageError that says what is wrong and how the command is used. */
export function parseArguments(command: Command, words: readonly Word[]): Parsed {
  const positional: Word[] = [];
  const options: Record<string, string | boolean | undefined> = {};
  for (const [name, { value }] of Object.entries(command.options))
    if (value === undefined) options[name] = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (word.kind === "plain" && word.text === "--") {
      positional.push(...words.slice(at + 1));
      break;
    }
    if (word.kind !== "plain" || !OPTION.test(word.text)) positional.push(word);
    else at += readOption(command, word.text, words[at + 1], options);
  }
  const args = readPositional(command, positional, options);
  checkBehindXml(command, words);
  return { args, options };
}

/** XML goes to the end of the line: an option behind it would be sent, or looked for, as a text of it. */
function checkBehindXml(command: Command, words: readonly Word[]): void {
  const { text, kind } = words.at(-1) ?? { text: "", kind: "plain" };
  if (kind !== "xml" || !Object.values(command.args).some(({ isXml }) => isXml)) return;
  const behind = text.slice(text.lastIndexOf(">") + 1).trim();
  if (!OPTION.test(behind)) return;
  const line = `${writeWords(command.name, words.slice(0, -1))} ${behind} <…>`;
  throw new UsageError(
    `Cannot run ${command.name}: XML goes to the end of the line, and "${behind}" is in it (options come before: ${line})`,
  );
}

/** Reads one option; returns how many words more it took. */
function readOption(
  command: Command,
  text: string,
  following: Word | undefined,
  options: Record<string, string | boolean | undefined>,
): 0 | 1 {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text.slice(2) : text.slice(2, equals);
  const spec = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!spec) {
    const meant = nearest(name, Object.keys(command.options));
    throw wrong(command, `no option --${name}${meant ? ` (did you mean --${meant}?)` : ""}`);
  }
  if (typeof options[name] === "string" || options[name] === true)
    throw wrong(command, `--${name} is there twice`);
  if (spec.value === undefined) {
    if (equals >= 0) throw wrong(command, `--${name} takes no value`);
    options[name] = true;
    return 0;
  }
  const value = equals >= 0 ? text.slice(equals + 1) : following?.text;
  if (value === undefined || (equals < 0 && following?.kind === "plain" && OPTION.test(value))) {
    throw wrong(command, `--${name} needs a value`);
  }
  checkChoice(command, `--${name}`, value, spec.choices);
  options[name] = value;
  return equals >= 0 ? 0 : 1;
}

function readPositional(
  command: Command,
  words: readonly Word[],
  options: Parsed["options"],
): Record<string, string | undefined> {
  const replaced = Object.entries(command.options).flatMap(([name, { replaces }]) =>
    options[name] === undefined ? [] : [replaces],
  );
  const specs = Object.entries(command.args).filter(([name]) => !replaced.includes(name));
  const args: Record<string, string | undefined> = {};
  specs.forEach(([name, spec], index) => {
    args[name] = argumentAt(spec, words, index);
    if (args[name] === undefined && !spec.optional) throw wrong(command, `the argument "${name}" is missing`);
    if (args[name] !== undefined) checkChoice(command, name, args[name], spec.choices);
  });
  const surplus = words[specs.length];
  if (surplus && !specs.at(-1)?.[1].rest) {
    const replacing = Object.keys(command.options).find(
      (name) => command.options[name]?.replaces && options[name] !== undefined,
    );
    throw wrong(
      command,
      replacing === undefined
        ? surplusText(command, words, surplus)
        : `with --${replacing} there is one word less: ${specs.map(([name]) => name).join(", ")}`,
    );
  }
  return args;
}

/** What is too much behind a secret may be a piece of it. */
function surplusText(command: Command, words: readonly Word[], { text }: Word): string {
  if (Object.values(command.args).some(({ secret }) => secret))
    return "there are words too many (quote a value that has blanks)";
  const meant = command.meant?.(words.map((word) => word.text));
  return `"${text}" is one word too many${meant === undefined ? "" : ` (did you mean "${command.name} ${meant}"?)`}`;
}

function argumentAt(spec: ArgumentSpec, words: readonly Word[], index: number): string | undefined {
  if (!spec.rest) return words[index]?.text;
  const rest = words
    .slice(index)
    .map(({ text, kind }) => (spec.keepsQuotes && kind === "quoted" ? quoteWord(text) : text));
  return rest.length === 0 ? undefined : rest.join(" ");
}

function checkChoice(
  command: Command,
  name: string,
  value: string,
  choices: readonly string[] | undefined,
): void {
  // What a variable stands for is looked at when the line is run.
  if (choices && !choices.includes(value) && variablesIn(value).length === 0)
    throw wrong(command, choiceText(name, value, choices));
}

/** A slip gets what is near; the whole list may be long. A number is a slip of no other. */
function choiceText(name: string, value: string, choices: readonly string[]): string {
  const meant = /\p{L}/u.test(value) ? nearest(value, choices) : undefined;
  return meant === undefined
    ? `${name} is one of ${choices.join(", ")}, not "${value}"`
    : `there is no ${name} "${value}" (did you mean "${meant}"?)`;
}

function wrong({ name, ...command }: Command, what: string): UsageError {
  return new UsageError(`Cannot run ${name}: ${what} (usage: ${usageOf({ name, ...command })})`);
}
