import { UsageError } from "../errors.ts";
import { iqReply } from "../session/replies.ts";
import { fromOption, ownFrom } from "../shell/addressing.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import { iqText } from "../xmpp/stanzas.ts";

export const iq = defineCommand({
  name: "iq",
  kind: "wire",
  summary: "Send a request (get, set) and wait for its reply, or send a reply (result, error)",
  detail: "The payload is sent as it is typed, to the end of the line. The options go before it.",
  spec: "RFC 6120 §8.2.3",
  args: {
    type: { summary: "what it is", choices: ["get", "set", "result", "error"] },
    payload: { optional: true, rest: true, isXml: true, summary: "the XML inside" },
  },
  options: {
    to: {
      value: "JID",
      names: "jid",
      summary: "whom it is for; without it your own account, which the server answers for",
    },
    ...fromOption,
    id: { value: "ID", summary: "the id; without it a fresh one" },
    ...waitOptions,
  },
  example: {
    line: `iq get --to localhost <ping xmlns="urn:xmpp:ping"/>`,
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="get" id="{id}" to="localhost"><ping xmlns="urn:xmpp:ping"/></iq>`,
  },
  needs: "connection",
  block: "reply",
  action: "send an iq",
  async run({ args, options, client, ask, id, block }) {
    const from = options.from ?? ownFrom(client);
    const attributes = { type: args.type, id: options.id ?? id(), to: options.to, from };
    const text = iqText(attributes, args.payload);
    if (args.type === "get" || args.type === "set") return await ask(text, iqReply(attributes), options);
    if (block !== undefined) {
      throw new UsageError(`Cannot run iq: a ${args.type} has no reply (use expect)`);
    }
    client.session.send(text);
    return PASSED;
  },
});
