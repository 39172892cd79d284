// Where clients connect and as whom, and what variables stand for at first: what the command line says of it.
import { UsageError } from "../../errors.ts";
import type { Client } from "../../session/clients.ts";
import type { SessionState } from "../../session/state.ts";
import type { Target } from "../../shell/connecting/target.ts";
import { checkWishes } from "../../shell/connecting/tls-wishes.ts";
import { whyNoName } from "../../shell/variables.ts";
import type { Endpoint } from "../../stream/transport.ts";
import { parseAddress, parsePort } from "../../xmpp/address.ts";
import type { Jid } from "../../xmpp/jid.ts";
import type { Practice } from "../practice-server/practice.ts";
import { accountsFrom, isDomain } from "./accounts.ts";
import { pairsIn } from "./pairs.ts";
import type { Setup } from "./setup.ts";

/**
 * What a client's lines can leave out.
 * @throws UsageError for an address or an account that cannot be read: told at once, not when it is used.
 */
export function targetsOf(setup: Setup, practice?: Practice): (client: Client) => Target {
  const { address, domain, allowPlaintext, allowHosts, componentPort } = setup;
  if (address !== undefined) parseAddress(address);
  if (domain !== undefined && !isDomain(domain)) {
    throw new UsageError(`Cannot use --domain "${domain}": it is no domain (write for example localhost)`);
  }
  checkWishes(setup);
  for (const port of [setup.port, componentPort]) if (port !== undefined) parsePort(port);
  const accounts = accountsFrom(setup);
  const leadsAway = (account: Jid | undefined) =>
    account !== undefined && practice !== undefined && account.domainpart !== practice.domain;
  return ({ name, firstName, session }) => {
    // Whoever is renamed keeps the account: only who has none, also none at the practice server, takes the new name's.
    const renamed = accounts.of(firstName) ? undefined : accounts.of(name);
    const mayTake = !practice || (leadsAway(renamed) && !hasBeenAt(practice.place, session.state));
    const accountName = renamed && mayTake ? name : firstName;
    const account = accounts.of(accountName);
    const isElsewhere = !accounts.isOnCommandLine(accountName) && leadsAway(account);
    const practised = practice && isAt(practice.place, session.state) ? practice : undefined;
    const goesToPractice = address === undefined && !isElsewhere ? practice : undefined;
    const ownDomain = domain ?? account?.domainpart ?? practised?.domain;
    return {
      address: address ?? goesToPractice?.address,
      where: setup,
      domain: ownDomain,
      served: accounts.served,
      accountName,
      users: [...(goesToPractice?.users ?? []), ...accounts.usersAt(ownDomain ?? goesToPractice?.domain)],
      username: account?.localpart ?? practised?.accountOf(accountName).name,
      ...(practice ? { known: { place: practice.place, fingerprint: practice.fingerprint } } : {}),
      tls: setup,
      componentPort,
      allowPlaintext,
      allowHosts,
    };
  };
}

/** Whether a client is connected to a place. */
export function isAt(place: Endpoint, state: SessionState | undefined): boolean {
  return state?.connection === "connected" && hasBeenAt(place, state);
}

/** Whether its last connection, which may have ended, was to a place. */
function hasBeenAt({ host, port }: Endpoint, state: SessionState): boolean {
  return state.host === host && state.port === port;
}

/** @throws UsageError where a text is no NAME=VALUE, or the name none that a variable can have. */
export function definitionsIn({ var: given = [] }: Setup): readonly (readonly [string, string])[] {
  const pairs = pairsIn(given, "var", "room=lobby");
  const wrong = pairs.map(([name]) => whyNoName(name)).find((why) => why !== undefined);
  if (wrong !== undefined) throw new UsageError(wrong);
  return pairs;
}
