// Where clients connect and as whom, and what variables stand for at first: what the command line says of it.
import { UsageError } from "../errors.ts";
import type { Client } from "../session/clients.ts";
import type { SessionState } from "../session/state.ts";
import type { Target } from "../shell/target.ts";
import { checkWishes } from "../shell/tls-wishes.ts";
import { whyNoName } from "../shell/variables.ts";
import type { Endpoint } from "../stream/transport.ts";
import { parseAddress, parsePort } from "../xmpp/address.ts";
import { type Jid, parseJid } from "../xmpp/jid.ts";
import type { Practice } from "./practice.ts";
import type { Setup } from "./setup.ts";

/** The account of the first client is that of --jid. */
const FIRST = "main";

/**
 * What a client's lines can leave out.
 * @throws UsageError for an address or an account that cannot be read: told at once, not when it is used.
 */
export function targetsOf(setup: Setup, practice?: Practice): (client: Client) => Target {
  const { address, domain, jid, allowPlaintext, allowHosts, componentPort } = setup;
  if (address !== undefined) parseAddress(address);
  if (domain !== undefined && !isDomain(domain)) {
    throw new UsageError(`Cannot use --domain "${domain}": it is no domain (write for example localhost)`);
  }
  checkWishes(setup);
  for (const port of [setup.port, componentPort]) if (port !== undefined) parsePort(port);
  const accounts = accountsIn(setup.account);
  const configured = accountsIn(setup.configured);
  if (jid !== undefined) accounts.set(FIRST, accountJid(jid, "--jid"));
  return ({ firstName, session }) => {
    const own = accounts.get(firstName);
    const kept = own ? undefined : fitting(configured.get(firstName), setup);
    const account = own ?? kept;
    const isElsewhere = kept !== undefined && practice !== undefined && kept.domainpart !== practice.domain;
    const practised = practice && isAt(practice.place, session.state) ? practice : undefined;
    return {
      address: address ?? (isElsewhere ? undefined : practice?.address),
      where: setup,
      domain: domain ?? account?.domainpart ?? practised?.domain,
      username: account?.localpart ?? practised?.accountOf(firstName).name,
      ...(practice ? { known: { place: practice.place, fingerprint: practice.fingerprint } } : {}),
      tls: setup,
      componentPort,
      allowPlaintext,
      allowHosts,
    };
  };
}

/** Whether a client is connected to a place. */
export function isAt({ host, port }: Endpoint, state: SessionState | undefined): boolean {
  return state?.connection === "connected" && state.host === host && state.port === port;
}

/** An account of the configuration, where the command line leads to no other domain. */
function fitting(account: Jid | undefined, { address, domain, host }: Setup): Jid | undefined {
  const named = domain ?? (address === undefined ? host : parseAddress(address).host);
  return named === undefined || named === account?.domainpart ? account : undefined;
}

function accountsIn(account: readonly string[] = []): Map<string, Jid> {
  return new Map(
    pairsIn(account, "account", "juliet=juliet@localhost").map(([name, jid]) => [
      name,
      accountJid(jid, "--account"),
    ]),
  );
}

/** RFC 7622 §3.2: what is before an @ or behind a / is no part of it. */
function isDomain(text: string): boolean {
  return /^[^\s@/]+$/.test(text);
}

/** Without an @ the user's name would be taken for the domain. */
function accountJid(text: string, option: string): Jid {
  const jid = parseJid(text);
  if (jid.localpart) return jid;
  const user = isDomain(text) ? text : "me";
  throw new UsageError(
    `Cannot use ${option} "${text}": an account is a JID with a user in it (write for example ${user}@localhost; --domain names a domain alone)`,
  );
}

/** @throws UsageError where a text is no NAME=VALUE, or the name none that a variable can have. */
export function definitionsIn({ var: given = [] }: Setup): readonly (readonly [string, string])[] {
  const pairs = pairsIn(given, "var", "room=lobby");
  const wrong = pairs.map(([name]) => whyNoName(name)).find((why) => why !== undefined);
  if (wrong !== undefined) throw new UsageError(wrong);
  return pairs;
}

function pairsIn(texts: readonly string[], option: string, example: string): [string, string][] {
  return texts.map((text) => {
    const equals = text.indexOf("=");
    if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
    throw new UsageError(`Cannot read --${option} "${text}": it has no name and value (write ${example})`);
  });
}
