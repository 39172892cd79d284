// Templates with what is known of a client filled in.
import { UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { type FilledTemplate, fillTemplate } from "../xmpp/fill-template.ts";
import { bareJid, formatJid } from "../xmpp/jid.ts";
import type { Connecting } from "./connecting.ts";
import type { Source } from "./draws.ts";
import { nearest } from "./language/suggest.ts";
import type { RunningLine } from "./running-line.ts";

/** @throws UsageError where there is none of that name. */
export async function templateNamed(
  name: string,
  { client, target, id }: Pick<RunningLine & Connecting & Source, "client" | "target" | "id">,
): Promise<FilledTemplate> {
  const { TEMPLATES } = await import("../xmpp/templates.ts");
  const template = TEMPLATES.find((known) => known.name === name);
  if (!template) {
    const names = TEMPLATES.map((known) => known.name);
    const meant = namesMeant(name, names)
      .map((one) => `"${one}"`)
      .join(", ");
    const remedy = meant === "" ? 'run "template" for a list' : `did you mean ${meant}?`;
    throw new UsageError(`Cannot use the template "${name}": there is none of that name (${remedy})`);
  }
  const { jid, sent } = client.session.state;
  return fillTemplate(template, {
    id,
    domain: sent?.to ?? target.domain,
    bare: jid && typeable(formatJid(bareJid(jid))),
  });
}

/** More are a list by themselves. */
const MOST_MEANT = 6;

/** Those that have the word in their names, or begin with it where it is short; else the nearest. */
function namesMeant(word: string, names: readonly string[]): readonly string[] {
  const typed = word.toLowerCase();
  const having = names.filter((name) => (typed.length < 3 ? name.startsWith(typed) : name.includes(typed)));
  if (having.length > 0 && having.length <= MOST_MEANT) return having;
  const meant = nearest(word, names);
  return meant === undefined ? [] : [meant];
}

/** The server has made the JID up: what a terminal would obey is not put on the line. */
function typeable(text: string): string | undefined {
  return sanitizeLine(text) === text ? text : undefined;
}
