// A fake XMPP server that does TLS, and tells afterwards what it saw of its clients.
import { createHash, X509Certificate } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer as createListener, type Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { createServer, type TLSSocket, type TlsOptions } from "node:tls";
import { type FakeServer, header } from "../servers/harness/fake-server.ts";

export const STARTTLS_FEATURES =
  "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
export const PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

export interface TlsServerOptions
  extends Pick<
    TlsOptions,
    "minVersion" | "maxVersion" | "requestCert" | "rejectUnauthorized" | "ALPNProtocols"
  > {
  /** "direct" does TLS from the first byte; "starttls" when `upgrade` is called. */
  readonly mode: "starttls" | "direct";
  /** Paths of PEM files: `chain` is what is presented. */
  readonly certificate: { readonly key: string; readonly chain: string };
  /** Path of the PEM file with the authorities of clients' certificates. */
  readonly ca?: string;
}

/** What the client asked for in its first TLS message. */
export interface ClientHello {
  readonly servername: string | undefined;
  readonly alpnProtocols: readonly string[];
}

/** What was agreed on, seen from the server. */
export interface Secured {
  readonly version: string;
  readonly cipher: string;
  readonly alpnProtocol: string | undefined;
  /** The subject of the client's certificate, "O=xmpp-repl tests\nCN=client". */
  readonly clientSubject: string | undefined;
  /** Whether the client's certificate comes from the server's `ca`. */
  readonly isClientTrusted: boolean;
  /** RFC 5929 §3.1: the client's Finished, after a full handshake. TLS 1.3 leaves it undefined, yet it has a value. */
  readonly tlsUnique: Buffer;
  /** RFC 9266 §4.2: 32 bytes. */
  readonly tlsExporter: Buffer;
}

export interface TlsConnection {
  /** All that the client sent, in the clear and by TLS. */
  received(): string;
  receivedInClear(): string;
  /** Undefined while there was none. */
  readonly hello: ClientHello | undefined;
  /** Undefined until the TLS handshake is done. */
  readonly secured: Secured | undefined;
  /** Why the TLS handshake failed, in Node's words. */
  readonly failure: Error | undefined;
}

export interface TlsServer extends FakeServer {
  /** In the order in which they came. */
  readonly connections: readonly TlsConnection[];
  /** Resolves when the last connection is secured; rejects when its handshake fails. */
  secures(): Promise<Secured>;
  /** The rest concerns the client that connected last. From now on it is expected to do TLS. */
  upgrade(): void;
  /** Sends `<proceed/>`, and `glued` in the same write, and upgrades. */
  proceed(glued?: string): void;
  readonly isSecure: boolean;
  /** What this end takes for that channel binding; undefined without TLS, or for a type it does not know. */
  bindingData(type: string): Buffer | undefined;
  /** RFC 5929 §4.1: the hash of the certificate in DER. Which one depends on its signature: `bindingData` takes sha256. */
  endPoint(hash: string): Buffer;
}

/** Like the plain fake server's `Answer`, and each of those will do. "" comes first: in the direct mode, after TLS. */
export type TlsAnswer = (text: string, server: TlsServer) => void;

/** Answers up to `<starttls/>` as a server does, and leaves what comes by TLS to `next`, which also gets the first "". */
export function offerStarttls(next: TlsAnswer, glued = ""): TlsAnswer {
  return (text, server) => {
    if (text === "" || server.isSecure) next(text, server);
    else if (text.includes("<stream:stream")) server.send(header + STARTTLS_FEATURES);
    else if (text.includes("<starttls")) server.proceed(glued);
  };
}

export async function startTlsServer(options: TlsServerOptions, answer: TlsAnswer): Promise<TlsServer> {
  const files = [options.certificate.key, options.certificate.chain, ...(options.ca ? [options.ca] : [])];
  const [key, chain = Buffer.alloc(0), ca] = await Promise.all(files.map((path) => readFile(path)));
  const { mode, certificate: _, rejectUnauthorized = false, ...rest } = options;
  const tlsOptions = { ...rest, rejectUnauthorized, key, cert: chain, ca };
  const changes = new EventEmitter();
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await once(changes, "change");
    }
  };
  const connections: Connection[] = [];
  const received = () => connections.map((connection) => connection.received()).join("");
  const current = () => connections.at(-1);

  const listener = createListener((socket) => {
    const connection = new Connection(socket, tlsOptions, (text) => {
      if (text !== undefined) answer(text, server);
      changes.emit("change");
    });
    connections.push(connection);
    if (mode === "direct") connection.upgrade();
    else answer("", server);
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const server: TlsServer = {
    port: (listener.address() as AddressInfo).port,
    connections,
    received,
    receives: async (text) => void (await until(() => received().includes(text) || undefined)),
    secures: () =>
      until(() => {
        if (current()?.failure !== undefined) throw current()?.failure;
        return current()?.secured;
      }),
    send: (data) => current()?.socket.write(data),
    end: (data) => (data === undefined ? current()?.socket.end() : current()?.socket.end(data)),
    reset: () => current()?.reset(),
    upgrade: () => current()?.upgrade(),
    proceed(glued = "") {
      server.send(PROCEED + glued);
      server.upgrade();
    },
    get isSecure() {
      return current()?.secured !== undefined;
    },
    bindingData(type) {
      const secured = current()?.secured;
      if (secured === undefined) return undefined;
      if (type === "tls-unique") return secured.tlsUnique;
      if (type === "tls-exporter") return secured.tlsExporter;
      return type === "tls-server-end-point" ? server.endPoint("sha256") : undefined;
    },
    endPoint: (hash) => createHash(hash).update(new X509Certificate(chain).raw).digest(),
    async stop() {
      for (const connection of connections) connection.destroy();
      await once(listener.close(), "close");
    },
  };
  return server;
}

/** Texts go to `hear`, which hears undefined when there is news of TLS alone. */
class Connection implements TlsConnection {
  hello: ClientHello | undefined;
  secured: Secured | undefined;
  failure: Error | undefined;
  /** What is sent goes here: the TLS one as soon as there is one. */
  socket: Socket;
  readonly #plain: Socket;
  readonly #tlsOptions: TlsOptions;
  readonly #hear: (text: string | undefined) => void;
  #clear = "";
  #sealed = "";
  #expectsTls = false;

  constructor(socket: Socket, tlsOptions: TlsOptions, hear: (text: string | undefined) => void) {
    this.socket = socket;
    this.#plain = socket;
    this.#tlsOptions = tlsOptions;
    this.#hear = hear;
    const decoder = new StringDecoder("utf8");
    let first = Buffer.alloc(0);
    // A client may drop the connection: that is not what is tested here.
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (!this.#expectsTls) {
        const text = decoder.write(chunk);
        this.#clear += text;
        return this.#hear(text);
      }
      first = Buffer.concat([first, chunk]);
      if (isWholeRecord(first)) this.#secure(first);
    });
  }

  received(): string {
    return this.#clear + this.#sealed;
  }

  receivedInClear(): string {
    return this.#clear;
  }

  upgrade(): void {
    this.#expectsTls = true;
  }

  reset(): void {
    this.#plain.resetAndDestroy();
  }

  destroy(): void {
    this.socket.destroy();
    this.#plain.destroy();
  }

  #secure(first: Buffer): void {
    this.hello = readClientHello(first);
    this.#plain.removeAllListeners("data").pause();
    this.#plain.unshift(first);
    // This server listens on nothing: it is handed the one socket whose client has begun with TLS.
    createServer(this.#tlsOptions, (socket) => {
      this.socket = socket;
      this.secured = describe(socket);
      socket.on("error", () => {}).setEncoding("utf8");
      socket.on("data", (text: string) => {
        this.#sealed += text;
        this.#hear(text);
      });
      this.#hear(this.#clear === "" ? "" : undefined);
    })
      .on("tlsClientError", (error) => {
        this.failure = error;
        this.#hear(undefined);
      })
      .emit("connection", this.#plain);
  }
}

function describe(socket: TLSSocket): Secured {
  return {
    version: socket.getProtocol() ?? "none",
    cipher: socket.getCipher().name,
    alpnProtocol: socket.alpnProtocol || undefined,
    clientSubject: socket.getPeerX509Certificate()?.subject,
    isClientTrusted: socket.authorized,
    tlsUnique: socket.getPeerFinished() ?? Buffer.alloc(0),
    // An empty context, which is not the same as none before TLS 1.3.
    tlsExporter: socket.exportKeyingMaterial(32, "EXPORTER-Channel-Binding", Buffer.alloc(0)),
  };
}

// What does not begin as a TLS handshake does need not be waited for: TLS itself will complain about it.
function isWholeRecord(data: Buffer): boolean {
  return data[0] !== 0x16 || (data.length >= 5 && data.length >= 5 + data.readUInt16BE(3));
}

// Node tells a server's names only, and what the client asked for only where both agree. RFC 8446 §4.1.2: behind the
// record's 5 bytes and the message's 4 come a version and 32 random bytes, then a session id, ciphers, compressions.
function readClientHello(data: Buffer): ClientHello | undefined {
  if (data[0] !== 0x16) return undefined;
  const [, ciphers] = takeVector(data, 5 + 4 + 2 + 32, 1);
  const [, compressions] = takeVector(data, ciphers, 2);
  let [extensions] = takeVector(data, takeVector(data, compressions, 1)[1], 2);
  let servername: string | undefined;
  let alpnProtocols: readonly string[] = [];
  while (extensions.length > 0) {
    const [body, end] = takeVector(extensions, 2, 2);
    // RFC 6066 §3: a list of one name, after its type, which is always "host name".
    if (extensions.readUInt16BE(0) === 0) servername = takeVector(body, 3, 2)[0].toString();
    if (extensions.readUInt16BE(0) === 16) alpnProtocols = readNames(takeVector(body, 0, 2)[0]);
    extensions = extensions.subarray(end);
  }
  return { servername, alpnProtocols };
}

function readNames(list: Buffer): readonly string[] {
  if (list.length === 0) return [];
  const [name, end] = takeVector(list, 0, 1);
  return [name.toString(), ...readNames(list.subarray(end))];
}

/** A vector's content, whose length stands before it in `size` bytes, and where it ends. */
function takeVector(data: Buffer, start: number, size: 1 | 2): readonly [Buffer, number] {
  const end = start + size + data.readUIntBE(start, size);
  return [data.subarray(start + size, end), end];
}
