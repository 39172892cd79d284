import { abortReply } from "../session/replies.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { saslAbort } from "../xmpp/stanzas.ts";

export const abort = defineCommand({
  name: "abort",
  kind: "wire",
  summary: "Give up a SASL exchange",
  detail:
    "The server answers with the failure <aborted/>, which is what is hoped for; the stream stays open for another `auth`.",
  spec: "RFC 6120 §6.4.4",
  args: {},
  options: { ...waitOptions },
  example: {
    line: "abort",
    after: [{ line: "open --no-wait" }],
    sends: `<abort xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`,
  },
  needs: "connection",
  block: "reply",
  action: "abort authentication",
  async run({ options, ask }) {
    return await ask(saslAbort().toString(), abortReply, options);
  },
});
