// What the README and docs/ say works without any server to install, works, and shows what is printed there.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Run, runPiped } from "./harness/piped.ts";
import { runProgram, startProgram } from "./harness/program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(root + path, "utf8");

/** The block that begins with this line; "" where there is none. */
function blockOf(page: string, first: string): string {
  const at = page.indexOf(`\`\`\`text\n${first}`);
  return at < 0 ? "" : page.slice(at + "```text\n".length, page.indexOf("```\n", at + 3));
}

/** What is typed behind the prompts of a session. */
function typed(session: string): string[] {
  return Array.from(session.matchAll(/^main .*> (.+)$/gm), ([, line = ""]) => line);
}

/** What is shown from the first line on, without what differs from run to run and how it is laid out. */
function shown(session: string): string {
  const from = session.search(/^(main .*)?> ?open$/m);
  return session
    .slice(from)
    .replace(/^main [^<]*?>( |$)/gm, "> ")
    .replace(/^ *\d+ (?=[CS]: )/gm, "")
    .replace(/\bid=(['"]).*?\1/g, "id=…")
    .replace(/localhost:\d+ \[.*?\]/g, "localhost:…")
    .replace(/-- disconnected by .*/g, "-- disconnected")
    .replace(/\s+/g, " ")
    .replace(/[> ]*$/, "");
}

/** Types the lines of a session again. */
async function again(session: string, ...before: readonly string[]): Promise<Run> {
  return await runPiped(["--show-secrets"], [...before, ...typed(session)]);
}

test("the session that the README begins with goes as it is printed", async () => {
  const session = blockOf(read("README.md"), "$ npm start --silent\n");
  expect(typed(session)).toEqual(["open", "auth me test --mechanism PLAIN", "next"]);
  const { code, output } = await again(session, "set explain on");
  expect(code).toBe(0);
  // What follows when the program ends is not in it.
  expect(shown(output)).toContain(shown(session));
});

test("the walk of docs/getting-started.md goes as it is printed", async () => {
  const session = blockOf(read("docs/getting-started.md"), "$ npm start --silent\n");
  expect(typed(session)).toHaveLength(6);
  const { code, output } = await again(session);
  expect(code).toBe(0);
  expect(shown(output)).toBe(shown(session));
});

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

test("the banner of the practice server is the one in the pages", async () => {
  const [banner = ""] = /^The practice server is at .*$/m.exec(read("README.md")) ?? [];
  expect(banner).not.toBe("");
  for (const page of ["docs/getting-started.md", "docs/practice-server.md"]) {
    expect(read(page)).toContain(banner);
  }
});
