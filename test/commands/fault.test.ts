import { expect, onTestFinished, test, vi } from "vitest";
import { type Practice, startPractice } from "../../src/cli/practice-server/practice.ts";
import { FAULTS } from "../../src/server/faults/index.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

async function practise(): Promise<{ tool: TryOut; practice: Practice }> {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  const setup = { address: practice.address };
  return { tool: tryOut({ practice, setup, network: () => connectTcp }), practice };
}

test("alone it lists every fault in a row of its own, by what it breaks, on a screen of 80 by 24", async () => {
  const tool = tryOut({ columns: 80 });
  expect(await tool.run("fault")).toEqual({ status: "passed" });
  const rows = tool.shown.trimEnd().split("\n");
  expect(rows.slice(0, 2)).toEqual([
    "network   drip                 every byte comes alone, with a pause behind it",
    "          garbage              bytes come that are no text",
  ]);
  for (const { name, summary } of FAULTS) {
    expect(rows.filter((row) => row.slice(10).startsWith(`${name} `))).toEqual([
      expect.stringContaining(`  ${summary}`),
    ]);
  }
  expect(rows.flatMap((row) => /^\S+/.exec(row)?.[0] ?? []).slice(0, 4)).toEqual([
    ...["network", "XML", "stream", "security"],
  ]);
  expect(rows.length).toBeLessThan(24);
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

test("where there is no practice server, the list says how to get one", async () => {
  const tool = tryOut();
  await tool.run("fault");
  expect(tool.shown).toContain(
    'They are made on a practice server, and this program has none (start "xmpp-repl" without an\naddress; ',
  );
});

test("a fault where this program has no practice server is refused with what to do: what is there may be another's", async () => {
  expect(await tryOut({ setup: { address: "xmpp.example:5222" } }).run("fault drip")).toEqual({
    status: "wrong usage",
    reason:
      'Cannot make faults: xmpp.example:5222 is not the practice server of this program, which has none (start "xmpp-repl" without an address; a server that runs by itself has them from "xmpp-repl serve --fault NAME")',
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
    reason: "stream error: system-shutdown",
  });
});

test("it says so when it waits for the next connection", async () => {
  const { tool } = await practise();
  await tool.run("open");
  await tool.run("fault http");
  expect(tool.shown).toContain('How to go on: To see it type "close", then "open".\n');
  expect(tool.shown).toContain('It begins with the next connection, and lasts until "fault off".');
  await tool.run("disconnect");
});

const LOG_IN = ["open", "auth me test --mechanism PLAIN"];

test.each<[string, readonly string[], string]>([
  ["reset", [], '"open".'],
  ["http", [], '"open".'],
  ["weak-iterations", [], '"open", then "auth" with a SCRAM mechanism.'],
  ["weak-iterations", ["open"], '"auth" with a SCRAM mechanism.'],
  ["weak-iterations", LOG_IN, '"close", then "open", then "auth" with a SCRAM mechanism.'],
  ["injected-plaintext", ["open"], '"starttls".'],
  ["injected-plaintext", LOG_IN, '"close", then "open", then "starttls".'],
])("%s says which lines show it after %j", async (name, before, lines) => {
  const { tool } = await practise();
  for (const line of before) expect(await tool.run(line)).toMatchObject({ status: "passed" });
  await tool.run(`fault ${name}`);
  expect(tool.shown).toContain(`How to go on: To see it type ${lines}`);
  await tool.run("disconnect");
});

test("where what was sent cannot be read any more, the stream is not closed but left", async () => {
  const { tool } = await practise();
  await tool.run("open");
  await tool.run("fault not-well-formed");
  await vi.waitUntil(() => tool.clients.current.session.state.receivedBroken, { interval: 2 });
  await tool.run("fault http");
  expect(tool.shown).toContain('To see it type "disconnect", then "open".');
  await tool.run("disconnect");
});

test("what happens at once needs no line, and how to go on behind it is said", async () => {
  const { tool } = await practise();
  await tool.run("open");
  await tool.run("fault garbage");
  expect(tool.shown).not.toContain("To see it type");
  expect(tool.shown).toContain(
    'How to go on: No reply comes any more on this stream: "disconnect" is the way out.\n',
  );
  await tool.run("disconnect");
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
