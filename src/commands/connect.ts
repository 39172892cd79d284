import { UsageError } from "../errors.ts";
import { defineCommand } from "../shell/command.ts";
import { connectIfNeeded } from "../shell/connecting/opening.ts";
import { addressMeant, whereOptions } from "../shell/connecting/places.ts";
import { tlsOptions } from "../shell/connecting/tls-wishes.ts";

export const connect = defineCommand({
  name: "connect",
  kind: "wire",
  isHandshake: true,
  connects: true,
  summary: "Open a TCP connection and send nothing; with xmpps:// do the TLS handshake",
  detail:
    "The first step by itself: what comes next is up to you, for example a stream header typed by hand.",
  spec: "RFC 6120 §3, XEP-0368",
  args: {
    address: {
      optional: true,
      isAddress: true,
      summary:
        "a domain, host:port or xmpps://host:port; without it the one used last, or the command line's",
    },
  },
  options: { ...whereOptions, ...tlsOptions },
  example: { line: "connect localhost:5222", shows: "connected to localhost:5222" },
  meant: addressMeant,
  async run(invocation) {
    const { connection, peer } = invocation.client.session.state;
    if (connection === "connected" && invocation.args.address === undefined) {
      throw new UsageError(`Cannot connect: already connected to ${peer} (run "disconnect" first)`);
    }
    return await connectIfNeeded(invocation, { address: invocation.args.address, where: invocation.options });
  },
});
