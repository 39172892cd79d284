// What a command of this tool is, a line that was run, and what the prompt says is due.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { Explanation, Reference } from "../explanation.ts";
import { referenceTo } from "../reference.ts";
import { explainTerm, findWord } from "./word.ts";

export interface CommandFact {
  readonly name: string;
  readonly summary: string;
  /** "RFC 6120 §7" */
  readonly spec?: string | undefined;
}

export function explainCommand(command: CommandFact, knowledge: Knowledge): Explanation {
  const { name, summary } = command;
  return {
    title: `${name}, a command of this tool`,
    text: [`${summary}. "help ${name}" says how it is written.`],
    parts: [],
    ...specOf(command, knowledge),
    alsoSee: [],
  };
}

function specOf({ spec }: CommandFact, knowledge: Knowledge): { readonly spec?: Reference } {
  if (spec === undefined) return {};
  const [, name, section = ""] = /^(RFC \d+|XEP-\d{4})(?: §([\d.]+))?$/.exec(spec) ?? [];
  return { spec: name === undefined ? { name: spec } : referenceTo(name, section, knowledge) };
}

const PROMPT = /^(?:([^,]+), )?([a-z]+) next ?>?$/i;

/** Words of the prompt, as `authenticated, bind next`: where the client stands, and the step that is due. */
export function explainPrompt(
  word: string,
  commands: readonly CommandFact[],
  knowledge: Knowledge,
): readonly Explanation[] {
  const [, where = "", next = ""] = PROMPT.exec(word) ?? [];
  const due = commands.find(({ name }) => name === next.toLowerCase());
  if (!due) return [];
  // The client's name may stand before it.
  const stand = findWord(where, knowledge) ?? findWord(where.replace(/^\S+ /, ""), knowledge);
  const told = `The prompt ends with the step that is due: here "${due.name}". Type it, or "next --do"; "next" says why it is due, and what else is possible.`;
  return [
    ...(stand ? [explainTerm(stand, knowledge)] : []),
    { title: `${due.name} next, in the prompt`, text: [told], parts: [], alsoSee: [] },
    explainCommand(due, knowledge),
  ];
}

const LONGEST_SHOWN = 60;

/** A line that was run, as it is stored. */
export function explainLine(
  line: string,
  commands: readonly CommandFact[],
  knowledge: Knowledge,
): Explanation {
  const [, client, text = ""] = /^(?:(@\S+)\s*)?([\s\S]*)$/.exec(line.trim()) ?? [];
  const shown = line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
  const title = `A line that was run: ${shown}`;
  const command = commands.find(({ name }) => name === /^\S+/.exec(text)?.[0]);
  if (command) return { ...explainCommand(command, knowledge), title };
  return { title, text: [aboutOther(client, text)], parts: [], alsoSee: [] };
}

function aboutOther(client: string | undefined, text: string): string {
  if (text.startsWith("<"))
    return "XML that was typed: it was sent as it stands, and has an entry of its own.";
  return client !== undefined && text === ""
    ? `It says who runs the lines behind it: ${client.slice(1)}.`
    : 'It went through the tool, not over the wire ("help" explains commands).';
}
