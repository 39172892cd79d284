// What happens on the server as a transcript, so that it is shown and logged like any other.
import type { StreamEvent } from "../stream/event.ts";
import { StreamReader } from "../stream/reader.ts";
import type { Side } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { formatJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { addressOf } from "./local-accounts.ts";
import type { Watcher } from "./server.ts";
import type { Connection, MakeServerFeature, Resource } from "./server-feature.ts";
import type { Wire } from "./wire.ts";

/** As what a connection stands in the transcript. */
function nameOf({ number }: Pick<Connection, "number">): string {
  return `client-${number}`;
}

/** Records each connection, and all that goes over it. */
export function watchInto(transcript: Transcript): (connection: Connection, wire: Wire) => Watcher {
  return (connection, { peer }) => {
    const client = nameOf(connection);
    const at = peer.lastIndexOf(":");
    const endpoint = { host: peer.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(peer.slice(at + 1)) };
    transcript.append(client, { type: "connection", change: "connected", ...endpoint, peer });
    const record = (from: Side) => (event: StreamEvent) => {
      transcript.append(client, { type: "traffic", from, secure: connection.isSecure, event });
    };
    const fromClient = record("client");
    const toClient = record("server");
    const sent = (event: StreamEvent) => {
      toClient(event);
      const why = streamErrorIn(event, connection);
      if (why !== undefined) note(why);
    };
    const sending = new StreamReader(sent, { newDocuments: "always" });
    const note = (text: string) => transcript.append(client, { type: "note", by: "tool", text });
    return {
      received: fromClient,
      sent: (bytes) => sending.write(bytes),
      secured: () => note("TLS protects what follows"),
      notSecured: (reason) => note(`TLS did not come about: ${reason}`),
      halfClosed: () => note("this side has closed its direction, and would still read"),
      overfull: () => note(`dropped${whoseOf(connection)}: it does not read what waits for it`),
      ended: (by) => {
        sending.end();
        transcript.append(client, { type: "connection", change: "disconnected", ...endpoint, by });
      },
    };
  };
}

/** Why a stream ends, and whose it is, for whoever does not look at the traffic. */
function streamErrorIn(event: StreamEvent, connection: Connection): string | undefined {
  if (event.type !== "element" || event.kind !== "stream-error") return undefined;
  const { element } = event;
  const condition = element.getChildElements().find((child) => child.getName() !== "text");
  const text = element.getChildText("text", NS.streamErrors);
  const name = condition?.getName() ?? "without a condition";
  return `stream error ${name}${whoseOf(connection)}${text ? `: ${text}` : ""}`;
}

/** " (me@localhost/desk)"; nothing where nobody has authenticated. */
function whoseOf({ resource, account, server }: Connection): string {
  if (resource) return ` (${formatJid(resource.jid)})`;
  return account ? ` (${addressOf(account, server)})` : "";
}

/** Says who has come, and who is gone. */
export function announcing(transcript: Transcript): MakeServerFeature {
  const numbers = new WeakMap<Resource, Pick<Connection, "number">>();
  const say = (resource: Resource, what: string) => {
    const connection = resource.connection ?? numbers.get(resource);
    if (!connection) return;
    numbers.set(resource, { number: connection.number });
    const text = `${formatJid(resource.jid)} ${what}`;
    transcript.append(nameOf(connection), { type: "note", by: "tool", text });
  };
  return () => ({
    name: "announcing",
    bound: (resource) => say(resource, "is here"),
    unbound: (resource) => say(resource, "is gone"),
  });
}
