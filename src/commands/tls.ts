import { UsageError } from "../errors.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { domainToSecure, prepareTls } from "../shell/connecting/securing.ts";
import { tlsOptions } from "../shell/connecting/tls-wishes.ts";

export const tls = defineCommand({
  name: "tls",
  kind: "wire",
  isHandshake: true,
  summary: "Do the TLS handshake alone",
  detail:
    "For those who sent <starttls/> by hand and got <proceed/>, or who connected to a port for direct TLS: what is in " +
    "`starttls` and in `open xmpps://…` as a step of its own. It sends no XML.",
  spec: "RFC 6120 §5.4.3",
  args: {},
  options: { ...tlsOptions, timeout: waitOptions.timeout },
  example: { line: "tls --tls-min 1.2", after: [{ line: "connect" }], shows: "secured by TLS" },
  needs: "connection",
  action: "begin TLS",
  async run(invocation) {
    const { client, options } = invocation;
    const { state } = client.session;
    if (state.secure) throw new UsageError("Cannot begin TLS: the connection is encrypted already");
    // Before any stream header it can only be TLS from the first byte (XEP-0368).
    const how = state.streams === 0 && state.starttls === undefined ? "direct" : "STARTTLS";
    const domain = domainToSecure(invocation);
    const secure = await prepareTls(invocation, { wishes: options, domain, how, timeout: options.timeout });
    return await secure();
  },
});
