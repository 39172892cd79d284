// What can still be written behind a line that is being typed, out of the command's usage.
import type { Aliases } from "../aliases.ts";
import type { Command } from "../command.ts";
import { readLine } from "./line.ts";
import { splitWords, type Word } from "./words.ts";

/**
 * `[resource] [--no-wait] [--timeout DURATION]` behind "bind "; what is given already is left out. Undefined where there
 * is nothing to say: in XML, behind a name without a blank, behind a piece of an option. An alias is what it stands for.
 */
export function usageHint(
  line: string,
  commands: readonly Command[],
  aliases: Pick<Aliases, "resolve">,
): string | undefined {
  if (line.includes("\n")) return undefined;
  const meant = BEYOND_NAME.test(line) ? (aliases.resolve(line) ?? line) : line;
  const read = readLine(meant, (name) => commands.some((command) => command.name === name));
  const command = read.kind === "command" ? commands.find(({ name }) => name === read.name) : undefined;
  if (read.kind !== "command" || !command) return undefined;
  const words = wordsOf(read.text);
  if (!words || words.some(({ kind }) => kind === "xml")) return undefined;
  const isInWord = !/[ \t]$/.test(line);
  if (isInWord && (words.length === 1 || words.at(-1)?.text.startsWith("--"))) return undefined;
  const given = givenIn(command, words.slice(1));
  const rest = given.awaited ?? restOf(command, given);
  return rest === "" ? undefined : `${isInWord ? " " : ""}${rest}`;
}

/** A client and a name, and a blank behind it: until then it may be another name. */
const BEYOND_NAME = /^\s*(?:@\S+\s+)?[^\s@]\S*\s/;

function wordsOf(text: string): readonly Word[] | undefined {
  try {
    return splitWords(text);
  } catch {
    // A quote is open: one is in the middle of a word.
    return undefined;
  }
}

interface Given {
  readonly options: ReadonlySet<string>;
  readonly args: readonly string[];
  /** What stands for the value that comes next. */
  readonly awaited?: string | undefined;
}

function givenIn({ options }: Command, words: readonly Word[]): Given {
  const found = new Set<string>();
  const args: string[] = [];
  let awaited: string | undefined;
  let areOptions = true;
  for (const { text, kind } of words) {
    if (awaited !== undefined) awaited = undefined;
    else if (!areOptions || kind !== "plain" || !text.startsWith("--")) args.push(text);
    else if (text === "--") areOptions = false;
    else {
      const [, name = "", value] = /^--([^=]*)(=.*)?$/s.exec(text) ?? [];
      found.add(name);
      awaited = value === undefined ? options[name]?.value : undefined;
    }
  }
  return { options: found, args, awaited };
}

/** XML goes to the end of the line, so options stand before it. */
function restOf(command: Command, { options, args }: Given): string {
  const replaced = new Set(
    Object.keys(command.options).map((name) => options.has(name) && command.options[name]?.replaces),
  );
  const specs = Object.entries(command.args).filter(([name]) => !replaced.has(name));
  const last = specs.at(-1)?.[1];
  const behind = specs.slice(args.length);
  const left = behind.length > 0 || !last?.rest ? behind : specs.slice(-1);
  const shown = left.map(([name, { optional, rest, isXml }]) => {
    const word = rest ? `${name}…` : name;
    // The first word of what takes all that are left is there already.
    return { isXml, text: optional || behind.length === 0 ? `[${word}]` : `<${word}>` };
  });
  const switches = Object.entries(command.options)
    .filter(([name]) => !options.has(name))
    .map(([name, { value }]) => (value === undefined ? `[--${name}]` : `[--${name} ${value}]`));
  const due = command.due?.(args);
  const [xml, others] = [shown.filter(({ isXml }) => isXml), shown.filter(({ isXml }) => !isXml)];
  const texts = (parts: readonly { readonly text: string }[]) => parts.map(({ text }) => text);
  const inFront = due === undefined ? texts(others) : [due].filter((text) => text !== "");
  return [...inFront, ...switches, ...texts(xml)].join(" ");
}
