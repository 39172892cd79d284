import { fromOption, ownFrom } from "../shell/addressing.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import { presence as presenceStanza } from "../xmpp/stanzas.ts";

/** RFC 6121 §4.7.2.1 and §4.7.1: what people write behind the command's name. */
const SHOWS: readonly string[] = ["away", "chat", "dnd", "xa"];
const TYPES: readonly string[] = [
  "unavailable",
  "subscribe",
  "subscribed",
  "unsubscribe",
  "unsubscribed",
  "probe",
];

export const presence = defineCommand({
  name: "presence",
  kind: "wire",
  isHandshake: true,
  summary: "Send presence",
  detail:
    "Without options it says that you are available; before that the server delivers you no messages. It has no reply: " +
    "what comes back is your own presence, sent to all your resources.",
  spec: "RFC 6121 §4",
  args: {},
  options: {
    to: { value: "JID", names: "jid", summary: "send it to this JID only" },
    type: {
      value: "TYPE",
      suggests: TYPES,
      summary:
        "unavailable, subscribe, subscribed, unsubscribe, unsubscribed, probe or error; without it available",
    },
    id: { value: "ID", summary: "the id of the stanza" },
    show: { value: "SHOW", suggests: SHOWS, summary: "away, chat, dnd or xa; without it plainly available" },
    status: { value: "TEXT", summary: "a text for people" },
    priority: {
      value: "NUMBER",
      summary: "from -128 to 127; a negative one gets no messages to the bare JID",
    },
    ...fromOption,
  },
  example: {
    line: 'presence --show away --status "out for lunch"',
    after: [{ line: "open --no-wait" }],
    sends: "<presence><show>away</show><status>out for lunch</status></presence>",
  },
  needs: "connection",
  meant: ([word = "", ...rest]) => {
    if (rest.length > 0) return undefined;
    if (SHOWS.includes(word)) return `--show ${word}`;
    return TYPES.includes(word) ? `--type ${word}` : undefined;
  },
  action: "send presence",
  run({ options, client }) {
    client.session.send(presenceStanza({ ...options, from: options.from ?? ownFrom(client) }).toString());
    return PASSED;
  },
});
