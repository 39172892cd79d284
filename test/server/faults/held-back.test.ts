// What a fault has held back comes when it is taken away, whatever has become of the stream meanwhile.
import { expect, test, vi } from "vitest";
import { faultNamed } from "../../../src/server/faults/index.ts";
import { FEATURES } from "../../../src/server/features/index.ts";
import { connectInMemory } from "../../../src/server/memory-wire.ts";
import { connectedClient } from "../../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer, saslText } from "../../helpers/raw-client.ts";
import { tryOut } from "../../helpers/try-out.ts";

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
