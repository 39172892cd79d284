// Commands while an element that was sent is open: on purpose, or by a slip.
import { expect, test } from "vitest";
import { logIn, type TryOut, tryOut } from "../helpers/try-out.ts";

const INSIDE =
  "what was sent stands inside the open <message>: no reply can come (type </message> to close it)";

async function amidMessage(): Promise<TryOut> {
  const tool = tryOut();
  await logIn(tool);
  await tool.run(`<message to="juliet@localhost">`);
  return tool;
}

test("a request inside an open element is sent, and its reply is not waited for", async () => {
  const tool = await amidMessage();
  expect(await tool.run("ping")).toEqual({ status: "failed", reason: INSIDE });
  expect(tool.server.received).toContain(`<message to="juliet@localhost"><iq type="get"`);
});

test("one that does not wait says where it stands all the same", async () => {
  const tool = await amidMessage();
  expect(await tool.run("bind --no-wait")).toEqual({ status: "passed" });
  expect(tool.shown).toContain(INSIDE);
  expect(await tool.shell.background()).toEqual({ status: "passed" });
});

test("so does a message, which has no reply", async () => {
  const tool = await amidMessage();
  expect(await tool.run("message romeo@localhost hi")).toEqual({ status: "passed" });
  expect(tool.shown).toContain(INSIDE);
});

test("every element that is open is named where it is to be closed", async () => {
  const tool = await amidMessage();
  await tool.run("<x:a xmlns:x='urn:x'>");
  expect(await tool.run("ping")).toMatchObject({ reason: expect.stringContaining("(type </x:a></message>") });
});

test("behind the end tag a reply is waited for again", async () => {
  const tool = await amidMessage();
  await tool.run("ping");
  await tool.run("</message>");
  tool.server.onData((text) => {
    if (text.includes('id="id-3"')) tool.server.send("<iq type='result' id='id-3' from='localhost'/>");
  });
  expect(await tool.run("ping")).toMatchObject({ status: "passed" });
});

test("XML typed raw, and what send sends, is sent without a word", async () => {
  const tool = await amidMessage();
  await tool.run("<body>");
  await tool.run("send hello");
  expect(tool.shown).not.toContain("stands inside");
});

test("what stands in nothing that has a name says so", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("send '<!-- '");
  expect(await tool.run("ping")).toEqual({
    status: "failed",
    reason: "what was sent stands inside what was begun before it and has not ended: no reply can come",
  });
});
