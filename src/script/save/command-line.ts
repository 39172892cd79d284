// A command line, taken apart and written again without what belongs to one machine or one moment.
import { pieces } from "../../render/views/markup.ts";
import type { Command } from "../../shell/command.ts";
import { quoteWord, type Word, writeWords } from "../../shell/language/words.ts";

/** An argument or an option of a line, as it was typed. */
export interface Part {
  readonly kind: "argument" | "option";
  /** As the command's specs have it; of words between `--` and the end, too. */
  readonly name: string;
  /** Without its quotes, and without the option's name. */
  readonly value?: string | undefined;
  readonly isXml: boolean;
  /** As it was typed, with the option's name. */
  readonly text: string;
}

const OPTION = /^--\p{L}/u;

/** The parts of a line that was read without a complaint, in their order. */
export function partsOf(line: string, command: Command, words: readonly Word[]): readonly Part[] {
  const typed = ({ start = 0, end = 0 }: Word) => line.slice(start, end);
  const names = argumentNames(command, words);
  const parts: Part[] = [];
  let [arguments_, isOver] = [0, false];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (!isOver && word.kind === "plain" && word.text === "--") {
      isOver = true;
      continue;
    }
    if (isOver || !isOption(word)) {
      const name = names[Math.min(arguments_, names.length - 1)] ?? "";
      arguments_ += 1;
      // Behind `--` a word is no option: in quotes it stays that.
      const text = isOver && word.kind === "plain" ? quoteWord(word.text) : typed(word);
      parts.push({ kind: "argument", name, value: word.text, isXml: word.kind === "xml", text });
      continue;
    }
    const [, name = "", inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word.text) ?? [];
    const following = words[at + 1];
    const next = command.options[name]?.value !== undefined && inline === undefined ? following : undefined;
    if (next) at += 1;
    const text = next ? `${typed(word)} ${typed(next)}` : typed(word);
    parts.push({ kind: "option", name, value: next?.text ?? inline, isXml: false, text });
  }
  return parts;
}

function isOption({ kind, text }: Word): boolean {
  return kind === "plain" && OPTION.test(text);
}

/** The arguments that words are read as, without those for which an option stands. */
function argumentNames(command: Command, words: readonly Word[]): readonly string[] {
  const given = words.filter(isOption).map(({ text }) => text.slice(2).replace(/=[\s\S]*$/, ""));
  const replaced = given.flatMap((name) => command.options[name]?.replaces ?? []);
  return Object.keys(command.args).filter((name) => !replaced.includes(name));
}

export function lineFrom(name: string, parts: readonly Part[]): string {
  return [name, ...parts.map(({ isXml, text }) => (isXml ? inOneRow(text) : text))].join(" ");
}

/** A switch, or an option with its value. */
export function option(name: string, value?: string): Part {
  const text = value === undefined ? `--${name}` : `--${name} ${writeWord(value)}`;
  return { kind: "option", name, value, isXml: false, text };
}

/** A word that is quoted where it must be. */
export function argument(name: string, value: string): Part {
  return { kind: "argument", name, value, isXml: false, text: writeWord(value) };
}

function writeWord(text: string): string {
  return writeWords("", [{ text, kind: "quoted" }]).trim();
}

/** A command's line has one row in a script: what its XML says does not change. */
function inOneRow(xml: string): string {
  if (!/[\r\n]/.test(xml)) return xml;
  return pieces(xml)
    .map(({ type, text }) => {
      if (type !== "text") return text.replace(/\s*[\r\n]\s*/g, " ");
      return text.trim() === "" ? "" : text.replace(/\r?\n/g, "&#10;");
    })
    .join("");
}
