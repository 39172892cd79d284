import { featuresReply } from "../session/replies.ts";
import { defineCommand, waitOptions } from "../shell/command.ts";
import { connectIfNeeded, headerFor, headerOptions } from "../shell/opening.ts";

export const open = defineCommand({
  name: "open",
  kind: "wire",
  summary:
    "Open a stream: connect if need be, send the stream header, wait for the server's header and features",
  detail:
    "The address is where to connect; the domain in the header's `to` is whose accounts are meant. They are two things: " +
    "without --to the domain is that of --domain or --jid on the command line, else the host.",
  spec: "RFC 6120 §4.2",
  args: {
    address: {
      optional: true,
      summary: "host or host:port; without it the one used last, or the command line's",
    },
  },
  options: { ...headerOptions, ...waitOptions },
  example: {
    line: "open",
    sends:
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
  },
  async run(invocation) {
    const { args, options, ask } = invocation;
    await connectIfNeeded(invocation, args.address);
    return await ask(headerFor(invocation, options), featuresReply, options);
  },
});
