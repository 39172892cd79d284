import { UsageError } from "../errors.ts";
import type { Client, Clients } from "../session/clients.ts";
import type { Request } from "../session/requests.ts";
import { isComponent } from "../session/state.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import { STANZA_ERRORS } from "../xmpp/conditions.ts";
import { iqText, stanzaError } from "../xmpp/stanzas.ts";

export const reply = defineCommand({
  name: "reply",
  kind: "wire",
  summary: "Answer a request that the server or somebody else sent",
  detail:
    "Every iq of type get or set wants an answer, and this tool gives none by itself. Without a number the oldest request " +
    "without an answer is meant (`show pending` lists them). Without a payload the result is empty, which is right for a ping.",
  spec: "RFC 6120 §8.2.3",
  args: {
    request: { optional: true, names: "request", summary: "the number of its entry" },
    payload: { optional: true, rest: true, isXml: true, summary: "the XML inside the result" },
  },
  options: {
    error: {
      value: "CONDITION",
      suggests: STANZA_ERRORS.map(({ name }) => name),
      summary: "answer with a stanza error, for example service-unavailable",
    },
    text: { value: "TEXT", summary: "a text for people, with --error" },
  },
  example: {
    line: "reply",
    after: [
      { line: "open --no-wait" },
      {
        receives:
          "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' version='1.0'><iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
      },
    ],
    sends: `<iq type="result" id="p1" to="localhost"/>`,
  },
  needs: "connection",
  run({ args, options, client, clients }) {
    // `reply <query/>`: the number is left out, and the payload is in its place.
    const isPayload = args.request?.startsWith("<") ?? false;
    const payload = isPayload ? args.request : args.payload;
    const request = find(client, isPayload ? undefined : args.request, clients);
    const type = options.error === undefined ? "result" : "error";
    const error =
      options.error === undefined ? "" : stanzaError(options.error, errorType(options.error), options.text);
    const attributes = { type, id: request.id, to: request.from, from: whoWasAsked(request, client) };
    client.session.send(iqText(attributes, `${payload ?? ""}${error}`));
    return PASSED;
  },
});

/** A client leaves it to the server. XEP-0114 §3: a component says it, and has more than one JID to be asked by. */
function whoWasAsked({ to }: Request, { session: { state } }: Client): string | undefined {
  return isComponent(state) ? (to ?? state.sent?.to) : undefined;
}

function find({ session }: Client, number: string | undefined, clients: Clients): Request {
  const { requests } = session.state;
  if (number === undefined) {
    const oldest = requests[0];
    if (oldest) return oldest;
    throw new UsageError("Cannot reply: there is no request without an answer");
  }
  const isMeant = ({ n }: Request) => String(n) === number.replace(/^#/, "");
  const found = requests.find(isMeant);
  if (found) return found;
  const other = [...clients].find((one) => one.session.state.requests.some(isMeant));
  if (other) {
    throw new UsageError(
      `Cannot reply to "${number}": that request is ${other.name}'s (run "@${other.name} reply ${number}")`,
    );
  }
  throw new UsageError(
    `Cannot reply to "${number}": it is no request without an answer (run "show pending" for those)`,
  );
}

/** RFC 6120 §8.3.2: the error type says whether trying again can help. */
function errorType(condition: string): string {
  const usual = STANZA_ERRORS.find(({ name }) => name === condition)?.type ?? "";
  return /^(auth|cancel|continue|modify|wait)/.exec(usual)?.[0] ?? "cancel";
}
