// Asks DNS for the servers of a domain (RFC 6120 §3.2.1, XEP-0368). Loaded only when it is wanted.
import { Resolver } from "node:dns/promises";
import type { ClientService } from "../xmpp/certificate.ts";
import { type ServiceRecord, serviceName } from "../xmpp/srv.ts";

export interface LookedUp {
  readonly records: readonly ServiceRecord[];
  /** Why there is no answer to a question. */
  readonly problem?: string;
}

/**
 * Asks for the SRV records of a domain's services, all at once. What DNS does not know is no error.
 * @throws the signal's reason when it is aborted.
 */
export type LookUp = (
  domain: string,
  services: readonly ClientService[],
  signal: AbortSignal,
) => Promise<LookedUp>;

/** How long DNS may take, in milliseconds: a classroom without a network must not wait for it. */
const PATIENCE = 2000;

/** A look-up by the system's DNS servers, or by others: "127.0.0.1:5353". */
export function lookUpBy(servers?: readonly string[]): LookUp {
  return async (domain, services, signal) => {
    const resolver = new Resolver({ timeout: PATIENCE, tries: 1 });
    if (servers) resolver.setServers([...servers]);
    const cancel = () => resolver.cancel();
    const tooLong = setTimeout(cancel, PATIENCE);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const answers = await Promise.all(
        services.map(async (service) => await ask(resolver, service, domain)),
      );
      signal.throwIfAborted();
      const problem = answers.find((answer) => answer.problem !== undefined)?.problem;
      return {
        records: answers.flatMap(({ records }) => records),
        ...(problem === undefined ? {} : { problem }),
      };
    } finally {
      clearTimeout(tooLong);
      signal.removeEventListener("abort", cancel);
    }
  };
}

async function ask(resolver: Resolver, service: ClientService, domain: string): Promise<LookedUp> {
  try {
    const answers = await resolver.resolveSrv(serviceName(service, domain));
    return {
      records: answers.map(({ name, port, priority, weight }) => ({
        service,
        priority,
        weight,
        port,
        target: name,
      })),
    };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // The name is not there, or has no records of this type.
    if (code === "ENOTFOUND" || code === "ENODATA") return { records: [] };
    return {
      records: [],
      problem: PROBLEMS[code] ?? (error instanceof Error ? error.message : String(error)),
    };
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECANCELLED: `DNS did not answer within ${PATIENCE / 1000} s`,
  ETIMEOUT: `DNS did not answer within ${PATIENCE / 1000} s`,
  ECONNREFUSED: "no DNS server answers",
  ESERVFAIL: "the DNS server failed to find out",
  EREFUSED: "the DNS server refused the question",
  EBADNAME: "the domain is no name that DNS can have",
};
