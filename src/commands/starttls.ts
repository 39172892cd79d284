import { starttlsReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { domainToSecure, prepareTls } from "../shell/connecting/securing.ts";
import { tlsOptions } from "../shell/connecting/tls-wishes.ts";
import { starttlsRequest } from "../xmpp/stanzas.ts";

export const starttls = defineCommand({
  name: "starttls",
  kind: "wire",
  isHandshake: true,
  summary: "Encrypt the connection: ask for TLS, and do the handshake when the server agrees",
  detail:
    "Sends <starttls/>, waits for <proceed/>, and goes on with TLS on the same connection. The server's certificate must " +
    "come from a trusted root and be for the stream's domain, not for the host; else the connection is dropped, unless " +
    "an option says otherwise. Both sides forget the stream then: `restart` is due. `tls` is the handshake alone.",
  spec: "RFC 6120 §5",
  args: {},
  options: { ...tlsOptions, ...waitOptions },
  example: {
    line: "starttls",
    after: [{ line: "open --no-wait" }],
    sends: `<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`,
  },
  needs: "connection",
  block: "reply",
  async run(invocation) {
    const { options, ask, block } = invocation;
    const domain = domainToSecure(invocation);
    const { timeout } = options;
    const secure = await prepareTls(invocation, { wishes: options, domain, how: "STARTTLS", timeout });
    const agreed = await ask(starttlsRequest().toString(), starttlsReply, options);
    if (agreed.status !== "passed" || options["no-wait"]) return agreed;
    const secured = await secure();
    return secured.status === "passed" && block !== undefined ? agreed : secured;
  },
});
