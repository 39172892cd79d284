import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configurationIn } from "../../src/cli/config/config.ts";
import { tryOut } from "../helpers/try-out.ts";

const PATH = "/home/me/.config/xmpp-repl/config";
const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
const [example = "", mistake = ""] = [...page.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text);

async function problemsOf(text: string): Promise<readonly string[]> {
  const configuration = configurationIn(PATH, { status: "read", text });
  return (await configuration.apply(tryOut())).problems;
}

test("every line of the example counts", async () => {
  expect(example.split("\n").length).toBeGreaterThan(10);
  expect(await problemsOf(example)).toEqual([]);
});

test("the mistake is told as the page says", async () => {
  expect(await problemsOf("\nset veiw tree")).toEqual([mistake.trimEnd()]);
});
