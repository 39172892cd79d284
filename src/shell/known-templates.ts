// Templates with what is known of a client filled in.
import { UsageError } from "../errors.ts";
import { bareJid, formatJid } from "../xmpp/jid.ts";
import type { FilledTemplate } from "../xmpp/templates.ts";
import type { Context } from "./command.ts";
import { nearest } from "./suggest.ts";

/** @throws UsageError where there is none of that name. */
export async function templateNamed(
  name: string,
  { client, target, id }: Pick<Context, "client" | "target" | "id">,
): Promise<FilledTemplate> {
  const { fillTemplate, TEMPLATES } = await import("../xmpp/templates.ts");
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
