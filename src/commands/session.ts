import { iqReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { sessionRequest } from "../xmpp/stanzas.ts";

export const session = defineCommand({
  name: "session",
  kind: "wire",
  isHandshake: true,
  summary: "Start a session as RFC 3921 wanted it",
  detail:
    "A relic: needed only where the features offer <session/> without <optional/>. RFC 6120 has dropped it.",
  spec: "RFC 3921 §3",
  args: {},
  options: { ...waitOptions },
  example: {
    line: "session",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="set" id="{id}"><session xmlns="urn:ietf:params:xml:ns:xmpp-session"/></iq>`,
  },
  needs: "connection",
  block: "reply",
  action: "start a session",
  async run({ options, id, ask }) {
    const request = id();
    return await ask(sessionRequest(request).toString(), iqReply({ id: request }), options);
  },
});
