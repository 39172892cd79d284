import { iqReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { bindRequest } from "../xmpp/stanzas.ts";

export const bind = defineCommand({
  name: "bind",
  kind: "wire",
  isHandshake: true,
  summary: "Bind a resource to the stream",
  detail:
    "The server answers with your full JID. Without a resource it chooses one; with one it may still choose another.",
  spec: "RFC 6120 §7",
  args: { resource: { optional: true, summary: "the resource to ask for" } },
  options: { ...waitOptions },
  example: {
    line: "bind desk",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="set" id="{id}"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind></iq>`,
  },
  needs: "connection",
  block: "reply",
  async run({ args, options, id, ask }) {
    const request = id();
    return await ask(bindRequest(request, args.resource).toString(), iqReply({ id: request }), options);
  },
});
