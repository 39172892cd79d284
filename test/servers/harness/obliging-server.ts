// A server for several clients at once that lets everybody in, and does something else where a test wants it to.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { header } from "./fake-server.ts";

export interface Connection {
  /** From 1, in the order in which they came. */
  readonly number: number;
  send(data: string | Uint8Array): void;
  end(data?: string): void;
  reset(): void;
}

export interface ObligingServer {
  readonly port: number;
  /** How many have connected so far. */
  readonly connections: number;
  /** All that clients have sent so far, or one of them. */
  received(connection?: number): string;
  /** Resolves when this has been received. */
  receives(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** Handles a header, an element or an end tag; false leaves it to the server. */
export type Handler = (piece: string, connection: Connection) => boolean;

const PIECE = /<stream:stream[^>]*>|<\/stream:stream>|<(?!stream:|\?)(\w+)\b(?:[^>]*\/>|[\s\S]*?<\/\1>)/g;
const SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
const BIND = "urn:ietf:params:xml:ns:xmpp-bind";

export async function startObligingServer(
  handle: Handler = () => false,
  host = "127.0.0.1",
): Promise<ObligingServer> {
  const sockets: Socket[] = [];
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  const listener = createServer((socket) => {
    const number = sockets.push(socket);
    texts.push("");
    const connection: Connection = {
      number,
      send: (data) => void socket.write(data),
      end: (data) => void (data === undefined ? socket.end() : socket.end(data)),
      reset: () => void socket.resetAndDestroy(),
    };
    const oblige = obliging();
    let unread = "";
    // A client may drop the connection: that is not what is tested here.
    socket.on("error", () => {});
    socket.setEncoding("utf8").on("data", (text: string) => {
      texts[number - 1] += text;
      unread += text;
      let read = 0;
      // A piece of many megabytes is looked through once, when it has come.
      for (const piece of text.endsWith(">") ? unread.matchAll(PIECE) : []) {
        read = piece.index + piece[0].length;
        if (!handle(piece[0], connection)) oblige(piece[0], connection);
      }
      unread = unread.slice(read);
      for (const check of waiting) check();
    });
  });
  await once(listener.listen(0, host), "listening");
  const received = (connection?: number) =>
    connection === undefined ? texts.join("") : (texts[connection - 1] ?? "");
  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return sockets.length;
    },
    received,
    receives: (text) =>
      new Promise((resolve) => {
        const check = () => {
          if (!received().includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await once(listener.close(), "close");
    },
  };
}

/** One client's handshake: whoever says PLAIN is let in, and gets the resource that was asked for. */
function obliging(): (piece: string, connection: Connection) => void {
  let user: string | undefined;
  return (piece, connection) => {
    const id = /\bid=["']([^"']*)/.exec(piece)?.[1];
    if (piece.startsWith("<stream:stream")) {
      const offered =
        user === undefined
          ? `<mechanisms xmlns='${SASL}'><mechanism>PLAIN</mechanism></mechanisms>`
          : `<bind xmlns='${BIND}'/>`;
      connection.send(`${header}<stream:features>${offered}</stream:features>`);
    } else if (piece === "</stream:stream>") connection.end("</stream:stream>");
    else if (piece.startsWith("<auth")) {
      const plain = Buffer.from(/>([^<]*)</.exec(piece)?.[1] ?? "", "base64").toString();
      user = plain.split("\0")[1];
      connection.send(`<success xmlns='${SASL}'/>`);
    } else if (piece.includes(BIND)) {
      const resource = /<resource>([^<]*)/.exec(piece)?.[1] ?? "any";
      const jid = `<jid>${user}@localhost/${resource}</jid>`;
      connection.send(`<iq type='result' id='${id}'><bind xmlns='${BIND}'>${jid}</bind></iq>`);
    } else if (piece.includes("urn:xmpp:ping")) {
      connection.send(`<iq type='result' from='localhost' id='${id}'/>`);
    }
  };
}
