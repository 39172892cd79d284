// A server that does what no real one does when it is asked to.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

export const header =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'" +
  " id='1' from='localhost' version='1.0'>";
export const features =
  "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>" +
  "</stream:features>";

export interface FakeServer {
  readonly port: number;
  /** All that clients have sent so far. */
  received(): string;
  /** Resolves when this has been received. */
  receives(text: string): Promise<void>;
  /** The rest concerns the client that connected last. */
  send(data: string | Uint8Array): void;
  end(data?: string | Uint8Array): void;
  reset(): void;
  stop(): Promise<void>;
}

/** What a fake server does with each piece of text that it receives; "" comes first, when a client has connected. */
export type Answer = (text: string, server: FakeServer) => void;

export async function startFakeServer(answer: Answer): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let current: Socket | undefined;
  let received = "";
  const listener = createServer((socket) => {
    current = socket;
    sockets.add(socket);
    // A client may drop the connection: that is not what is tested here.
    socket.on("error", () => {});
    answer("", server);
    socket.setEncoding("utf8").on("data", (text: string) => {
      received += text;
      answer(text, server);
      for (const check of waiting) check();
    });
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const server: FakeServer = {
    port: (listener.address() as AddressInfo).port,
    received: () => received,
    receives: (text) =>
      new Promise((resolve) => {
        const check = () => {
          if (!received.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    send: (data) => current?.write(data),
    end: (data) => (data === undefined ? current?.end() : current?.end(data)),
    reset: () => current?.resetAndDestroy(),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await once(listener.close(), "close");
    },
  };
  return server;
}

/** Answers a header and an end tag as a server does, and is silent otherwise. */
export const polite: Answer = (text, server) => {
  if (text.includes("<stream:stream")) server.send(header + features);
  if (text.includes("</stream:stream>")) server.end("</stream:stream>");
};
