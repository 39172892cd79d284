import { featuresReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { headerFor, headerOptions } from "../shell/connecting/opening.ts";

export const restart = defineCommand({
  name: "restart",
  kind: "wire",
  isHandshake: true,
  summary: "Open a new stream on the same connection",
  detail:
    "Due after authentication and after TLS: both sides forget the old stream, and the client sends its header again, " +
    "as it was unless the options change it.",
  spec: "RFC 6120 §4.3.3",
  args: {},
  options: { ...headerOptions, ...waitOptions },
  example: {
    line: "restart",
    after: [{ line: "open --no-wait" }],
    sends:
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
  },
  needs: "connection",
  block: "reply",
  async run(invocation) {
    return await invocation.ask(headerFor(invocation, invocation.options), featuresReply, invocation.options);
  },
});
