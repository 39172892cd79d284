import { fromOption, ownFrom } from "../shell/addressing.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import { message as messageStanza } from "../xmpp/stanzas.ts";

export const message = defineCommand({
  name: "message",
  kind: "wire",
  summary: "Send a message",
  detail: "It has no reply: whether it arrived shows only when somebody answers, or an error comes back.",
  spec: "RFC 6121 §5",
  args: {
    to: { names: "jid", summary: "the JID it is for" },
    body: {
      optional: true,
      rest: true,
      summary: "the text, to the end of the line; quote it to keep several blanks",
    },
  },
  options: {
    type: {
      value: "TYPE",
      suggests: ["chat", "groupchat", "headline", "normal", "error"],
      summary: "chat, groupchat, headline, error or normal; without it normal",
    },
    id: { value: "ID", summary: "the id of the stanza" },
    subject: { value: "TEXT", summary: "its subject" },
    thread: { value: "ID", summary: "the conversation it belongs to" },
    ...fromOption,
  },
  example: {
    line: "message juliet@localhost Hello there --type chat",
    after: [{ line: "open --no-wait" }],
    sends: `<message to="juliet@localhost" type="chat"><body>Hello there</body></message>`,
  },
  needs: "connection",
  action: "send a message",
  run({ args, options, client }) {
    client.session.send(
      messageStanza({ ...args, ...options, from: options.from ?? ownFrom(client) }).toString(),
    );
    return PASSED;
  },
});
