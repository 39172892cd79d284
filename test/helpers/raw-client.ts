// A client that sends what it is told to, byte for byte, to a practice server in the same process.
import { connectInMemory } from "../../src/server/memory-wire.ts";
import { PracticeServer, type PracticeServerOptions } from "../../src/server/server.ts";
import type { ChannelBindingType } from "../../src/xmpp/sasl/gs2.ts";
import { TLS_FACTS } from "./try-out.ts";

export interface RawClient {
  /** Sends, and returns what came since, once something in it fits. */
  say(text: string, until: RegExp): Promise<string>;
  /** The TLS handshake. */
  secure(): Promise<void>;
  channelBinding(type: ChannelBindingType): Uint8Array | undefined;
  /** Everything that was received after the connection was closed. */
  untilClosed(): Promise<string>;
}

/** Ids are s1, s2 …; the server's nonce is always the same. TLS is off unless the options say otherwise. */
export function practiceServer(
  options: Pick<PracticeServerOptions, "features"> & Partial<PracticeServerOptions>,
): PracticeServer {
  let ids = 0;
  return new PracticeServer({
    domain: "localhost",
    accounts: [
      { name: "me", password: "test" },
      { name: "juliet", password: "test" },
    ],
    tls: "off",
    registration: "closed",
    id: () => `s${++ids}`,
    nonce: () => "servernonce",
    ...options,
  });
}

export async function rawClient(server: PracticeServer): Promise<RawClient> {
  const signal = new AbortController().signal;
  let received = "";
  let unread = "";
  let isClosed = false;
  let look = () => {};
  const connect = connectInMemory(server.accept, () => TLS_FACTS);
  const listener = {
    data: (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString("utf8");
      received += text;
      unread += text;
      look();
    },
    closed: () => {
      isClosed = true;
      look();
    },
  };
  const transport = await connect({ host: "localhost", port: 5222 }, listener, signal);
  const when = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (isThere()) resolve();
      };
      look();
    });
  return {
    say: async (text, until) => {
      unread = "";
      transport.write(Buffer.from(text, "utf8"));
      await when(() => until.test(unread));
      return unread;
    },
    secure: async () => {
      await transport.secure({ servername: "localhost", timeout: 0, alpn: [] }, signal);
    },
    channelBinding: (type) => transport.channelBinding(type),
    untilClosed: async () => {
      await when(() => isClosed);
      return received;
    },
  };
}

export const HEADER =
  "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

/** Opens a stream. Returns its features as they were received. */
export async function openStream(client: RawClient): Promise<string> {
  const text = await client.say(HEADER, /<stream:features\/>|<\/stream:features>/);
  return text.slice(text.indexOf("<stream:features"));
}

/** From nothing to an authenticated stream, with PLAIN and the password "test". Returns the features after that. */
export async function authenticate(client: RawClient, name: string): Promise<string> {
  await openStream(client);
  await client.say(plainAuth(`\0${name}\0test`), /<success/);
  return await openStream(client);
}

export function plainAuth(message: string): string {
  return saslText("auth", Buffer.from(message, "utf8").toString("base64"), "PLAIN");
}

/** A SASL element with this text in it, and without where it is empty. */
export function saslText(name: string, text: string, mechanism?: string): string {
  const attributes = mechanism === undefined ? "" : ` mechanism='${mechanism}'`;
  return `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'${attributes}>${text}</${name}>`;
}
