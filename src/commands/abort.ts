import { errorContent } from "../explain/conditions.ts";
import { receivedElement, saslReply } from "../session/replies.ts";
import { defineCommand, type Outcome, PASSED, waitOptions } from "../shell/command.ts";
import { NS } from "../xmpp/namespaces.ts";
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
  action: "abort authentication",
  async run({ options, ask }) {
    const outcome = await ask(saslAbort().toString(), saslReply, options);
    return isAborted(outcome) ? { ...PASSED, ...(outcome.reply ? { reply: outcome.reply } : {}) } : outcome;
  },
});

function isAborted(outcome: Outcome): outcome is Outcome & { readonly status: "failed" } {
  const reply = outcome.status === "failed" ? outcome.reply : undefined;
  const element = reply?.outcome === "reply" ? receivedElement(reply.entry) : undefined;
  return element?.is("failure", NS.sasl) === true && errorContent(element, NS.sasl).condition === "aborted";
}
