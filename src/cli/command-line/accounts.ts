// The accounts of the clients: what the command line and the configuration say of them.
import { UsageError } from "../../errors.ts";
import type { KnownAccount } from "../../shell/authentication/credentials.ts";
import type { KnownUser, Target } from "../../shell/connecting/target.ts";
import { parseAddress, withoutPassword } from "../../xmpp/address.ts";
import { formatJid, type Jid, parseJid } from "../../xmpp/jid.ts";
import { pairsIn } from "./pairs.ts";
import type { Setup } from "./setup.ts";

/** The account of the first client is that of --jid. */
const FIRST = "main";

export interface Accounts {
  /** The account that is kept by a client's name; undefined where there is none. */
  of(client: string): Jid | undefined;
  /** Whether the command line has it: then it counts wherever that leads. */
  isOnCommandLine(client: string): boolean;
  /** The server that the command line leads to, where somebody's account says what its domain is. */
  readonly served: Target["served"];
  /** Those of the command line and those of the configuration, also where these do not count. */
  readonly all: readonly KnownAccount[];
  /** Those who have an account at a domain, without one at that which the command line leads to. */
  usersAt(domain?: string): readonly KnownUser[];
}

/** @throws UsageError for an account that cannot be read. */
export function accountsFrom(setup: Setup): Accounts {
  const own = accountsIn(setup.account);
  const configured = accountsIn(setup.configured);
  if (setup.jid !== undefined) own.set(FIRST, accountJid(setup.jid, "--jid"));
  const served = servedIn(setup, own.get(FIRST));
  const find = (client: string) => own.get(client) ?? fitting(configured.get(client), setup, served);
  return {
    of: find,
    isOnCommandLine: (client) => own.has(client),
    served,
    all: [
      ...[...own].sort(firstFirst).map(([client, jid]) => {
        const source = client === FIRST && setup.jid !== undefined ? "--jid" : "--account";
        return { client, jid: formatJid(jid), source };
      }),
      ...[...configured].map(([client, jid]) => {
        const leadsAway = fitting(jid, setup, served)
          ? undefined
          : "the command line leads to another domain";
        const unused = own.has(client) ? "the command line names another one" : leadsAway;
        return { client, jid: formatJid(jid), source: "the configuration", unused };
      }),
    ],
    usersAt: (domain = served?.domain ?? hostIn(setup)) =>
      [...new Set([...own.keys(), ...configured.keys()])].flatMap((client): KnownUser[] => {
        const { localpart, domainpart } = find(client) ?? {};
        if (localpart === undefined || domainpart !== domain) return [];
        return [{ name: localpart, whose: `the account of ${client}` }];
      }),
  };
}

function firstFirst([one]: readonly [string, Jid], [other]: readonly [string, Jid]): number {
  return Number(other === FIRST) - Number(one === FIRST);
}

/** The server that the command line leads to, and the domain of the first client's account there. */
function servedIn({ address, host }: Setup, account: Jid | undefined): Target["served"] {
  if (!account) return undefined;
  const { domainpart } = account;
  return { host: hostIn({ address, host }) ?? domainpart, domain: domainpart };
}

function hostIn({ address, host }: Pick<Setup, "address" | "host">): string | undefined {
  return address === undefined ? host : parseAddress(address).host;
}

/** An account of the configuration, where the command line leads to no other domain. */
function fitting(account: Jid | undefined, setup: Setup, served: Target["served"]): Jid | undefined {
  const host = hostIn(setup);
  const named = setup.domain ?? (host !== undefined && host === served?.host ? served.domain : host);
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
export function isDomain(text: string): boolean {
  return /^[^\s@/]+$/.test(text);
}

/** Without an @ the user's name would be taken for the domain. */
function accountJid(text: string, option: string): Jid {
  const jid = parseJid(text);
  // RFC 7622 §3.3.1: no user has a colon in it, which whoever writes a password behind the user puts there.
  if (jid.localpart?.includes(":")) {
    throw new UsageError(
      `Cannot use ${option} "${withoutPassword(text, "…")}": no user has a colon in it, and a password does not belong there (it comes from XMPP_PASSWORD, or is asked for)`,
    );
  }
  if (jid.localpart) return jid;
  const user = isDomain(text) ? text : "me";
  throw new UsageError(
    `Cannot use ${option} "${text}": an account is a JID with a user in it (write for example ${user}@localhost; --domain names a domain alone)`,
  );
}
