import { expect, onTestFinished, test } from "vitest";
import { type Practice, startPractice } from "../../src/cli/practice.ts";
import { FAULTS } from "../../src/server/faults/index.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

async function practise(): Promise<{ tool: TryOut; practice: Practice }> {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  const setup = { address: practice.address };
  return { tool: tryOut({ practice, setup, network: () => connectTcp }), practice };
}

test("alone it lists every fault with what goes wrong and what one should see, below each other", async () => {
  const tool = tryOut();
  expect(await tool.run("fault")).toEqual({ status: "passed" });
  const rows = tool.shown.split("\n");
  for (const { name } of FAULTS) expect(rows.filter((row) => row.startsWith(`${name} `))).toHaveLength(1);
  expect(tool.shown).toMatch(
    /^wrong-signature {6}The server's last message of SCRAM, v=, is not the right one\. /m,
  );
  expect(Math.max(...rows.slice(0, -3).map(({ length }) => length))).toBeLessThanOrEqual(96);
});

test("where there is no practice server, the list says how to get one", async () => {
  const tool = tryOut();
  await tool.run("fault");
  expect(tool.shown).toContain(
    'They are made on a practice server, and there is none here (start "xmpp-repl" without an address, or "xmpp-repl serve --fault NAME" and connect to it).',
  );
});

test("a fault where there is no practice server is refused with what to do", async () => {
  expect(await tryOut({ setup: { address: "xmpp.example:5222" } }).run("fault drip")).toEqual({
    status: "wrong usage",
    reason:
      'Cannot make faults: xmpp.example:5222 is no practice server (start "xmpp-repl" without an address, or "xmpp-repl serve --fault NAME" and connect to it)',
  });
});

test("a name arms it, says what to expect and why it matters, and it happens", async () => {
  const { tool, practice } = await practise();
  expect(await tool.run("fault system-shutdown")).toEqual({ status: "passed" });
  expect(practice.armed).toBe("system-shutdown");
  expect(tool.shown).toContain(`system-shutdown is armed on ${practice.address}\n`);
  expect(tool.shown).toContain("What goes wrong: the server says that it is being shut down.\n");
  expect(tool.shown).toContain("What you should see: The stream ends with the error");
  expect(tool.shown).toContain("Why it matters: The polite way to restart a server.");
  expect(tool.shown).toContain('It lasts until "fault off".');
  expect(await tool.run("open")).toMatchObject({
    status: "failed",
    reason: "no reply: the stream ended with the error system-shutdown",
  });
});

test("it says so when it waits for the next connection", async () => {
  const { tool } = await practise();
  await tool.run("fault http");
  expect(tool.shown).toContain('It begins with the next connection, and lasts until "fault off".');
});

test("the list says which one is armed, and off ends it", async () => {
  const { tool, practice } = await practise();
  await tool.run("fault reset");
  await tool.run("fault");
  expect(tool.shown).toContain(`reset is armed on ${practice.address} ("fault off" ends it).`);
  await tool.run("fault off");
  expect(tool.shown).toContain("reset is over.");
  expect(practice.armed).toBeUndefined();
  expect(await tool.run("open")).toMatchObject({ status: "passed" });
  await tool.run("fault off");
  expect(tool.shown).toContain("No fault is armed.");
  await tool.run("disconnect");
});

test("a name that does not exist gets the names that do", async () => {
  const { tool, practice } = await practise();
  expect(await tool.run("fault earthquake")).toMatchObject({
    status: "wrong usage",
    reason: expect.stringMatching(/fault is one of changed-nonce, .*, off, not "earthquake"/),
  });
  expect(practice.armed).toBeUndefined();
});
