// What a fault has held back comes when it is taken away, whatever has become of the stream meanwhile.
import { expect, onTestFinished, test, vi } from "vitest";
import { certificateFor } from "../../../src/server/certificate.ts";
import { faultNamed } from "../../../src/server/faults/index.ts";
import { FEATURES } from "../../../src/server/features/index.ts";
import { connectInMemory } from "../../../src/server/memory-wire.ts";
import { listenTcp } from "../../../src/server/tcp-wire.ts";
import { connectTcp } from "../../../src/stream/tcp.ts";
import { connectedClient } from "../../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer, saslText } from "../../helpers/raw-client.ts";
import { tryOut } from "../../helpers/try-out.ts";
import { listening } from "../echo.ts";

test("an exchange that was answered and given up in a stall is answered behind it, and so is the next header", async () => {
  let hasEnded = false;
  const ended = () => {
    hasEnded = true;
  };
  const practice = practiceServer({ features: [...FEATURES, () => ({ name: "ending", ended })] });
  const client = await connectedClient(practice);
  client.send(HEADER);
  await client.hear(/<\/stream:features>/);
  practice.arm(faultNamed("stall"));
  // Whoever has authenticated has nothing to abort: the stream ends, and nobody hears of it yet.
  client.send(plainAuth("\0me\0test") + saslText("abort", ""));
  await vi.waitUntil(() => hasEnded, { interval: 2 });
  practice.arm(undefined);
  expect(await client.rest()).toMatch(/^<success [^>]*\/>.*<invalid-namespace .*<\/stream:stream>$/);
});

test("by hand: respond and abort in a stall, and open works again behind it", async () => {
  const practice = practiceServer({ features: FEATURES });
  const tool = tryOut({ setup: { allowPlaintext: true }, network: () => connectInMemory(practice.accept) });
  const statusOf = async (line: string) => (await tool.run(line)).status;
  expect(await statusOf("open")).toBe("passed");
  expect(await statusOf("auth me test --step")).toBe("passed");
  practice.arm(faultNamed("stall"));
  expect(await statusOf("respond --timeout 50ms")).toBe("failed");
  expect(await statusOf("abort --timeout 50ms")).toBe("failed");
  practice.arm(undefined);
  await vi.waitUntil(() => tool.shown.includes("disconnected by the server"), { interval: 2 });
  expect(tool.shown).toContain("<success ");
  expect(await statusOf("open")).toBe("passed");
});

test("TLS that was asked for in a stall begins when <proceed/> is let out", async () => {
  let isAsked = false;
  const practice = practiceServer({
    features: FEATURES,
    tls: "optional",
    watch: () => ({
      received: (event) => {
        isAsked ||= event.type === "element" && event.element.getName() === "starttls";
      },
      sent: () => {},
      secured: () => {},
      notSecured: () => {},
      halfClosed: () => {},
      ended: () => {},
    }),
  });
  const tls = certificateFor("localhost");
  const listener = await listenTcp({ host: "127.0.0.1", port: 0, tls, accept: practice.accept });
  onTestFinished(() => listener.close());
  const heard = listening();
  const signal = new AbortController().signal;
  const client = await connectTcp(listener, heard, signal);
  client.write(Buffer.from(HEADER, "utf8"));
  await vi.waitUntil(() => heard.text.endsWith("</stream:features>"), { interval: 2 });
  practice.arm(faultNamed("stall"));
  client.write(Buffer.from("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "utf8"));
  await vi.waitUntil(() => isAsked, { interval: 2 });
  practice.arm(undefined);
  await vi.waitUntil(() => heard.text.includes("<proceed "), { interval: 2 });
  await client.secure({ timeout: 0, alpn: [], servername: "localhost", ca: tls.cert }, signal);
  client.write(Buffer.from(HEADER, "utf8"));
  await vi.waitUntil(() => heard.text.includes("SCRAM-SHA-1-PLUS"), { interval: 2 });
  client.end();
});
