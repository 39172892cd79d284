import type { Target } from "./target.ts";

/** A server, and the domain that it was looked for by, where that is known. */
export interface Reached {
  readonly host?: string | undefined;
  readonly domain?: string | undefined;
}

/** The domain that a client's streams are for when its lines do not say: its own, else that of the server. */
export function streamDomain(
  { domain, served }: Pick<Target, "domain" | "served">,
  reached: Reached,
): string | undefined {
  const named = reached.domain ?? reached.host;
  return domain ?? (served !== undefined && served.host === named ? served.domain : named);
}
