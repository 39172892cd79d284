// What helps with a task, little by little: what kind of line it is, how such a line is written, the line with blanks in it.
import type { Command } from "../shell/command.ts";
import { splitWords } from "../shell/language/words.ts";
import type { Task } from "./lesson.ts";

/** The hints for a task; each says more than the one before. The answer itself is none: `show` has it. */
export function hintsFor({ hints, step }: Task, commands: readonly Command[]): readonly string[] {
  const [, client, line = ""] = /^(?:@(\S+)(?:[ \t]+|$))?([\s\S]*)$/.exec(step.text) ?? [];
  const said = sentencesOf(hints);
  const whose = client === undefined || said.includes(`@${client}`) ? "" : ` It begins with @${client}.`;
  const first = said === "" || whose === "" || /[.!?]$/.test(said) ? said : `${said}.`;
  if (line === "") return [`The line is the name of a client alone: @${client ?? ""}`];
  const xml = xmlIn(line, step.block?.text);
  const kind = xml === undefined ? kindOfLine(line, commands) : kindOfXml(xml);
  const how = xml === undefined ? usageIn(line, commands) : partsOf(xml);
  const blanks = xml === undefined ? commandWithBlanks(line, said) : xmlWithBlanks(xml);
  const at = client === undefined ? "" : `@${client} `;
  const isWhole = blanks === line && blanks.includes(" ");
  // What the author wrote may say as much already.
  const isToldWhole = said.includes(line.trim()) || (xml !== undefined && said.includes(xml));
  if (isToldWhole && /\s/.test(line.trim())) return [`${first}${whose}`, '"show" shows the line'];
  const isNews = how !== undefined && !isSaid(how, said);
  return [
    `${said === "" ? kind : first}${whose}`,
    ...(isNews ? [`It is written: ${at}${how}`] : []),
    ...((isNews && blanks === how) || isWhole
      ? []
      : [`With a _ for each character that is missing: ${at}${blanks}`]),
    '"show" shows the line',
  ];
}

/** Comments in one text: a new row that begins with a capital begins a new sentence. */
function sentencesOf(comments: readonly string[]): string {
  return comments.reduce((said, comment) => {
    if (said === "") return comment;
    return /^[A-Z]/.test(comment) && !/[.!?:;,]$/.test(said) ? `${said}. ${comment}` : `${said} ${comment}`;
  }, "");
}

/** What is typed for `send` is its block. */
function xmlIn(line: string, block: string | undefined): string | undefined {
  if (line.trim() === "send") return block?.trim();
  return line.startsWith("<") ? line.trim() : undefined;
}

function kindOfXml(xml: string): string {
  const name = nameOf(xml);
  if (name === undefined) return "It is XML that you write yourself.";
  if (xml.startsWith("</")) return `It is XML that you write yourself: the end tag of ${name}.`;
  return name === "stream:stream"
    ? "It is XML that you write yourself: a stream header."
    : `It is XML that you write yourself: an element called ${name}.`;
}

function nameOf(xml: string): string | undefined {
  return /^(?:<\?xml[^>]*>\s*)?<\/?([^\s/>?!]+)/.exec(xml)?.[1];
}

/** `<message to=… type=…>, and in it <body>`. */
function partsOf(xml: string): string | undefined {
  const [, tag = ""] = /^(?:<\?xml[^>]*>\s*)?(<[^>]*>)/.exec(xml) ?? [];
  const name = nameOf(xml);
  if (name === undefined || xml.startsWith("</")) return undefined;
  const attributes = [...tag.matchAll(/\s([^\s=]+)\s*=/g)].map(([, attribute]) => ` ${attribute}=…`);
  const inside = [...xml.slice(xml.indexOf(tag) + tag.length).matchAll(/<([^\s/>?!]+)/g)].map(
    ([, child]) => `<${child}>`,
  );
  const within = inside.length === 0 ? "" : `, and in it ${inside.join(", ")}`;
  return `<${name}${attributes.join("")}>${within}`;
}

/** The first half of a summary says what a command is for. */
function kindOfLine(line: string, commands: readonly Command[]): string {
  const command = commandIn(line, commands);
  if (!command) return "It is a command.";
  const [what = ""] = command.summary.split(/[;,:(]/);
  return `It is the command that does this: ${what.charAt(0).toLowerCase()}${what.slice(1).trim()}.`;
}

function commandIn(line: string, commands: readonly Command[]): Command | undefined {
  const name = /^\S*/.exec(line)?.[0];
  return commands.find((other) => other.name === name);
}

/** The usage of a command, with what the line has of it: `auth <user> <password> --mechanism NAME`. */
function usageIn(line: string, commands: readonly Command[]): string | undefined {
  const command = commandIn(line, commands);
  if (!command) return undefined;
  const args = Object.entries(command.args);
  const shown = [command.name];
  let at = 0;
  let isValue = false;
  for (const { text, kind } of splitWords(line).slice(1)) {
    const [, option, equals] = (kind === "plain" && /^--([^=]+)(=)?/.exec(text)) || [];
    const value = option === undefined ? undefined : command.options[option]?.value;
    if (option !== undefined) {
      shown.push(value === undefined ? `--${option}` : `--${option} ${value}`);
      isValue = value !== undefined && equals === undefined;
    } else if (isValue) isValue = false;
    else {
      const [name, spec] = args[Math.min(at, args.length - 1)] ?? [];
      const place = `<${name ?? "text"}>`;
      // A text of several words is one argument.
      if (!(spec?.rest && shown.includes(place))) shown.push(place);
      at += 1;
    }
  }
  return shown.join(" ");
}

/** Whether a hint names all that the usage names. */
function isSaid(usage: string, said: string): boolean {
  const names = usage.match(/--[\w-]+|^\w+/g) ?? [];
  return said !== "" && names.every((name) => said.includes(name)) && said.length > usage.length;
}

/** What was said already is no secret any more. */
function commandWithBlanks(line: string, said: string): string {
  const known = new Set(said.match(/[^\s,;.:"()]+/g));
  const parts = line.split(/(\s+)/);
  return parts
    .map((part, index) =>
      index === 0 || part.startsWith("--") || part.trim() === "" || known.has(part) ? part : blank(part),
    )
    .join("");
}

function xmlWithBlanks(xml: string): string {
  return xml
    .replace(/=\s*(['"])(.*?)\1/g, (_, quote: string, value: string) => `=${quote}${blank(value)}${quote}`)
    .replace(/>([^<>]+)</g, (whole, text: string) => (text.trim() === "" ? whole : `>${blank(text)}<`))
    .replace(/\s*\n\s*/g, " ");
}

/** The first character stays. */
function blank(value: string): string {
  const [first = "", ...others] = value;
  return others.length === 0 ? "_" : first + "_".repeat(Math.min(others.length, LONGEST_BLANK));
}

const LONGEST_BLANK = 12;
