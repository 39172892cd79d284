import { iqReply } from "../session/replies.ts";
import { toJidOrDomain } from "../shell/addressing.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { pingRequest } from "../xmpp/stanzas.ts";

export const ping = defineCommand({
  name: "ping",
  kind: "wire",
  summary: "Ask for a sign of life",
  detail:
    "An error is one too: whoever does not know pings says so. The server handles what it gets in order: when it has " +
    "answered, it has read all that was sent before.",
  spec: "XEP-0199",
  args: {
    jid: { optional: true, names: "jid", summary: "whom to ask; without it the domain of the stream" },
  },
  options: { ...waitOptions },
  example: {
    line: "ping",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="get" id="{id}" to="localhost"><ping xmlns="urn:xmpp:ping"/></iq>`,
  },
  block: "reply",
  needs: "connection",
  async run(invocation) {
    const { args, options, ask } = invocation;
    const addressing = toJidOrDomain(invocation, args.jid);
    return await ask(pingRequest(addressing).toString(), iqReply(addressing), options);
  },
});
