import { ago } from "../../render/ago.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapAll } from "../../render/text/wrap.ts";
import type { Unanswered } from "../../session/answers.ts";
import type { Client } from "../../session/clients.ts";
import type { Context } from "../../shell/command.ts";
import { isNamed, linePrefix } from "../../shell/naming-clients.ts";
import type { StreamEvent } from "../../stream/event.ts";
import { attribute, type Element } from "../../xml/element.ts";

/** Requests that nobody has answered: those that wait for this side, and those that the server owes. */
export function showPending(context: Context): string {
  const { clients, columns } = context;
  const rows = [...clients].flatMap((client) =>
    rowsOf(client, context).map((row) =>
      isNamed(client.session.id, clients) ? `${client.name}: ${row}` : row,
    ),
  );
  if (rows.length === 0) return "no request waits for an answer";
  return rows.flatMap((row) => wrapAll(sanitizeLine(row), columns)).join("\n");
}

function rowsOf({ session }: Client, { answers, clients, now }: Context): readonly string[] {
  const prefix = linePrefix(session.id, clients);
  return answers
    .unanswered(session.id)
    .map((one) => (one.by === "client" ? owedRow(one, { now: now(), prefix }) : askedRow(one, now())));
}

/** The moment, and what a line for the client begins with. */
interface Asked {
  readonly now: number;
  readonly prefix: string;
}

/** What the other side wants of this one. */
function owedRow({ entry: { n, event, at } }: Unanswered, { now, prefix }: Asked): string {
  if (event.type === "close")
    return `#${n} ${event.raw} from the server, ${ago(now - at)} (run "${prefix}close")`;
  const iq = iqIn(event);
  if (!iq)
    return `#${n} ${requestIn(event)} from the server, ${ago(now - at)} (it wants an <a/>, XEP-0198 §4)`;
  const from = attribute(iq, "from") ?? "the server";
  return `#${n} ${described(iq)} from ${from}, id "${attribute(iq, "id") ?? ""}", ${ago(now - at)} (run "${prefix}reply ${n}")`;
}

/** What this side waits for. */
function askedRow({ entry: { n, event, at } }: Unanswered, now: number): string {
  const when = `sent ${ago(now - at)}`;
  const iq = iqIn(event);
  if (!iq) return `#${n} ${requestIn(event)}, ${when}`;
  const to = attribute(iq, "to") ?? "the server";
  return `#${n} ${described(iq)} to ${to}, id "${attribute(iq, "id") ?? ""}", ${when}`;
}

function iqIn(event: StreamEvent): Element | undefined {
  return event.type === "element" && event.element.getName() === "iq" ? event.element : undefined;
}

function described(iq: Element): string {
  const payload = iq.getChildElements()[0];
  const what = payload ? `<${payload.getName()} xmlns='${payload.getNS() ?? ""}'/>` : "nothing";
  return `${attribute(iq, "type")} of ${what}`;
}

/** A request that is no iq, by its name; what is in it may be a secret. */
function requestIn(event: StreamEvent): string {
  if (event.type === "open") return `stream header to ${event.header.to ?? "nobody"}`;
  if (event.type === "element") return `<${event.element.getName()}/>`;
  return event.raw;
}
