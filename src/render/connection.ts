// What happened to a connection, as a remark with its details below.
import type { ConnectionChange, Side } from "../transcript/entry.ts";
import { formatAddress } from "../xmpp/address.ts";
import { serviceName } from "../xmpp/srv.ts";
import type { RenderOptions } from "./options.ts";
import { REMARK_MARGIN, remark } from "./remark.ts";
import { securityRows, tlsSummary } from "./security.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { wrapAll } from "./text/wrap.ts";

export function connectionRows(entry: ConnectionChange, options: RenderOptions): readonly string[] {
  return [...remark(connectionText(entry, options.seenFrom), options), ...connectionDetails(entry, options)];
}

function connectionText(entry: ConnectionChange, seenFrom: Side = "client"): string {
  switch (entry.change) {
    case "connected": {
      if (seenFrom === "server") return `connected from ${entry.peer}`;
      const address = formatAddress(entry.host, entry.port);
      return address === entry.peer ? `connected to ${address}` : `connected to ${address} [${entry.peer}]`;
    }
    case "disconnected":
      return disconnectedText(entry, seenFrom);
    case "failed":
      return entry.cause;
    case "secured":
      return `secured by ${tlsSummary(entry.tls)}`;
    case "rejected":
      return `${tlsSummary(entry.tls)} was there, but the certificate is not accepted`;
    case "looked-up":
      return lookUpText(entry);
  }
}

function disconnectedText(
  { by, cause }: ConnectionChange & { readonly change: "disconnected" },
  seenFrom: Side,
): string {
  if (by !== seenFrom) return `disconnected by the ${by}${cause ? ` (${cause})` : ""}`;
  // A cause is about the other side, and "it" would be this one here.
  const other = seenFrom === "client" ? "server" : "client";
  return `disconnected by this side${cause ? ` (${cause.replace(/^it /, `the ${other} `)})` : ""}`;
}

function lookUpText({
  domain,
  records,
  refused,
  problem,
}: ConnectionChange & { change: "looked-up" }): string {
  const troubles = [
    ...refused.map((service) => `${serviceName(service, domain)} says that there is no such service`),
    ...(problem === undefined ? [] : [problem]),
  ];
  const trouble = troubles.length === 0 ? "" : ` (${troubles.join("; ")})`;
  if (records.length > 0) return `DNS says where ${domain} is, in the order of trying${trouble}:`;
  if (refused.length > 0) return `DNS says that ${domain} has no such service${trouble}`;
  return problem === undefined
    ? `DNS has no SRV records for ${domain}: the domain itself is tried`
    : `DNS did not say where ${domain} is (${problem}): the domain itself is tried`;
}

/** What is told below the line, each value wrapped below itself. */
function connectionDetails(entry: ConnectionChange, { theme, width }: RenderOptions): readonly string[] {
  const rows = detailRows(entry).map((row) => row.map(sanitizeLine));
  const names = Math.max(0, ...rows.map(([name = ""]) => name.length)) + 2;
  const margin = REMARK_MARGIN.length + names;
  return rows.flatMap(([name = "", value = ""]) =>
    wrapAll(value, width === 0 ? 0 : width - margin).map((line, index) =>
      theme.note(index === 0 ? REMARK_MARGIN + name.padEnd(names) + line : " ".repeat(margin) + line),
    ),
  );
}

function detailRows(entry: ConnectionChange): readonly (readonly [string, string])[] {
  if (entry.change === "secured" || entry.change === "rejected")
    return securityRows(entry.tls, entry.verdict);
  if (entry.change !== "looked-up") return [];
  return entry.records.map(({ service, target, port, priority, weight }) => [
    formatAddress(target, port),
    `priority ${priority}, weight ${weight}, ${service === "xmpps-client" ? "direct TLS" : "STARTTLS"} (_${service}._tcp)`,
  ]);
}
