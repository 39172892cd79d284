// A session, its transcript and the far end of its connection, played line by line with an injected clock.

import { type Remarks, Session } from "../../src/session/session.ts";
import { DEFAULT_LIMITS, type StreamLimits } from "../../src/stream/limits.ts";
import { type MemoryServer, memoryServer } from "../../src/stream/memory.ts";
import type { TlsFacts, TlsOptions } from "../../src/stream/security.ts";
import type { Connect, Transport } from "../../src/stream/transport.ts";
import type { Verdict } from "../../src/transcript/entry.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { formatEntry } from "./outline.ts";

export const ENDPOINT = { host: "localhost", port: 5222 };

export const TLS_OPTIONS: TlsOptions = { timeout: 0, alpn: [] };
export const TLS: TlsFacts = { protocol: "TLSv1.3", cipher: "C", chain: [], clientCertificate: false };
export const ACCEPTED: Verdict = { domain: "localhost", accepted: "not verified", reasons: [] };
export const REJECTED: Verdict = { domain: "localhost", reasons: ["it has expired"] };

/** The part of a transport that has no TLS. */
export const NO_TLS: Pick<Transport, "secure" | "channelBinding"> = {
  secure: () => Promise.reject(new Error("there is no TLS here")),
  channelBinding: () => undefined,
};

export interface Conversation {
  readonly session: Session;
  readonly transcript: Transcript;
  readonly server: MemoryServer;
  /** What was said about what happened, oldest first. */
  readonly notes: readonly string[];
  /** All that happened, an entry a line. */
  readonly outline: readonly string[];
  /** Lets time go by. */
  pass(milliseconds: number): void;
  connect(): Promise<void>;
  /**
   * Plays steps in their order: `C: …` is sent and `S: …` received; `connects`, `connects directly` (to do TLS from the
   * first byte), `disconnects`, `server closes`, `connection breaks`, `secures` and `rejects` (the certificate) are what
   * they say.
   */
  play(...steps: readonly string[]): Promise<void>;
}

export interface ConversationOptions {
  readonly remarks?: Remarks;
  readonly limits?: Partial<StreamLimits>;
  /** What is connected with, in place of the memory transport. */
  readonly connect?: Connect;
}

/** A session that is not connected yet. Every moment is 2026-01-01T00:00:00Z until time passes. */
export function conversation({
  remarks = () => [],
  limits,
  connect,
}: ConversationOptions = {}): Conversation {
  const server = memoryServer(() => TLS);
  let now = Date.UTC(2026, 0, 1);
  const transcript = new Transcript({ now: () => now });
  const session = new Session({
    id: "main",
    transcript,
    connect: connect ?? server.connect,
    limits: () => ({ ...DEFAULT_LIMITS, ...limits }),
    now: () => now,
    remarks,
  });
  const { signal } = new AbortController();
  const connectNow = () => session.connect(ENDPOINT, signal);
  const secure = (verdict: Verdict) => session.secure(TLS_OPTIONS, () => verdict, signal);
  const step = async (text: string) => {
    if (text.startsWith("C: ")) session.send(text.slice(3));
    else if (text.startsWith("S: ")) server.send(text.slice(3));
    else if (text === "connects") await connectNow();
    else if (text === "connects directly")
      await session.connect({ ...ENDPOINT, domain: "example.org", directTls: true }, signal);
    else if (text === "secures") await secure(ACCEPTED);
    else if (text === "rejects") await secure(REJECTED);
    else if (text === "disconnects") await session.disconnect();
    else if (text === "server closes") server.close();
    else if (text === "connection breaks") server.close(new Error("read ECONNRESET"));
    else throw new Error(`no such step: ${text}`);
  };
  return {
    session,
    transcript,
    server,
    get notes() {
      return [...transcript.entries].flatMap((entry) => (entry.type === "note" ? [entry.text] : []));
    },
    get outline() {
      return [...transcript.entries].map(formatEntry);
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
    connect: connectNow,
    play: async (...steps) => {
      for (const text of steps) await step(text);
    },
  };
}

/** A conversation whose steps have been played, beginning with a connection. */
export async function played(
  steps: readonly string[],
  options: ConversationOptions = {},
): Promise<Conversation> {
  const made = conversation(options);
  await made.play("connects", ...steps);
  return made;
}
