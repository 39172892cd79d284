// Prosody's own scripts are not part of the project; where they are at hand, they are read too.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readScansion } from "../../src/script/scansion.ts";
import { type Script, stepsOf } from "../../src/script/script.ts";
import { variablesIn } from "../../src/shell/language/expansion.ts";
import { splitWords } from "../../src/shell/language/words.ts";
import { loadExpressions } from "../../src/xml/expressions.ts";
import { readPatterns } from "../../src/xml/read-patterns.ts";

const OURS = new URL("../../scripts/scansion/", import.meta.url);
const THEIRS = new URL("../../../shared/scansion/", import.meta.url);

function scriptsIn(folder: URL): readonly URL[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".scs")).map((name) => new URL(name, folder));
}

/** Every step of a script can be split into words, and every block of an expectation is a pattern. */
async function checkSteps(script: Script): Promise<void> {
  const compile = await loadExpressions();
  for (const { text, block } of stepsOf(script)) {
    const [, command] = splitWords(text);
    for (const { name } of variablesIn(block?.text ?? "")) expect(name).toMatch(/^[\w-]+\.jid$/);
    if (command?.text !== "expect" || !block) continue;
    const options = { contentNamespace: "jabber:client", expand: (written: string) => written, compile };
    expect(readPatterns(block.text, options)).toHaveLength(1);
  }
}

async function check(file: URL): Promise<void> {
  const { script, errors } = readScansion(file.pathname, readFileSync(file, "utf8"));
  expect(errors).toEqual([]);
  expect(stepsOf(script).length).toBeGreaterThan(0);
  await checkSteps(script);
}

test("every Scansion script that comes with the project can be read", async () => {
  expect(scriptsIn(OURS).length).toBeGreaterThan(0);
  for (const file of scriptsIn(OURS)) await check(file);
});

test.skipIf(!existsSync(THEIRS))("every script of Prosody's suite that is at hand can be read", async () => {
  expect(scriptsIn(THEIRS).length).toBeGreaterThan(0);
  for (const file of scriptsIn(THEIRS)) await check(file);
});
