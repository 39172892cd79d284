import { featuresReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { connectIfNeeded, headerFor, headerOptions } from "../shell/connecting/opening.ts";
import { addressMeant, whereOptions } from "../shell/connecting/places.ts";
import { tlsOptions } from "../shell/connecting/tls-wishes.ts";

export const open = defineCommand({
  name: "open",
  kind: "wire",
  isHandshake: true,
  connects: true,
  summary:
    "Open a stream: connect if need be, send the stream header, wait for the server's header and features",
  detail:
    "The address is where to connect; the domain in the header's `to` is whose accounts are meant. They are two things: " +
    "without --to the domain is that of --domain or --jid on the command line, else the one connected to. " +
    "A domain without a port is looked up in DNS (SRV records), and its servers are tried in turn; --host and --port go " +
    "round that. xmpps:// or --direct-tls begins with TLS; the options of TLS are for that.",
  spec: "RFC 6120 §3.2, §4.2, XEP-0368",
  args: {
    address: {
      optional: true,
      isAddress: true,
      summary:
        "a domain, host:port or xmpps://host:port; without it the one used last, or the command line's",
    },
  },
  options: { ...headerOptions, ...whereOptions, ...tlsOptions, ...waitOptions },
  example: {
    line: "open",
    sends:
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
  },
  block: "reply",
  meant: addressMeant,
  async run(invocation) {
    const { args, options, ask } = invocation;
    const connected = await connectIfNeeded(invocation, {
      address: args.address,
      where: options,
      to: options.to,
    });
    if (connected.status !== "passed") return connected;
    return await ask(headerFor(invocation, options), featuresReply, options);
  },
});
