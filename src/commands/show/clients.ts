import { describePosition } from "../../explain/due.ts";
import { ago } from "../../render/ago.ts";
import { wrapPrinted } from "../../render/printed.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { Client } from "../../session/clients.ts";
import type { Context } from "../../shell/command.ts";
import { whatIsOpen } from "../../shell/inside-element.ts";
import { formatJid } from "../../xmpp/jid.ts";

/** A row for each client; the current one has a star. */
export function showClients(context: Context): string {
  const { clients, client, theme, columns } = context;
  const rows = [...clients]
    .flatMap((one, index) => {
      if (!isInUse(one, context)) return [];
      const mark = one.name === client.name ? "*" : " ";
      const name = theme.client(index)(sanitizeLine(one.name));
      return [`${mark} ${name}: ${sanitizeLine(standing(one, context))}`];
    })
    .join("\n");
  return wrapPrinted(rows, columns);
}

/** A slip behind @ makes a client that nobody meant, and that never connects. */
function isInUse(one: Client, { client, clients }: Context): boolean {
  return one.session.state.host !== undefined || [client, clients.current].includes(one);
}

function standing({ session }: Client, { answers, now }: Context): string {
  const { connection, secure, jid } = session.state;
  const open = whatIsOpen(session);
  const { lastTraffic } = session;
  const pending = answers.unanswered(session.id).length;
  return [
    `${describePosition(session.state)}${jid ? ` as ${formatJid(jid)}` : ""}`,
    ...(open === undefined ? [] : [open]),
    ...(connection === "offline" ? [] : [secure ? "over TLS" : "not encrypted"]),
    ...(lastTraffic === undefined ? [] : [`last traffic ${ago(now() - lastTraffic)}`]),
    ...(pending === 0 ? [] : [`${pending} ${pending === 1 ? "request" : "requests"} pending`]),
  ].join(", ");
}
