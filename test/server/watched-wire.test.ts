// The server's log says what was on the wire, and not what the server meant to write.
import { expect, onTestFinished, test, vi } from "vitest";
import { FAULTS, faultNamed } from "../../src/server/faults/index.ts";
import { FEATURES } from "../../src/server/features/index.ts";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import { PracticeServer } from "../../src/server/server.ts";
import { watchInto } from "../../src/server/watch.ts";
import type { Side } from "../../src/transcript/entry.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { HEADER, plainAuth } from "../helpers/raw-client.ts";
import { TLS_FACTS } from "../helpers/try-out.ts";

interface Watched {
  readonly server: PracticeServer;
  say(text: string): void;
  /** Something that came fits, or the connection has ended. */
  until(pattern: RegExp): Promise<void>;
  /** The client closes its side, unless that is done. */
  end(): Promise<void>;
  /** What the client got, and what the log says that it was sent. */
  got(): string;
  logged(): string;
  /** What the log says that the server got. */
  heard(): string;
  /** The remarks of the log, and how the connection ended. */
  told(): readonly string[];
}

/** A client of a server on which a fault is armed already, or none. */
async function watched(fault?: string): Promise<Watched> {
  const transcript = new Transcript({ now: () => 0 });
  const server = new PracticeServer({
    domain: "localhost",
    accounts: [{ name: "me", password: "test" }],
    tls: "optional",
    registration: "closed",
    features: FEATURES,
    watch: watchInto(transcript),
  });
  onTestFinished(() => server.close());
  server.arm(fault === undefined ? undefined : faultNamed(fault));
  const reads: Buffer[] = [];
  const got = () => Buffer.concat(reads).toString("latin1");
  let tail = "";
  let isClosed = false;
  const connect = connectInMemory(server.accept, () => TLS_FACTS);
  const client = await connect(
    { host: "localhost", port: 5222 },
    {
      data: (bytes) => {
        reads.push(Buffer.from(bytes));
        tail = (tail + Buffer.from(bytes).toString("latin1")).slice(-20_000);
      },
      closed: () => {
        isClosed = true;
      },
    },
    new AbortController().signal,
  );
  const logged = (from: Side) =>
    Array.from(transcript.entries, (entry) => {
      if (entry.type !== "traffic" || entry.from !== from) return "";
      const { event } = entry;
      const bytes = "bytes" in event && event.bytes ? event.bytes : new Uint8Array();
      return Buffer.concat([Buffer.from(event.raw, "utf8"), bytes]).toString("latin1");
    }).join("");
  return {
    server,
    say: (text) => client.write(Buffer.from(text, "utf8")),
    until: async (pattern) => {
      await vi.waitUntil(() => isClosed || pattern.test(tail), { interval: 2, timeout: 4000 });
    },
    end: async () => {
      client.end();
      await vi.waitUntil(() => isClosed, { interval: 2 });
    },
    got,
    logged: () => logged("server"),
    heard: () => logged("client"),
    told: () =>
      Array.from(transcript.entries).flatMap((entry) => {
        if (entry.type === "note") return [entry.text];
        return entry.type === "connection" && entry.change === "disconnected"
          ? [`disconnected by the ${entry.by}`]
          : [];
      }),
  };
}

const SCRAM = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${Buffer.from("n,,n=me,r=abc").toString("base64")}</auth>`;
const FEATURES_END = /<\/stream:features>/;
const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

/** What comes at the end of each fault's work where the connection stays. */
const LAST: Readonly<Record<string, RegExp>> = { stall: /$/, garbage: /\xbe\xef$/ };

const NAMES = FAULTS.map(({ name }) => name);

test.each(NAMES)("%s on an open stream: the log has what the client got, byte for byte", async (name) => {
  const { server, say, until, end, got, logged } = await watched();
  say(HEADER);
  await until(FEATURES_END);
  server.arm(faultNamed(name));
  say(SCRAM);
  await until(LAST[name] ?? /<\/challenge>$/);
  await end();
  expect(got()).not.toBe("");
  expect(logged()).toBe(got());
});

test.each(NAMES)("%s from the beginning: the log has what the client got, byte for byte", async (name) => {
  const { say, until, end, got, logged } = await watched(name);
  say(HEADER);
  await until(LAST[name] ?? FEATURES_END);
  await end();
  expect(logged()).toBe(got());
});

test("what stall holds back is logged when it is let out", async () => {
  const { server, say, until, got, logged, heard } = await watched("stall");
  say(HEADER + plainAuth("\0me\0test"));
  await vi.waitUntil(() => heard().includes("<auth"), { interval: 2 });
  expect(logged()).toBe("");
  server.arm(undefined);
  await until(/<success/);
  expect(logged()).toBe(got());
});

test("a TLS handshake that fails is told as that, and nothing is logged that nobody could get", async () => {
  const { say, until, end, got, logged, told } = await watched();
  say(HEADER + STARTTLS);
  await until(/<proceed/);
  await end();
  expect(logged()).toBe(got());
  expect(told()).toEqual([
    "TLS did not come about: the connection ended in the middle of the TLS handshake",
    "disconnected by the client",
  ]);
});

test.each([
  ["half-close", ["this side has closed its direction, and would still read", "disconnected by the server"]],
  ["reset", ["disconnected by the server"]],
  ["http", ["disconnected by the server"]],
  ["stall", ["disconnected by the client"]],
])("%s: it is told who ended the connection", async (name, expected) => {
  const { say, until, end, told } = await watched(name);
  say(HEADER);
  await until(LAST[name] ?? FEATURES_END);
  await end();
  expect(told()).toEqual(expected);
});
