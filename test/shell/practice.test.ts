import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Practice, startPractice } from "../../src/cli/practice-server/practice.ts";
import { ConnectionError } from "../../src/errors.ts";
import { describePosition } from "../../src/explain/due.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import type { Connect } from "../../src/stream/transport.ts";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

async function practise(
  network: Connect = connectTcp,
): Promise<{ readonly tool: TryOut; readonly practice: Practice }> {
  const practice = await startPractice();
  const tool = tryOut({ practice, setup: { address: practice.address }, network: () => network });
  onTestFinished(async () => {
    await tool.run("disconnect");
    await practice.close();
  });
  return { tool, practice };
}

const stateOf = (tool: TryOut) => tool.clients.current.session.state;

test("a fault that is armed is why nothing comes, and how to end it is said", async () => {
  const { tool, practice } = await practise();
  await tool.run("fault stall");
  expect(await tool.run("open --timeout 50ms")).toMatchObject({
    status: "failed",
    reason: expect.stringMatching(
      new RegExp(
        `^no reply within 50ms: .* not come from ${practice.address}: the fault stall is armed \\("fault off" ends it\\)$`,
      ),
    ),
  });
});

describe("a stream that cannot be read any more", () => {
  async function unreadable(): Promise<TryOut> {
    const { tool } = await practise();
    await tool.run("open");
    await tool.run("fault garbage");
    await vi.waitUntil(() => stateOf(tool).receivedBroken, { interval: 2 });
    await tool.run("fault off");
    return tool;
  }

  test("stays so after a restart, and the wait for it says why", async () => {
    const tool = tryOut();
    tool.server.onData(() => {
      if (stateOf(tool).streams === 1) tool.server.send(`${SERVER_HEADER}${MECHANISMS}`);
    });
    await tool.run("open");
    tool.server.send("<a></b>");
    expect(await tool.run("restart --timeout 50ms")).toMatchObject({
      reason: expect.stringContaining("localhost:5222 cannot be read on this stream any more"),
    });
    expect(describePosition(stateOf(tool))).toBe("stream unreadable, disconnect next");
  });

  test.each(["ping --timeout 0s", "<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>"])(
    "answers nothing, and no line waits for that: %s",
    async (line) => {
      const tool = await unreadable();
      tool.settings.set("timeout", "0s", "this test");
      expect(await tool.run(line)).toMatchObject({
        status: "failed",
        reason: expect.stringMatching(/^no reply: what comes from .* cannot be read on this stream any more/),
      });
    },
  );

  test("is left by open, which connects anew", async () => {
    const tool = await unreadable();
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(stateOf(tool)).toMatchObject({ receivedBroken: undefined, streams: 1 });
  });
});

test("a session that was lost is resumed by the line that next names, and the JID is there again", async () => {
  const { tool } = await practise();
  const resumed = ["open", "auth me test --mechanism PLAIN", "restart"];
  for (const line of [...resumed, "bind desk", "presence"]) await tool.run(line);
  await tool.run("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
  await tool.run("expect <enabled xmlns='urn:xmpp:sm:3' id='{any}' resume='true' max='{any}'/>");
  await tool.run("disconnect");
  for (const line of resumed) expect(await tool.run(line)).toMatchObject({ status: "passed" });
  await tool.run("next");
  const [line = ""] = /<resume [^>]*>/.exec(tool.shown) ?? [];
  await tool.run(line);
  await tool.run("expect <resumed xmlns='urn:xmpp:sm:3' previd='{any}' h='{any}'/>");
  expect(describePosition(stateOf(tool))).toBe("available");
  expect(tool.variables.get("jid", { client: tool.clients.current })).toBe("me@localhost/desk");
  expect(tool.shown).not.toContain("before bind");
});

test("what is not at the usual port may be meant for the practice server, which is named", async () => {
  const refused: Connect = ({ host, port }) =>
    Promise.reject(
      new ConnectionError(`Cannot connect to ${host}:${port}: nobody listens there`, { host, port }),
    );
  const { tool, practice } = await practise(refused);
  expect(await tool.run("open localhost")).toEqual({
    status: "no connection",
    reason: `Cannot connect to localhost:5222: nobody listens there (the practice server is at ${practice.address}; "open" alone goes there)`,
  });
  const elsewhere = await tool.run("open xmpp.example:5222");
  expect(elsewhere).toEqual({
    status: "no connection",
    reason: "Cannot connect to xmpp.example:5222: nobody listens there",
  });
});
