import { iqReply } from "../session/replies.ts";
import { toJidOrDomain } from "../shell/addressing.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { discoRequest } from "../xmpp/stanzas.ts";

export const disco = defineCommand({
  name: "disco",
  kind: "wire",
  summary: "Ask what somebody is and can do (info), or what there is with them (items)",
  detail:
    "info tells identities and features, items tells other JIDs: of a server its rooms, pubsub and upload services, of " +
    "a room service its rooms. Without a word it is info.",
  spec: "XEP-0030 §3, §4",
  args: {
    what: { optional: true, summary: "what to ask for", choices: ["info", "items"] },
    jid: { optional: true, names: "jid", summary: "whom to ask; without it the domain of the stream" },
  },
  options: {
    node: {
      value: "NODE",
      names: "namespace",
      summary: "a part of what they have, by the name they give it",
    },
    ...waitOptions,
  },
  example: {
    line: "disco info conference.localhost",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="get" id="{id}" to="conference.localhost"><query xmlns="http://jabber.org/protocol/disco#info"/></iq>`,
  },
  block: "reply",
  needs: "connection",
  action: "ask",
  async run(invocation) {
    const { args, options, ask } = invocation;
    const addressing = toJidOrDomain(invocation, args.jid);
    const what = args.what === "items" ? "items" : "info";
    const request = discoRequest({ ...addressing, what, node: options.node });
    return await ask(request.toString(), iqReply(addressing), options);
  },
});
