// What the lessons say of servers holds for one that nobody here wrote, where their tags say so.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { readScript } from "../../src/script/read.ts";
import { hasTag } from "../../src/script/script.ts";
import { runProgram } from "./harness/program.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { accounts, password } from "./harness/use-scripts.ts";

const folder = fileURLToPath(new URL("../../docs/lessons/", import.meta.url));
const names = new Set(commands.map(({ name }) => name));
const tagged = readdirSync(folder)
  .filter((file) => hasTag(readScript(file, readFileSync(folder + file), names).script, "prosody"))
  .filter((file) => file !== "README.md")
  .sort();

/** What is said of each file: "passed", or why not. */
const endings = new Map<string, string>();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer("prosody-seed");
  // One after the other: those that deliver to an account would get each other's messages.
  const args = ["run", ...tagged, ...accounts, "--server", `localhost:${server.port}`, "--report", "json"];
  const { output, messages } = await runProgram(args, { folder, env: password });
  const { files }: { readonly files: readonly Ending[] } = JSON.parse(
    output === "" ? '{"files":[]}' : output,
  );
  for (const { file, status } of files) endings.set(file, status === "passed" ? "passed" : messages);
});
afterAll(() => server.stop());

interface Ending {
  readonly file: string;
  readonly status: string;
}

it.each(tagged)("%s passes on Prosody", (file) => {
  expect(endings.get(file)).toBe("passed");
});

it("the first path, lessons 1 to 9, is tagged for it", () => {
  expect(tagged.slice(0, 9).map((file) => Number(/^\d+/.exec(file)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
