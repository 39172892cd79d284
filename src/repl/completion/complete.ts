// Tab: what fits where the cursor is. Nothing is run for it, and nothing is changed.
import { readLine } from "../../shell/language/line.ts";
import { completeArguments } from "./command-line.ts";
import type { Candidate, Completing, Completions, ForClient } from "./completions.ts";
import { clientValues, commandValues } from "./named.ts";
import { completeVariable } from "./variables.ts";
import { aroundXml, completeXml } from "./xml.ts";
import { startingWith } from "./xml-values.ts";

const NOTHING: readonly Candidate[] = [];

/** Undefined where the line is JavaScript, or may be. */
export function complete(line: string, cursor: number, completing: Completing): Completions | undefined {
  const before = line.slice(0, cursor);
  const behind = line.slice(cursor);
  const [, blank = "", client, gap = ""] = /^(\s*)(?:@(\S+)(\s+))?/.exec(before) ?? [];
  const start = blank.length + (client === undefined ? 0 : client.length + 1 + gap.length);
  const named = client === undefined ? completing.clients.current : completing.clients.find(client);
  const found = inText(before.slice(start), { ...completing, client: named, behind });
  if (found) return { ...asTold(found, completing), from: start + found.from };
  // Behind `@name` no JavaScript can stand.
  return client === undefined ? undefined : { from: cursor, candidates: NOTHING };
}

/** What the list says of a candidate, without secrets where those are not shown; what is put on the line stays. */
function asTold(found: Completions, { told }: Completing): Completions {
  const shownAs = (text: string | undefined) => (text === undefined ? undefined : told(text));
  const candidates = found.candidates.map(({ shown, summary, ...candidate }) => ({
    ...candidate,
    shown: shownAs(shown),
    summary: shownAs(summary),
  }));
  return { ...found, candidates };
}

type InLine = ForClient & { readonly behind: string };

/** A line without the client that it is for. */
function inText(text: string, completing: InLine): Completions | undefined {
  const nothing = { from: text.length, candidates: NOTHING };
  if (text.startsWith("#")) return nothing;
  if (text.startsWith("<")) {
    return completeXml(text, { ...completing, around: aroundXml(undefined, completing) }) ?? nothing;
  }
  if (text.startsWith("@") && !/\s/.test(text)) return clientsAfterAt(text, completing);
  if (/^[a-z0-9-]*$/.test(text)) return firstWord(text, completing);
  const { commands, aliases } = completing;
  const read = readLine(text, (name) => commands.some((command) => command.name === name));
  if (read.kind !== "command") return ofAlias(text, aliases.expand(text), completing);
  const command = commands.find(({ name }) => name === read.name);
  if (!command) return undefined;
  const held = Object.values(command.args).some(({ holdsLine }) => holdsLine) ? lineHeld(text) : undefined;
  if (held !== undefined) {
    const found = inText(text.slice(held), completing);
    return found ? { ...found, from: held + found.from } : nothing;
  }
  return completeVariable(text, completing) ?? completeArguments(command, text, completing) ?? nothing;
}

/** Where the line begins that stands behind the first "=". */
function lineHeld(text: string): number | undefined {
  return /^[^=]*=\s*/.exec(text)?.[0].length;
}

/** An alias stands for the beginning of a line: what follows it is completed as the rest of that line. */
function ofAlias(text: string, expanded: string | undefined, completing: InLine): Completions | undefined {
  if (expanded === undefined) return undefined;
  const found = inText(expanded, completing);
  const longer = expanded.length - text.length;
  return found && found.from - longer >= 0 ? { ...found, from: found.from - longer } : undefined;
}

/** Commands before everything else that a word may begin, and aliases; undefined where there is none. */
function firstWord(text: string, completing: InLine): Completions | undefined {
  const { aliases, words = [] } = completing;
  const values = [
    ...words.map(({ name, summary }) => ({ value: name, summary })),
    ...commandValues(completing),
    ...aliases.all.map(({ name, line }) => ({ value: name, summary: `= ${line}` })),
  ];
  const fitting = startingWith(values, text);
  if (fitting.length === 0) return undefined;
  return {
    from: 0,
    candidates: fitting.map(({ value, summary }) => ({ text: value, summary, isWhole: true })),
  };
}

function clientsAfterAt(text: string, completing: InLine): Completions {
  const fitting = startingWith(clientValues(completing), text.slice(1));
  return {
    from: 0,
    candidates: fitting.map(({ value, summary }) => ({ text: `@${value}`, summary, isWhole: true })),
  };
}
