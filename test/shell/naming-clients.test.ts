import { expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

test("a client that a slip of the hand has made, and that never connects, gives the other no name", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("@juleit next");
  await tool.run("presence");
  const own = tool.transcript.last?.n ?? 0;
  expect(tool.shown).toMatch(new RegExp(`^ *${own} C: <presence/>$`, "m"));
  await tool.run("ping --no-wait");
  await tool.run("show pending");
  expect(tool.shown).toMatch(/^#\d+ get of <ping/m);
});

test("once two have connected, each is named, and so is what came before", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("presence");
  const own = tool.transcript.last?.n ?? 0;
  await tool.run("@juliet open --no-wait");
  expect(tool.shown).toMatch(/^ +-- juliet: connected to/m);
  await tool.run(`show ${own}`);
  expect(tool.shown).toMatch(new RegExp(`^ *${own} main C: <presence/>$`, "m"));
});
