import { UsageError } from "../errors.ts";
import { defineCommand } from "../shell/command.ts";
import { domainToSecure, secureConnection, tlsOptions } from "../shell/securing.ts";

export const tls = defineCommand({
  name: "tls",
  kind: "wire",
  summary: "Do the TLS handshake alone",
  detail:
    "For those who sent <starttls/> by hand and got <proceed/>, or who connected to a port for direct TLS: what is in " +
    "`starttls` and in `open xmpps://…` as a step of its own. It sends no XML.",
  spec: "RFC 6120 §5.4.3",
  args: {},
  options: { ...tlsOptions },
  example: { line: "tls --tls-min 1.2", after: [{ line: "connect" }], shows: "secured by TLS" },
  needs: "connection",
  action: "begin TLS",
  async run(invocation) {
    const { client, options } = invocation;
    const { secure, streams, starttls } = client.session.state;
    if (secure) throw new UsageError("Cannot begin TLS: the connection is encrypted already");
    // Before any stream header it can only be TLS from the first byte (XEP-0368).
    const how = streams === 0 && starttls === undefined ? "direct" : "STARTTLS";
    return await secureConnection(invocation, { wishes: options, domain: domainToSecure(invocation), how });
  },
});
