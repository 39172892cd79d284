// A client of a practice server in the same process that has bound a resource, and says what it is told to.
import { connectInMemory } from "../../src/server/memory-wire.ts";
import type { PracticeServer } from "../../src/server/server.ts";
import { HEADER, plainAuth } from "./raw-client.ts";

export interface BoundClient {
  send(text: string): void;
  /** Takes everything received up to the first match, with it; an error where the connection is closed without. */
  hear(until: RegExp): Promise<string>;
  /** Cuts the connection without ending the stream. */
  drop(): void;
  /** What was received and not taken, once the connection is closed. */
  rest(): Promise<string>;
}

/** A stream on which somebody has authenticated; with the password "test". */
export async function authenticatedClient(server: PracticeServer, name: string): Promise<BoundClient> {
  const client = await connectedClient(server);
  client.send(HEADER);
  await client.hear(/<\/stream:features>/);
  client.send(plainAuth(`\0${name}\0test`));
  await client.hear(/<success[^>]*>/);
  client.send(HEADER);
  await client.hear(/<\/stream:features>/);
  return client;
}

export async function boundClient(
  server: PracticeServer,
  name: string,
  resource: string,
): Promise<BoundClient> {
  const client = await authenticatedClient(server, name);
  client.send(
    `<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
  );
  await client.hear(/<\/iq>/);
  return client;
}

export async function connectedClient(server: PracticeServer): Promise<BoundClient> {
  let unheard = "";
  let isClosed = false;
  let look = () => {};
  const connect = connectInMemory(server.accept);
  const listener = {
    data: (bytes: Uint8Array) => {
      unheard += Buffer.from(bytes).toString("utf8");
      look();
    },
    closed: () => {
      isClosed = true;
      look();
    },
  };
  const endpoint = { host: "localhost", port: 5222 };
  const transport = await connect(endpoint, listener, new AbortController().signal);
  const taken = (read: () => string | undefined) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const text = read();
        if (text === undefined && isClosed) reject(new Error(`the connection was closed behind ${unheard}`));
        if (text === undefined) return;
        unheard = unheard.slice(text.length);
        look = () => {};
        resolve(text);
      };
      look();
    });
  return {
    send: (text) => transport.write(Buffer.from(text, "utf8")),
    hear: (until) =>
      taken(() => {
        const found = until.exec(unheard);
        return found ? unheard.slice(0, found.index + found[0].length) : undefined;
      }),
    drop: () => transport.destroy(),
    rest: () => taken(() => (isClosed ? unheard : undefined)),
  };
}
