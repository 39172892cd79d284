// A server on a loopback port that answers what it gets with canned XML.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What a server answers to a piece of text; undefined for nothing. An answer that ends a stream ends the connection. */
export type Answers = (text: string) => string | undefined;

export interface CannedServer {
  readonly port: number;
  readonly received: string;
  stop(): Promise<void>;
}

export async function cannedServer(answer: Answers): Promise<CannedServer> {
  let received = "";
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      received += text;
      const reply = answer(text);
      if (reply?.endsWith("</stream:stream>")) socket.end(reply);
      else if (reply !== undefined) socket.write(reply);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get received() {
      return received;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}

const HEADER =
  "<?xml version='1.0'?><stream:stream from='localhost' id='s1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
const RIGHT = "AG1lAHRlc3Q=";

/** The handshake of a server where the password of `me` is `test`, and nothing else. */
export function handshake(): Answers {
  let isAuthenticated = false;
  return (text) => {
    if (text.includes("</stream:stream>")) return "</stream:stream>";
    if (text.includes("<stream:stream")) {
      return `${HEADER}<stream:features>${isAuthenticated ? "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" : `<mechanisms xmlns='${SASL}'><mechanism>PLAIN</mechanism></mechanisms>`}</stream:features>`;
    }
    if (text.startsWith("<auth")) {
      isAuthenticated = text.includes(RIGHT);
      return isAuthenticated
        ? `<success xmlns='${SASL}'/>`
        : `<failure xmlns='${SASL}'><not-authorized/></failure>`;
    }
    const id = /id=["']([^"']*)/.exec(text)?.[1];
    if (text.includes("<bind")) {
      return `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@localhost/desk</jid></bind></iq>`;
    }
    return undefined;
  };
}
