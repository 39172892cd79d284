// What each fault makes of the bytes, on a wire in memory.
import { expect, onTestFinished, test, vi } from "vitest";
import { certificateFor } from "../../../src/server/certificate.ts";
import type { FaultyWire } from "../../../src/server/fault.ts";
import { faultNamed } from "../../../src/server/faults/index.ts";
import { connectInMemory } from "../../../src/server/memory-wire.ts";
import { listenTcp } from "../../../src/server/tcp-wire.ts";
import { connectTcp } from "../../../src/stream/tcp.ts";
import type { Transport } from "../../../src/stream/transport.ts";
import { listening } from "../echo.ts";

const bytes = (text: string) => Buffer.from(text, "utf8");

interface Wired {
  readonly wire: FaultyWire;
  readonly client: Transport;
  /** Each read of the client, and "(closed)" behind them. */
  readonly reads: readonly string[];
  /** All of them, and what it waits for. */
  readonly heard: ReturnType<typeof listening>;
}

async function wired(name: string): Promise<Wired> {
  const wires: FaultyWire[] = [];
  const heard = listening();
  const reads: string[] = [];
  const connect = connectInMemory((accepted) => {
    const wrapped = faultNamed(name).wrap?.(accepted);
    if (wrapped) wires.push(wrapped);
    return { data: () => {}, closed: () => {} };
  });
  const listener = {
    data: (read: Uint8Array) => {
      reads.push(Buffer.from(read).toString("latin1"));
      heard.data(read);
    },
    closed: (cause?: Error) => heard.closed(cause),
  };
  const client = await connect({ host: "localhost", port: 5222 }, listener, new AbortController().signal);
  const [wire] = wires;
  if (!wire) throw new Error(`"${name}" does nothing to a wire`);
  return { wire, client, reads, heard };
}

test("drip: every byte comes alone and in order, the end behind the last", async () => {
  const { wire, reads, heard } = await wired("drip");
  wire.write(bytes("<a>"));
  wire.write(bytes("ü</a>"));
  wire.end();
  await heard.receives("<a>\ufffd\ufffd</a>(closed)");
  expect(reads.join("|")).toBe("<|a|>|\u00c3|\u00bc|<|/|a|>");
});

test("drip: when the fault is over, what is still on its way comes at once", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { wire, heard } = await wired("drip");
  wire.write(bytes("<message/>"));
  await heard.receives("<");
  wire.release?.();
  await heard.receives("<message/>");
});

test("drip: what waits is counted in bytes, and not as if each were a write", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { wire, heard } = await wired("drip");
  const text = "x".repeat(90_000);
  wire.write(bytes(text));
  expect(wire.backlog).toBeGreaterThan(89_000);
  expect(wire.backlog).toBeLessThan(100_000);
  wire.release?.();
  expect(wire.backlog).toBe(0);
  await heard.receives(text);
});

test("drip: a client that is gone is sent nothing more", async () => {
  const { wire, client, heard } = await wired("drip");
  wire.write(bytes("<message/>"));
  client.end();
  await heard.receives("<(closed)");
  wire.write(bytes("more"));
  wire.end();
  expect(heard.text).toBe("<(closed)");
});

test("drip: TLS begins directly behind the last byte of <proceed/>", async () => {
  const certificate = certificateFor("localhost");
  const listener = await listenTcp({
    host: "127.0.0.1",
    port: 0,
    tls: certificate,
    accept: (accepted) => {
      const wire = faultNamed("drip").wrap?.(accepted) ?? accepted;
      return {
        data: (read) => {
          wire.write(read);
          if (!wire.isSecure) void wire.secure();
        },
        closed: () => {},
      };
    },
  });
  onTestFinished(() => listener.close());
  const heard = listening();
  const client = await connectTcp(listener, heard, new AbortController().signal);
  client.write(bytes("<proceed/>"));
  await heard.receives("<proceed/>");
  const options = { timeout: 0, alpn: [], servername: "localhost", ca: certificate.cert };
  await client.secure(options, new AbortController().signal);
  client.write(bytes("hello"));
  await heard.receives("<proceed/>hello");
});

test("split: a character of several bytes comes in two reads", async () => {
  const { wire, reads, heard } = await wired("split");
  wire.write(bytes("aü☕!"));
  wire.end();
  await vi.waitUntil(() => heard.text.endsWith("(closed)"), { interval: 1 });
  expect(reads).toEqual(["a\u00c3", "\u00bc\u00e2", "\u0098\u0095!"]);
});

test("split: what is ASCII is cut in the middle", async () => {
  const { wire, reads, heard } = await wired("split");
  wire.write(bytes("<proceed/>"));
  wire.end();
  await heard.receives("<proceed/>(closed)");
  expect(reads).toEqual(["<proc", "eed/>"]);
});

test("stall: nothing comes, not even the end, until the fault is over", async () => {
  const { wire, heard } = await wired("stall");
  wire.write(bytes("one "));
  wire.write(bytes("two"));
  wire.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard.text).toBe("");
  wire.release?.();
  await heard.receives("one two(closed)");
});

test("half-close: what is written comes, and then the end without a goodbye", async () => {
  const { wire, heard } = await wired("half-close");
  wire.write(bytes("header"));
  wire.write(bytes("features"));
  await heard.receives("header(closed)");
});

test("reset: nothing comes but the reset", async () => {
  const { wire, heard } = await wired("reset");
  wire.write(bytes("header"));
  await heard.receives("(broken: it reset the connection)");
});

test("garbage: bytes that are no UTF-8 come behind what is written, and nothing behind them", async () => {
  const { wire, client, heard, reads } = await wired("garbage");
  wire.write(bytes("header"));
  wire.write(bytes("features"));
  wire.end();
  await vi.waitUntil(() => reads.length === 2, { interval: 1 });
  client.end();
  await vi.waitUntil(() => heard.text.endsWith("(closed)"), { interval: 1 });
  expect(reads[0]).toBe("header");
  expect(() =>
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(reads[1] ?? "", "latin1")),
  ).toThrow();
  expect(reads).toHaveLength(2);
});

test("http: a web server's answer comes in place of anything else, complete", async () => {
  const { wire, heard } = await wired("http");
  wire.write(bytes("<?xml version='1.0'?><stream:stream>"));
  wire.write(bytes("<stream:features/>"));
  await vi.waitUntil(() => heard.text.endsWith("(closed)"), { interval: 1 });
  const [head = "", body = ""] = heard.text.replace("(closed)", "").split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(head).toContain(`Content-Length: ${body.length}`);
  expect(body).toContain("<h1>Bad Request</h1>");
  expect(heard.text).not.toContain("stream");
});

test("huge: more than 16 MiB come, and the end tag at last", async () => {
  const { wire, client, reads } = await wired("huge");
  wire.write(bytes("header"));
  await vi.waitUntil(() => reads.at(-1) === "</body></message>", { interval: 5, timeout: 5000 });
  const size = reads.reduce((sum, { length }) => sum + length, 0);
  expect(size).toBeGreaterThan(16 * 1024 * 1024);
  client.end();
});

test("huge: it stops when the client goes", async () => {
  const { wire, client, heard, reads } = await wired("huge");
  wire.write(bytes("header"));
  await vi.waitUntil(() => reads.length > 5, { interval: 1 });
  client.destroy();
  await vi.waitUntil(() => heard.text.endsWith("(closed)"), { interval: 1 });
  const count = reads.length;
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toHaveLength(count);
  expect(count).toBeLessThan(250);
});

test("huge: when the fault is over in the middle, the element ends, and what waited comes behind it", async () => {
  const { wire, client, reads } = await wired("huge");
  wire.write(bytes("header"));
  wire.write(bytes("features"));
  await vi.waitUntil(() => reads.length > 5, { interval: 1 });
  wire.release?.();
  wire.write(bytes("a reply"));
  await vi.waitUntil(() => reads.at(-1) === "a reply", { interval: 1 });
  expect(reads.slice(0, 2)).toEqual(["header", "<message><body>"]);
  expect(reads.slice(-3)).toEqual(["</body></message>", "features", "a reply"]);
  const count = reads.length;
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toHaveLength(count);
  expect(count).toBeLessThan(250);
  client.end();
});

test("huge: a fault that is over before anything was written does nothing", async () => {
  const { wire, reads } = await wired("huge");
  wire.release?.();
  wire.write(bytes("header"));
  wire.end();
  await vi.waitUntil(() => reads.length > 0, { interval: 1 });
  expect(reads).toEqual(["header"]);
});
