// Templates with what is known of a client filled in.
import { UsageError } from "../errors.ts";
import { type FilledTemplate, fillTemplate } from "../xmpp/fill-template.ts";
import { bareJid, formatJid } from "../xmpp/jid.ts";
import type { Connecting } from "./connecting.ts";
import type { Source } from "./draws.ts";
import type { RunningLine } from "./running-line.ts";
import { nearest } from "./suggest.ts";

/** @throws UsageError where there is none of that name. */
export async function templateNamed(
  name: string,
  { client, target, id }: Pick<RunningLine & Connecting & Source, "client" | "target" | "id">,
): Promise<FilledTemplate> {
  const { TEMPLATES } = await import("../xmpp/templates.ts");
  const template = TEMPLATES.find((known) => known.name === name);
  if (!template) {
    const meant = nearest(
      name,
      TEMPLATES.map((known) => known.name),
    );
    const remedy = meant === undefined ? 'run "template" for a list' : `did you mean "${meant}"?`;
    throw new UsageError(`Cannot use the template "${name}": there is none of that name (${remedy})`);
  }
  const { jid, sent } = client.session.state;
  return fillTemplate(template, {
    id,
    domain: sent?.to ?? target.domain,
    bare: jid && formatJid(bareJid(jid)),
  });
}
