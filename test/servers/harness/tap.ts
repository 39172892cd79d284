// Stands between a client and a server and notes down what the client really sends.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Tap {
  readonly port: number;
  /** All that came from clients so far. */
  sent(): string;
  stop(): Promise<void>;
}

/** Listens on a free port and passes everything on to the server on `port`. */
export async function tap(port: number): Promise<Tap> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  const listener = createServer((client) => {
    const server = connect(port, "127.0.0.1");
    client.on("data", (chunk) => chunks.push(chunk));
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) {
      sockets.add(socket);
      // Either end may be dropped at any time: then so is the other.
      socket.on("error", () => {}).on("close", () => [client, server].map((end) => end.destroy()));
    }
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    sent: () => Buffer.concat(chunks).toString("utf8"),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await once(listener.close(), "close");
    },
  };
}
