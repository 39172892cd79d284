// Scansion's macros, `${Romeo's full JID}`, in the words of our lines.
import { escapeVariables } from "../../shell/language/expansion.ts";
import { escapeXML } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { type Character, definedJid } from "./characters.ts";
import { type Edit, type Excerpt, edited } from "./excerpt.ts";
import { known, quoted, type Report } from "./known.ts";

export interface Cast {
  readonly characters: readonly Character[];
  /** Whoever has connected up to here, whether or not they have gone since. */
  readonly connected: ReadonlySet<Character>;
}

/** Every `${`, and whole where it is a macro. A `$` ahead would make our own variable a literal. */
const MACRO = /(\$?)\$\{(?:([^{}<>\n]*'s [^{}<>\n]*)\})?/g;
const PROPERTIES = ["JID", "full JID"];

/** The excerpt with every macro replaced. What only looks like a variable of ours is escaped. */
export function replaceMacros(excerpt: Excerpt, cast: Cast, report: Report): Excerpt {
  const edits = [...excerpt.text.matchAll(MACRO)].map((match): Edit => {
    const { 0: whole, 1: dollar = "", 2: macro, index } = match;
    const start = index + dollar.length;
    const end = index + whole.length;
    if (macro === undefined) return { start, end, text: "$${" };
    const place = () => excerpt.positionOf(start);
    const value = replacementFor(macro, cast, (reason) => report(place(), reason));
    // "$${" is a literal: the dollar ahead becomes a character reference.
    if (dollar !== "" && value.startsWith("${")) return { start: index, end, text: `&#36;${value}` };
    return { start, end, text: value };
  });
  return edited(excerpt, edits);
}

function replacementFor(
  macro: string,
  { characters, connected }: Cast,
  report: (reason: string) => void,
): string {
  // A name may have an 's of its own: "Juliet's phone's JID".
  const at = macro.lastIndexOf("'s ");
  const name = macro.slice(0, at);
  const property = macro.slice(at + "'s ".length);
  const character = characters.find((one) => one.name === name);
  if (!character) {
    report(`Cannot replace ${quoted(`\${${macro}}`)}: ${noCharacter(name, characters)}`);
    return "";
  }
  switch (property) {
    case "JID":
      return literal(formatJid(character.jid));
    case "full JID":
      // A component binds nothing: its domain is all the JID it has.
      if (character.kind === "component" || !connected.has(character)) return literal(definedJid(character));
      return `\${${character.client}.jid}`;
    default:
      report(
        `Cannot replace ${quoted(`\${${macro}}`)}: there is no property ${quoted(property)} (${known(property, PROPERTIES)})`,
      );
      return "";
  }
}

function literal(jid: string): string {
  return escapeVariables(escapeXML(jid));
}

/** What a message says of a name that nobody has. */
export function noCharacter(name: string, characters: readonly Character[]): string {
  const names = characters.map((character) => character.name);
  const help = names.length === 0 ? `define it with ${quoted(`[Client] ${name}`)}` : known(name, names);
  return `no character is called ${quoted(name)} (${help})`;
}
