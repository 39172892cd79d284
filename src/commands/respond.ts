import { UsageError } from "../errors.ts";
import { type Waiting, waitOptions } from "../shell/asking.ts";
import { answerChallenge, converse } from "../shell/authentication/authentication.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import type { Outcome } from "../shell/outcome.ts";
import { encodeMessage } from "../xmpp/sasl/base64.ts";
import { saslResponse } from "../xmpp/stanzas.ts";

export const respond = defineCommand({
  name: "respond",
  kind: "wire",
  isHandshake: true,
  summary: "Answer a SASL challenge",
  detail:
    "Without an argument it sends the answer that is computed for the exchange `auth --step` began. With one, or with " +
    "--text, it sends that instead, whatever it is. Then it stops at the server's next word.",
  spec: "RFC 6120 §6.4.4",
  args: { base64: { optional: true, secret: true, summary: "the answer, in base64; = is an empty one" } },
  options: {
    text: { value: "TEXT", summary: "the answer before it is base64", secret: true },
    ...waitOptions,
  },
  example: {
    line: "respond biws",
    after: [{ line: "open --no-wait" }],
    sends: `<response xmlns="urn:ietf:params:xml:ns:xmpp-sasl">biws</response>`,
  },
  needs: "connection",
  block: "reply",
  dependsOn: "the challenge that waits",
  async run(invocation) {
    const { args, options, client, exchanges } = invocation;
    const written = options.text === undefined ? args.base64 : encodeMessage(options.text);
    if (args.base64 !== undefined && options.text !== undefined) {
      throw new UsageError("Cannot respond: an answer and --text exclude each other");
    }
    if (written !== undefined) return await respondByHand(invocation, written, options);
    const exchange = exchanges.of(client.session);
    const challenge = client.session.state.sasl?.challenge;
    if (challenge === undefined || !exchange) throw new UsageError(NOTHING_TO_ANSWER);
    if (!exchange.computed) {
      throw new UsageError(
        `Cannot respond: the answers of ${exchange.mechanism} are not computed (write one: respond BASE64)`,
      );
    }
    return await answerChallenge(invocation, { exchange, pace: "one", waiting: options }, challenge);
  },
});

/** What is written by hand makes the rest of the exchange the user's own: nothing in it can be checked any more. */
async function respondByHand(context: Context, response: string, waiting: Waiting): Promise<Outcome> {
  const { client, exchanges, settings } = context;
  const known = exchanges.of(client.session);
  const mechanism = known?.mechanism ?? client.session.state.sasl?.mechanism ?? "SASL";
  const shows = known?.shows ?? (settings.get("explain") === "all" ? "all" : "nothing");
  const conversation = { exchange: { mechanism, shows }, pace: "one", waiting } as const;
  return await converse(context, conversation, saslResponse(response));
}

const NOTHING_TO_ANSWER = 'Cannot respond: no challenge waits for an answer (run "auth --step" first)';
