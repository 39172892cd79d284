// `Romeo sends:` and its like, and what stands beneath -> an action.
import type { Position } from "../../errors.ts";
import { XmlInput } from "../../xml/input.ts";
import type { Character } from "./characters.ts";
import { blockBeneath, type Chunk } from "./chunks.ts";
import { type Excerpt, excerptOf } from "./excerpt.ts";
import { known, quoted, type Report } from "./known.ts";
import { noCharacter } from "./macros.ts";

export type Verb = (typeof VERBS)[number];

export interface Action {
  readonly verb: Verb;
  readonly character: Character;
  readonly at: Position;
  /** The line as it stands in the file. */
  readonly source: string;
  /** What stands behind the verb and beneath it; empty where there is nothing. */
  readonly body: Excerpt;
}

const VERBS = ["connects", "sends", "receives", "disconnects"] as const;

/** Undefined where the line is no action: that is reported. */
export function actionIn(chunk: Chunk, characters: readonly Character[], report: Report): Action | undefined {
  const character = whoActs(chunk, characters, report);
  if (!character) return undefined;
  const { text, at } = chunk;
  const [, gap = "", word = "", colon = "", rest = ""] =
    /^([ \t]+)([^\s:]*)(:?[ \t]*)(.*)$/.exec(text.slice(character.name.length)) ?? [];
  const column = at.column + character.name.length + gap.length;
  const verb = VERBS.find((one) => one === word);
  if (!verb) {
    report({ ...at, column }, `Cannot read ${quoted(text)}: nobody ${quoted(word)} (${known(word, VERBS)})`);
    return undefined;
  }
  const beneath = blockBeneath(chunk);
  const inline = { text: rest, at: { ...at, column: column + word.length + colon.length } };
  const body = excerptOf([...(rest === "" ? [] : [inline]), ...(beneath ? [beneath] : [])]);
  const action = { verb, character, at, source: text, body };
  const problem = problemWith(action);
  if (problem === undefined) return action;
  report(body.text === "" ? at : body.positionOf(0), `Cannot read ${quoted(text)}: ${problem}`);
  return undefined;
}

/** Names have blanks in them: the longest that fits is meant, "Juliet's phone" before "Juliet". */
function whoActs(
  { text, at }: Chunk,
  characters: readonly Character[],
  report: Report,
): Character | undefined {
  const character = characters
    .filter(({ name }) => text.startsWith(name) && /^[ \t]/.test(text.slice(name.length)))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
  if (character) return character;
  const verb = new RegExp(`[ \\t]+(?:${VERBS.join("|")})(?::|[ \\t]|$)`).exec(text);
  const name = text.slice(0, verb?.index ?? Math.max(text.search(/[ \t]\S*$/), 0)) || text;
  report(at, `Cannot read ${quoted(text)}: ${noCharacter(name.replace(/:$/, ""), characters)}`);
  return undefined;
}

function problemWith({ verb, character: { name }, body }: Action): string | undefined {
  const isEmpty = body.text === "";
  switch (verb) {
    case "connects":
    case "disconnects":
      return isEmpty ? undefined : `it takes nothing (write ${quoted(`${name} ${verb}`)} alone)`;
    case "sends":
      return isEmpty
        ? "there is nothing to send (write the stanza beneath it, indented)"
        : unsendable(body.text);
    case "receives":
      return isEmpty
        ? 'there is nothing to expect (write the stanza beneath it, indented, or "nothing")'
        : undefined;
  }
}

/** A stanza, whatever is wrong with it: but not text, and not a piece of one. */
function unsendable(text: string): string | undefined {
  if (!text.trimStart().startsWith("<")) return "what is sent is no XML (Scansion sends stanzas)";
  const input = new XmlInput();
  if (input.add(text.trimStart())) return undefined;
  const open = input.openElements.map((name) => `<${name}>`).join(", ");
  return `its XML never ends${open === "" ? "" : ` (open: ${open})`}`;
}
