import { iqReply } from "../session/replies.ts";
import { toJidOrDomain } from "../shell/addressing.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { versionRequest } from "../xmpp/stanzas.ts";

export const version = defineCommand({
  name: "version",
  kind: "wire",
  summary: "Ask which software somebody runs",
  detail:
    "The answer is what they say of themselves; many servers leave their version out, or do not answer at all.",
  spec: "XEP-0092",
  args: {
    jid: { optional: true, names: "jid", summary: "whom to ask; without it the domain of the stream" },
  },
  options: { ...waitOptions },
  example: {
    line: "version juliet@localhost/balcony",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="get" id="{id}" to="juliet@localhost/balcony"><query xmlns="jabber:iq:version"/></iq>`,
  },
  block: "reply",
  needs: "connection",
  action: "ask for the version",
  async run(invocation) {
    const { args, options, ask } = invocation;
    const addressing = toJidOrDomain(invocation, args.jid);
    return await ask(versionRequest(addressing).toString(), iqReply(addressing), options);
  },
});
