import { expect, test } from "vitest";
import { stage } from "../helpers/stage.ts";
import { logIn, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

test("forget empties the inbox, and says how much that was; the transcript keeps it", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(`${SERVER_HEADER}<message/><presence/>`);
  await tool.run("forget");
  expect(tool.shown).toMatch(/2 elements forgotten\n$/);
  expect(await tool.run("expect --timeout 1ms")).toMatchObject({
    status: "failed",
    mismatch: { arrived: [] },
  });
  const kept = [...tool.transcript.entries].filter(
    (entry) => entry.type === "traffic" && entry.event.raw === "<message/>",
  );
  expect(kept).toHaveLength(1);
  tool.server.send("<message/>");
  await tool.run("forget");
  expect(tool.shown).toMatch(/one element forgotten\n$|1 element forgotten\n$/);
});

test("it is the acting client's inbox only", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(`${SERVER_HEADER}<message/>`);
  tool.clients.named("juliet");
  await tool.run("@juliet forget");
  expect(await tool.run("expect <message/>")).toMatchObject({ status: "passed" });
});

test("a reply that comes too late is still called late, and answers no newer command", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("iq get --id 7 --timeout 1ms");
  await tool.run("forget");
  let count = 0;
  tool.server.onData(() => {
    count += 1;
    tool.server.send(`<iq type='result' id='7' n='${count}'/><iq type='result' id='7' n='second'/>`);
  });
  const outcome = await tool.run("iq get --id 7");
  expect(outcome).toMatchObject({
    reply: { entry: { event: { raw: expect.stringContaining("n='second'") } } },
  });
  expect(tool.shown).toContain("late reply to #");
});

test("in a script it prints nothing", async () => {
  const { play, tool } = stage();
  await play("open");
  const before = tool.shown.length;
  await play("forget");
  expect(tool.shown.slice(before)).not.toContain("forgotten");
});
