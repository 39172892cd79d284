// A command line of a script: what can be told of it before it runs.
import { UsageError } from "../errors.ts";
import type { Command, Parsed } from "../shell/command.ts";
import { variablesIn } from "../shell/language/expansion.ts";
import { parseArguments } from "../shell/language/parse-arguments.ts";
import { parseDuration } from "../shell/language/units.ts";
import type { Word } from "../shell/language/words.ts";
import { wordsBehind } from "../shell/language/words-behind.ts";
import { XmlInput } from "../xml/input.ts";
import { type Passage, type Problem, passageFrom } from "./passage.ts";

/** A command line, with its words where they could be told apart. */
export interface CheckedLine {
  readonly command: Command;
  readonly line: Passage;
  /** Without the command's name. */
  readonly words: readonly Word[];
  readonly parsed?: Parsed | undefined;
  readonly problems: readonly Problem[];
}

export function checkLine(command: Command, line: Passage): CheckedLine {
  const { at } = line;
  if (command.inScripts === "refused") {
    const reason = `Cannot run ${command.name}: it is for the prompt, and this is a script (leave the line out)`;
    return { command, line, words: [], problems: [{ at, reason }] };
  }
  let words: readonly Word[] = [];
  try {
    words = wordsBehind(command, line.text);
    const parsed = parseArguments(command, words);
    const checked = { command, line, words, parsed };
    return {
      ...checked,
      problems: [...checkXml(checked), ...checkOptions(checked), ...checkDurations(checked)],
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { command, line, words, problems: [{ at, reason: error.message }] };
  }
}

interface ParsedLine {
  readonly command: Command;
  readonly line: Passage;
  readonly words: readonly Word[];
  readonly parsed: Parsed;
}

/** Nothing is half-sent but by `send`, where that is what is wanted. */
function checkXml({ command, line, words }: ParsedLine): readonly Problem[] {
  if (command.block === "sent" || command.block === "expected") return [];
  const xml = words.find(({ kind }) => kind === "xml");
  if (!xml || new XmlInput().add(xml.text)) return [];
  const reason = `Cannot run ${command.name}: its XML does not end on this line (close what is open; only send sends what is unfinished)`;
  return [{ at: passageFrom(line, xml.start ?? 0).at, reason }];
}

/** The same rule holds when a step is run: this tells it before anything is sent. */
function checkOptions(checked: ParsedLine): readonly Problem[] {
  const { command, parsed } = checked;
  return Object.entries(command.options).flatMap(([name, { weakens, isFile }]) => {
    const value = parsed.options[name];
    if (isFile && value && !weakens) {
      const reason = `Cannot run ${command.name}: --${name} names a file, and scripts touch none (give it on the command line)`;
      return [{ at: placeOfOption(checked, name), reason }];
    }
    const isWeaker =
      weakens === true ? Boolean(value) : typeof value === "string" && weakens?.includes(value);
    if (!isWeaker) return [];
    const reason = `Cannot run ${command.name}: --${name} makes the connection less safe, and counts on the command line only (take it off this line)`;
    return [{ at: placeOfOption(checked, name), reason }];
  });
}

/** What a variable stands for is looked at when the line is run. */
function checkDurations(checked: ParsedLine): readonly Problem[] {
  const { command, line, parsed } = checked;
  const options = Object.entries(command.options).flatMap(([name, { value }]) =>
    value === "DURATION" ? [{ value: parsed.options[name], at: placeOfOption(checked, name) }] : [],
  );
  return [...options, { value: parsed.args.duration, at: line.at }].flatMap(({ value, at }) => {
    if (typeof value !== "string" || variablesIn(value).length > 0) return [];
    const reason = whyNoDuration(value);
    return reason === undefined ? [] : [{ at, reason }];
  });
}

function whyNoDuration(text: string): string | undefined {
  try {
    parseDuration(text);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function placeOfOption({ line, words }: ParsedLine, name: string) {
  const word = words.find(
    ({ kind, text }) => kind === "plain" && (text === `--${name}` || text.startsWith(`--${name}=`)),
  );
  return passageFrom(line, word?.start ?? 0).at;
}
