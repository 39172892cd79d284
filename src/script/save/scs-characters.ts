// Who acts in a Scansion script that is being made.
import type { ClientId } from "../../transcript/entry.ts";
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import { isCommandAct } from "./acts.ts";
import type { Saving } from "./saving.ts";
import type { Secrets } from "./secrets.ts";

export interface Character {
  readonly client: ClientId;
  readonly name: string;
  readonly full: string;
}

/** The clients to whom a server bound a full JID: Scansion knows nobody else. */
export function charactersIn({ course }: Saving): readonly Character[] {
  return course.jids.clients.flatMap((client) => {
    const full = course.jids.of(client)[0];
    return full === undefined ? [] : [{ client, name: nameFor(client), full }];
  });
}

function nameFor(client: ClientId): string {
  return client.charAt(0).toUpperCase() + client.slice(1);
}

export function definition({ client, name, full }: Character, saving: Saving, secrets: Secrets): string {
  const { resourcepart } = parseJid(full);
  const asked = saving.acts.some(
    (act) => act.client === client && act.sent.some(({ event }) => asksFor(event.raw, resourcepart)),
  );
  const password = secrets === "shown" ? passwordOf(client, saving) : undefined;
  const lines = [
    `[Client] ${name}`,
    `\tjid: ${formatJid(bareJid(parseJid(full)))}`,
    ...(asked && resourcepart !== undefined ? [`\tresource: ${resourcepart}`] : []),
    ...(password === undefined ? [] : [`\tpassword: ${password}`]),
  ];
  return lines.join("\n");
}

function asksFor(raw: string, resource: string | undefined): boolean {
  return resource !== undefined && raw.includes(`<resource>${resource}</resource>`);
}

/** The password on the line that let the client in. */
function passwordOf(client: ClientId, { acts, course }: Saving): string | undefined {
  const typed = acts.findLast(
    (act) =>
      act.client === client &&
      isCommandAct(act) &&
      act.line.command.name === "auth" &&
      course.answers.get(act)?.kind === "reply",
  );
  return typed && isCommandAct(typed) ? typed.line.parsed.args.password : undefined;
}
