// JIDs: one's own, those of the other clients, and whom the stream has told of.
import { bareJid, formatJid } from "../../xmpp/jid.ts";
import type { ForClient, Value } from "./completions.ts";

/** The newest first; the own ones last, because one seldom writes to oneself. */
export function jidValues(completing: ForClient): readonly Value[] {
  const own = ownValues(completing);
  const others = [...completing.clients].flatMap((client): readonly Value[] => {
    const { jid } = client.session.state;
    if (!jid || client === completing.client) return [];
    const summary = `the client ${client.name}`;
    return [
      { value: formatJid(bareJid(jid)), summary },
      { value: formatJid(jid), summary },
    ];
  });
  const isOwn = (value: string) => own.some((one) => one.value === value);
  const isOther = (value: string) => others.some((one) => one.value === value);
  const seen = completing.seen.jids
    .filter(([value]) => !isOwn(value) && !isOther(value))
    .map(([value, summary]) => ({ value, summary }));
  return [...others, ...seen, ...own];
}

export function ownValues({ client }: ForClient): readonly Value[] {
  const jid = client?.session.state.jid;
  if (!jid) return [];
  return [
    { value: formatJid(bareJid(jid)), summary: "your account" },
    { value: formatJid(jid), summary: "you" },
  ];
}

/** What a stream can be for. */
export function domainValues({ client, targetOf }: ForClient): readonly Value[] {
  if (!client) return [];
  const { sent, domain, host } = client.session.state;
  const known = [sent?.to, targetOf(client).domain, domain, host];
  return known.flatMap((value) => (value === undefined ? [] : [{ value, summary: "the domain" }]));
}
