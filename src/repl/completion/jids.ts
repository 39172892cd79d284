// JIDs: one's own, those of the other clients, and whom the stream has told of.
import { isComponent } from "../../session/state.ts";
import { bareJid, formatJid } from "../../xmpp/jid.ts";
import type { ForClient, Value } from "./completions.ts";
import { bareOf, type SeenJid } from "./seen.ts";

/** Whom one knows before strangers, and of each the newest first; at the end those of whom only an error came. */
export function jidValues(completing: ForClient): readonly Value[] {
  const others = otherClients(completing);
  const own = [...ownValues(completing), ...serverValue(completing)];
  const names = new Set([...others, ...own].map(({ value }) => value));
  const seen = completing.seen.jids.filter(({ jid }) => !names.has(jid));
  const contacts = new Set(seen.filter(({ as }) => as === "contact").map(({ jid }) => jid));
  const isContact = ({ jid }: SeenJid) => contacts.has(jid) || contacts.has(bareOf(jid));
  const isRefused = (one: SeenJid) => one.as === "refused" && !isContact(one);
  const asValue = ({ jid, what }: SeenJid) => ({ value: jid, summary: what });
  return [
    ...others,
    ...seen.filter(isContact).map(asValue),
    ...own,
    ...seen.filter((one) => !isContact(one) && !isRefused(one)).map(asValue),
    ...seen.filter(isRefused).map(asValue),
  ];
}

function otherClients({ clients, client: own }: ForClient): readonly Value[] {
  return [...clients].flatMap((client): readonly Value[] => {
    const { jid } = client.session.state;
    if (!jid || client === own) return [];
    const summary = `the client ${client.name}`;
    return [
      { value: formatJid(bareJid(jid)), summary },
      { value: formatJid(jid), summary },
    ];
  });
}

export function ownValues({ client }: ForClient): readonly Value[] {
  const jid = client?.session.state.jid;
  if (!jid) return [];
  return [
    { value: formatJid(bareJid(jid)), summary: "your account" },
    { value: formatJid(jid), summary: "you" },
  ];
}

/** The domain of the client's own server, as far as it is known. */
export function serverDomain(client: ForClient["client"]): string | undefined {
  // The header of a component has the component's own domain (XEP-0114).
  if (!client || isComponent(client.session.state)) return undefined;
  const { jid, sent } = client.session.state;
  return jid?.domainpart ?? sent?.to;
}

function serverValue({ client }: ForClient): readonly Value[] {
  const domain = serverDomain(client);
  return domain === undefined ? [] : [{ value: domain, summary: "your server's domain" }];
}

/** What a stream can be for. */
export function domainValues({ client, targetOf }: ForClient): readonly Value[] {
  if (!client) return [];
  const { sent, domain, host } = client.session.state;
  const target = targetOf(client);
  const known = [sent?.to, target.domain, target.served?.domain, domain, host];
  return known.flatMap((value) => (value === undefined ? [] : [{ value, summary: "the domain" }]));
}
