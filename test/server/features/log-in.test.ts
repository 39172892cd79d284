// The tool and the practice server with each other: what one says the other understands.
import { expect, test } from "vitest";
import { bind } from "../../../src/server/features/bind.ts";
import { channelBinding } from "../../../src/server/features/channel-binding.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import { starttls } from "../../../src/server/features/starttls.ts";
import { connectInMemory } from "../../../src/server/memory-wire.ts";
import { practiceServer } from "../../helpers/raw-client.ts";
import { TLS_FACTS, type TryOut, tryOut } from "../../helpers/try-out.ts";

function toolOn(tls: "required" | "optional"): TryOut {
  const server = practiceServer({ tls, features: [starttls, sasl, channelBinding, bind] });
  // Nothing leaves this process, which the tool does not know: PLAIN in the clear is to be tried, too.
  return tryOut({
    setup: { allowPlaintext: true },
    network: () => connectInMemory(server.accept, () => TLS_FACTS),
  });
}

/** Runs lines, all of which pass. */
async function pass(tool: TryOut, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { status } = await tool.run(line);
    expect(`${line}: ${status}\n${status === "passed" ? "" : tool.shown}`).toBe(`${line}: passed\n`);
  }
}

test.each([
  "auth me test --mechanism SCRAM-SHA-256",
  "auth me test --mechanism SCRAM-SHA-1",
  "auth me test --mechanism PLAIN",
  "auth me test --mechanism PLAIN --authzid me@localhost",
  "auth --mechanism ANONYMOUS",
])("%s gets as far as a resource without TLS", async (line) => {
  const tool = toolOn("optional");
  await pass(tool, ["open", line, "restart", "bind desk"]);
  expect(tool.shown).toMatch(/<jid>(me|guest-s\d+)@localhost\/desk<\/jid>/);
});

test.each([
  "auth me test",
  "auth me test --mechanism SCRAM-SHA-256-PLUS",
  "auth me test --mechanism SCRAM-SHA-1-PLUS --channel-binding tls-server-end-point",
  "auth me test --mechanism SCRAM-SHA-256",
  "auth me test --mechanism PLAIN",
])("%s gets as far as a resource after STARTTLS", async (line) => {
  const tool = toolOn("required");
  await pass(tool, ["open", "starttls", "restart", line, "restart", "bind desk"]);
  expect(tool.shown).toContain("<jid>me@localhost/desk</jid>");
});

test("the strongest mechanism is the one that is taken over TLS", async () => {
  const tool = toolOn("required");
  await pass(tool, ["open", "starttls", "restart", "auth me test"]);
  expect(tool.shown).toContain(`mechanism="SCRAM-SHA-256-PLUS"`);
});

test("a wrong password is a failure, after which the right one still counts", async () => {
  const tool = toolOn("optional");
  await pass(tool, ["open"]);
  expect(await tool.run("auth me wrong")).toMatchObject({ status: "failed" });
  expect(tool.shown).toContain("<not-authorized");
  await pass(tool, ["auth me test", "restart", "bind"]);
});

test("SCRAM goes step by step by hand", async () => {
  const tool = toolOn("optional");
  await pass(tool, [
    "open",
    "auth me test --mechanism SCRAM-SHA-1 --step",
    "respond",
    "restart",
    "bind desk",
  ]);
});
