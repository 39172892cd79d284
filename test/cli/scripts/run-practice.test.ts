// `run` without --server: the practice server, and what is said of it.
import { expect, test } from "vitest";
import { runProgram } from "../../servers/harness/program.ts";
import { useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
const SAID = "No --server is given: each script has a practice server of its own.";

const run = (...args: readonly string[]) => runProgram(["run", ".", ...args], { folder: scripts.folder });
const shape = (messages: string) => messages.replace(/\(.* ms\)/g, "(…)").replace(/ in \d+ ms/, " in … ms");

test("it is said that the practice server is used, and what it has not got is skipped", async () => {
  await scripts.write("a.xmpp", "open\nclose\n");
  await scripts.write("b.xmpp", "## server: component\n\n@ext component ext.localhost secret\n");
  const { code, output, messages } = await run();
  expect({ code, output }).toEqual({ code: 0, output: "" });
  expect(shape(messages).trimEnd().split("\n")).toEqual([
    SAID,
    "ok       a.xmpp (…)",
    "skipped  b.xmpp (the practice server takes no components)",
    "1 passed, 1 skipped in … ms",
  ]);
});

test("with --quiet nothing is said, and with --server nothing of the practice server", async () => {
  await scripts.write("a.xmpp", "define a b\n");
  expect((await run("--quiet")).messages).not.toContain(SAID);
  expect((await run("--server", "localhost:1")).messages).toMatch(/^ok /);
});
