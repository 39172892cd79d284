// What the README and docs/ say works without any server to install, works.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runPiped } from "./harness/piped.ts";
import { runProgram, startProgram } from "./harness/program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(root + path, "utf8");

/** The block that begins with this line; "" where there is none. */
function blockOf(page: string, first: string): string {
  const at = page.indexOf(`\`\`\`text\n${first}`);
  return at < 0 ? "" : page.slice(at + "```text\n".length, page.indexOf("```\n", at + 3));
}

test("the lines that the pages pipe in do what they say", async () => {
  for (const page of ["README.md", "docs/getting-started.md"]) {
    const [, lines = ""] = /printf '(.*?)' \| npm start --silent$/m.exec(read(page)) ?? [];
    const { code, output } = await runPiped([], lines.split("\\n"));
    expect(code).toBe(0);
    expect(output).toContain("<jid>me@localhost/desk</jid>");
  }
});

describe("the scripts in the pages run with nothing but their name", () => {
  test.each(["README.md", "docs/scripts.md"])("%s", async (page) => {
    const { code, messages } = await runProgram(["run", page], { folder: root });
    expect(messages).toMatch(/^ok /m);
    expect(code).toBe(0);
  });
});

test("serve greets as docs/practice-server.md prints it", async () => {
  const likewise = (text: string) =>
    text
      .replace(/[\dA-F]{64}/g, "…")
      .replace(/(\d+\.){3}\d+/g, "ADDRESS")
      .replace(/:\d{4,5}\b/g, ":PORT");
  const server = startProgram(["serve", "--port", "0"]);
  await server.shows("Ctrl-C ends it.\n");
  server.signal("SIGINT");
  const { output } = await server.ended;
  const [first, ...printed] = blockOf(read("docs/practice-server.md"), "$ xmpp-repl serve").split("\n");
  expect(first).toBe("$ xmpp-repl serve --port 5222");
  expect(likewise(printed.join("\n"))).toBe(likewise(output));
});
