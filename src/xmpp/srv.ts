// Where DNS says that a domain's servers are: SRV records (RFC 2782, RFC 6120 §3.2.1, XEP-0368).
import type { ClientService } from "./certificate.ts";

export interface ServiceRecord {
  readonly service: ClientService;
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** The host. A lone dot says that the service is decidedly not available. */
  readonly target: string;
}

/** The name to look up: `_xmpp-client._tcp.example.org`. */
export function serviceName(service: ClientService, domain: string): string {
  return `_${service}._tcp.${domain}`;
}

/** Whether a record says that its service is not available at this domain (RFC 2782, "Target"). */
export function isRefusal({ target }: ServiceRecord): boolean {
  return target === "." || target === "";
}

/**
 * The records in the order in which to try them, those of both services together (XEP-0368 §3): by priority, and
 * within one by chance, in proportion to the weights (RFC 2782). `random` gives numbers from 0 to below 1.
 */
export function orderRecords(records: readonly ServiceRecord[], random: () => number): ServiceRecord[] {
  const usable = records.filter((record) => !isRefusal(record));
  const priorities = [...new Set(usable.map(({ priority }) => priority))].sort((a, b) => a - b);
  return priorities.flatMap((wanted) =>
    drawByWeight(
      usable.filter(({ priority }) => priority === wanted),
      random,
    ),
  );
}

function drawByWeight(records: readonly ServiceRecord[], random: () => number): ServiceRecord[] {
  // Those of weight 0 come first, so that they are drawn with a very small chance rather than none.
  const left = records.toSorted((a, b) => Number(a.weight > 0) - Number(b.weight > 0));
  const drawn: ServiceRecord[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    const ticket = Math.floor(random() * (total + 1));
    let sum = 0;
    const at = left.findIndex(({ weight }) => {
      sum += weight;
      return sum >= ticket;
    });
    drawn.push(...left.splice(Math.max(at, 0), 1));
  }
  return drawn;
}
