// The server's side of SCRAM, which shares no code with the product, and what a bad server makes of it.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { type FakeServer, header } from "../servers/harness/fake-server.ts";

/** What the server does wrong; all else goes on as if nothing had happened. */
export type ScramFault =
  | "wrong-signature"
  /** The nonce does not begin with the client's. */
  | "changed-nonce"
  | "weak-iterations"
  | "endless-iterations"
  | "no-salt"
  /** A mandatory extension, "m=unknown". */
  | "extension"
  /** A challenge that is no base64. */
  | "garbage-base64"
  /** Success without the server's last message. */
  | "no-signature"
  /** No fault but rare: the last message comes in a challenge, and success, without data, after an empty response. */
  | "signature-in-challenge"
  /** The last message is "e=other-error", in a challenge, and failure follows. */
  | "error"
  /** The last message is "e=other-error", in a success. */
  | "error-in-success";

export interface ScramServerOptions {
  /** "SCRAM-SHA-1", "SCRAM-SHA-256" or "SCRAM-SHA-512", each also with "-PLUS". */
  readonly mechanism: string;
  readonly username: string;
  /** As it is after SASLprep: the server does not prepare it. */
  readonly password: string;
  /** In base64. */
  readonly salt?: string;
  readonly iterations?: number;
  readonly serverNonce?: string;
  /** Needed for "-PLUS". */
  readonly channelBinding?: { readonly type: string; readonly data: Uint8Array };
  /** Whether the client saw a "-PLUS" offered, so that its "y" tells of somebody who took it away. */
  readonly isPlusOffered?: boolean;
  readonly fault?: ScramFault;
}

/** What the client sent, as far as it came. */
export interface ScramSeen {
  readonly mechanism: string;
  readonly clientFirst?: string;
  /** "n,,", "p=tls-exporter,,". */
  readonly gs2Header?: string;
  /** What stands in c=, decoded: the gs2 header and, with "-PLUS", the channel binding's data. */
  readonly channelBinding?: Buffer;
  readonly clientFinal?: string;
  readonly isAuthenticated?: boolean;
}

export interface ScramServer {
  readonly seen: ScramSeen;
  /** Throws for what is no such message. */
  first(clientFirst: string): string;
  /** Throws for what is no such message. `serverFinal` is "v=…" or "e=…", or "" where the fault leaves it out. */
  final(clientFinal: string): { readonly ok: boolean; readonly serverFinal: string };
}

const firstPattern = /^((?:n|y|p=([^,]*)),(?:a=[^,]*)?,)((m=[^,]*,)?n=([^,]*),r=([^,]+).*)$/s;
const finalPattern = /^(c=([^,]*),r=([^,]*).*),p=([^,]*)$/s;
const faultyIterations = new Map<string | undefined, number>([
  ["weak-iterations", 1],
  ["endless-iterations", 2 ** 31 - 1],
]);

export function scramServer(options: ScramServerOptions): ScramServer {
  const { mechanism, username, password, channelBinding, fault } = options;
  const { serverNonce = randomBytes(18).toString("base64") } = options;
  const salt = fault === "no-salt" ? "" : (options.salt ?? randomBytes(16).toString("base64"));
  const iterations = faultyIterations.get(fault) ?? options.iterations ?? 4096;
  const seen: { -readonly [Name in keyof ScramSeen]: ScramSeen[Name] } = { mechanism };
  // RFC 5802 §7: what is wrong is said in the last message only.
  let [bare, nonce, serverFirst, problem] = ["", "", "", ""];

  return {
    seen,
    first(clientFirst) {
      seen.clientFirst = clientFirst;
      const match = firstPattern.exec(clientFirst);
      if (match === null) throw new Error(`Cannot read the client's first message: "${clientFirst}"`);
      const [, gs2Header = "", type, message = "", extension, name = "", clientNonce = ""] = match;
      seen.gs2Header = gs2Header;
      problem = bindingProblem(options, gs2Header, type);
      if (extension !== undefined) problem ||= "extensions-not-supported";
      if (name.replaceAll("=2C", ",").replaceAll("=3D", "=") !== username) problem ||= "unknown-user";
      bare = message;
      nonce = (fault === "changed-nonce" ? `not-${clientNonce}` : clientNonce) + serverNonce;
      const mandatory = fault === "extension" ? "m=unknown," : "";
      serverFirst = `${mandatory}r=${nonce},${fault === "no-salt" ? "" : `s=${salt},`}i=${iterations}`;
      return serverFirst;
    },
    final(clientFinal) {
      seen.clientFinal = clientFinal;
      const match = finalPattern.exec(clientFinal);
      if (match === null) throw new Error(`Cannot read the client's last message: "${clientFinal}"`);
      const [, withoutProof = "", c = "", r = "", p = ""] = match;
      seen.channelBinding = Buffer.from(c, "base64");
      const data = mechanism.endsWith("-PLUS") ? (channelBinding?.data ?? []) : [];
      const expected = Buffer.concat([Buffer.from(seen.gs2Header ?? ""), Uint8Array.from(data)]);
      if (c !== expected.toString("base64")) problem ||= "channel-bindings-dont-match";
      // An honest client stopped before the endless iterations, which would take an hour.
      if (r !== nonce || fault === "endless-iterations" || fault?.startsWith("error"))
        problem ||= "other-error";
      if (problem !== "") return { ok: false, serverFinal: `e=${problem}` };

      const keys = deriveKeys(mechanism, password, { salt, iterations });
      const authMessage = `${bare},${serverFirst},${withoutProof}`;
      seen.isAuthenticated = keys.isProof(Buffer.from(p, "base64"), authMessage);
      if (!seen.isAuthenticated) return { ok: false, serverFinal: "e=invalid-proof" };
      const signature = keys.signature(authMessage);
      if (fault === "wrong-signature") signature.reverse();
      return { ok: true, serverFinal: fault === "no-signature" ? "" : `v=${signature.toString("base64")}` };
    },
  };
}

function bindingProblem(options: ScramServerOptions, gs2Header: string, type: string | undefined): string {
  if (options.mechanism.endsWith("-PLUS")) {
    const isKnown = type !== undefined && type === options.channelBinding?.type;
    return isKnown ? "" : "unsupported-channel-binding-type";
  }
  if (type !== undefined) return "channel-binding-not-supported";
  return gs2Header.startsWith("y") && options.isPlusOffered ? "server-does-support-channel-binding" : "";
}

// RFC 5802 §3: what the server keeps of a password, and how it checks the client's proof with it.
function deriveKeys(mechanism: string, password: string, options: { salt: string; iterations: number }) {
  const sha = `sha${/^SCRAM-SHA-(\d+)/.exec(mechanism)?.[1]}`;
  const hash = (data: Uint8Array) => createHash(sha).update(data).digest();
  const hmac = (key: Uint8Array, text: string) => createHmac(sha, key).update(text).digest();
  const salt = Buffer.from(options.salt, "base64");
  const salted = pbkdf2Sync(password, salt, options.iterations, hash(salt).length, sha);
  const storedKey = hash(hmac(salted, "Client Key"));
  return {
    isProof(proof: Uint8Array, authMessage: string): boolean {
      const clientSignature = hmac(storedKey, authMessage);
      const isLong = proof.length === clientSignature.length;
      return (
        isLong && hash(clientSignature.map((byte, index) => byte ^ (proof[index] ?? 0))).equals(storedKey)
      );
    },
    signature: (authMessage: string) => hmac(hmac(salted, "Server Key"), authMessage),
  };
}

/** What the adapter needs of a fake server: any of them, and one that does TLS knows the channel bindings. */
export type ScramAnswer = (
  text: string,
  server: FakeServer & { bindingData?(type: string): Uint8Array | undefined },
) => void;

export interface OfferScramOptions
  extends Omit<ScramServerOptions, "mechanism" | "channelBinding" | "isPlusOffered"> {
  /** All that are offered, in their order. Others than SCRAM are offered only: who tries one hears invalid-mechanism. */
  readonly mechanisms: readonly string[];
  /** The types that XEP-0440 lists; left out, the features say nothing of them. */
  readonly channelBindings?: readonly string[];
  /** In place of what the server knows of its TLS. */
  readonly bindingData?: (type: string) => Uint8Array | undefined;
}

export interface ScramOffer {
  /** For one client at a time, on any fake server. */
  readonly answer: ScramAnswer;
  /** One for each <auth/> with a SCRAM mechanism that was offered. */
  readonly exchanges: readonly ScramSeen[];
}

export const GARBAGE = "%%% no base64 %%%";
export const BIND_FEATURES =
  "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

// One thing that a client sends, wherever its bytes were cut: a header, an end tag, a SASL element or an iq.
const step =
  /<stream:stream\b[^>]*>|<\/stream:stream>|<(auth|response|abort)\b([^>]*?)(?:\/>|>([^<]*)<\/\1>)|<iq\b.*?<\/iq>/s;

/** Answers a whole session with SCRAM: features, authentication, restart, bind, end. A failed try leaves it open. */
export function offerScram(options: OfferScramOptions): ScramOffer {
  const exchanges: ScramSeen[] = [];
  const unexpected: ScramAnswer = (_, server) => fail(server, "malformed-request");
  // `next` takes the data of the response that is expected.
  let [received, isAuthenticated, next] = ["", false, unexpected];

  const fail = (server: FakeServer, condition: string) => {
    next = unexpected;
    server.send(sasl("failure", `<${condition}/>`));
  };
  const succeed = (server: FakeServer, text: string) => {
    isAuthenticated = true;
    next = unexpected;
    server.send(sasl("success", toBase64(text)));
  };
  const begin = (mechanism: string): ScramAnswer => {
    return (data, server) => {
      const type = /^p=([^,]*)/.exec(data)?.[1] ?? "";
      const bytes = (options.bindingData ?? server.bindingData)?.(type);
      const isPlusOffered = options.mechanisms.some((name) => name.endsWith("-PLUS"));
      const binding = bytes === undefined ? {} : { channelBinding: { type, data: bytes } };
      const scram = scramServer({ ...options, ...binding, mechanism, isPlusOffered });
      exchanges.push(scram.seen);
      const text = attempt(() => scram.first(data));
      if (text === undefined) return fail(server, "malformed-request");
      server.send(sasl("challenge", options.fault === "garbage-base64" ? GARBAGE : toBase64(text)));
      next = finish(scram);
    };
  };
  const finish = (scram: ScramServer): ScramAnswer => {
    return (data, server) => {
      const final = attempt(() => scram.final(data));
      if (final === undefined) return fail(server, "malformed-request");
      const { ok, serverFinal } = final;
      if (options.fault === "error-in-success") return succeed(server, serverFinal);
      const isChallenge = options.fault === "error" || (ok && options.fault === "signature-in-challenge");
      if (!isChallenge) return ok ? succeed(server, serverFinal) : fail(server, "not-authorized");
      server.send(sasl("challenge", toBase64(serverFinal)));
      next = () => (ok ? succeed(server, "") : fail(server, "not-authorized"));
    };
  };

  const authenticate = (server: FakeServer, mechanism: string, content: string) => {
    const isScram = mechanism.startsWith("SCRAM-") && options.mechanisms.includes(mechanism);
    if (!isScram) return fail(server, "invalid-mechanism");
    next = begin(mechanism);
    // RFC 6120 §6.4.2: "=" is an empty initial response, and no content is none at all, which is then asked for.
    if (content === "") server.send(sasl("challenge", ""));
    else next(fromBase64(content), server);
  };

  const answer: ScramAnswer = (text, server) => {
    if (text === "") [received, isAuthenticated, next] = ["", false, unexpected];
    received += text;
    for (let match = step.exec(received); match !== null; match = step.exec(received)) {
      received = received.slice(match.index + match[0].length);
      const [element, name, attributes = "", content = ""] = match;
      const mechanism = /\bmechanism=["']([^"']*)/.exec(attributes)?.[1] ?? "";
      if (name === "auth") authenticate(server, mechanism, content);
      else if (name === "response") next(fromBase64(content), server);
      else if (name === "abort") fail(server, "aborted");
      else if (element.startsWith("<iq")) server.send(bindResult(element, options.username));
      else if (element === "</stream:stream>") server.end(element);
      else server.send(header + (isAuthenticated ? BIND_FEATURES : offer(options)));
    }
  };
  return { answer, exchanges };
}

function offer({ mechanisms, channelBindings }: OfferScramOptions): string {
  const names = mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join("");
  const types = channelBindings?.map((type) => `<channel-binding type='${type}'/>`).join("");
  const list =
    types === undefined
      ? ""
      : `<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>${types}</sasl-channel-binding>`;
  const sasl = `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${names}</mechanisms>`;
  return `<stream:features>${sasl}${list}</stream:features>`;
}

function sasl(name: string, content: string): string {
  return `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${content}</${name}>`;
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function bindResult(request: string, username: string): string {
  const id = /\bid=["']([^"']*)/.exec(request)?.[1] ?? "";
  const resource = /<resource>(.*)<\/resource>/.exec(request)?.[1] ?? "chosen";
  const jid = `<jid>${username}@localhost/${resource}</jid>`;
  return `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${jid}</bind></iq>`;
}
