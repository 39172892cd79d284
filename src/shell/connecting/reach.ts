// Which hosts a script may reach: the server it is pointed at, and those the command line allows.
import { UsageError } from "../../errors.ts";
import { type Address, isLoopback, parseAddress, sameDomain } from "../../xmpp/address.ts";
import type { Connecting } from "../connecting.ts";
import type { RunningLine } from "../running-line.ts";
import type { Sessions } from "../sessions.ts";
import type { WhereWishes } from "./target.ts";

/**
 * Where DNS leads from the server's own name is that server's business, and what a person types is not asked about.
 * @throws UsageError where a script names another host.
 */
export function checkReach(
  context: RunningLine & Sessions & Connecting,
  address: Address | undefined,
  where: WhereWishes,
): void {
  if (context.origin === "line") return;
  const named = [address?.host, where.host].filter((host) => host !== undefined);
  const allowed = hostsAllowed(context);
  const other = named.find((host) => !allowed.some((known) => sameMachine(known, host)));
  if (other === undefined) return;
  const present = allowed[0] === undefined ? "it is pointed at no server" : `it is pointed at ${allowed[0]}`;
  throw new UsageError(
    `Cannot connect to ${other}: a script reaches one server only, and ${present} (--server ${other} points it there, --allow-hosts ${other} lets it go there too)`,
  );
}

function hostsAllowed({ target, clients }: Sessions & Connecting): readonly string[] {
  const { address, where, domain, served } = target;
  const known = [address && parseAddress(address).host, where.host, domain, served?.domain];
  const connected = [...clients].map(({ session }) => session.state.host);
  return [...known, ...connected, ...(target.allowHosts ?? [])].filter((host) => host !== undefined);
}

function sameMachine(a: string, b: string): boolean {
  return sameDomain(a, b) || (isLoopback(a) && isLoopback(b));
}
