// What the README, docs/ and scripts/ say works, works.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runLines } from "./harness/run-lines.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The blocks of a page that are fenced as `language`. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, text]) =>
    name === language && text !== undefined ? [text] : [],
  );
}

/** What is typed behind the prompts of a transcript. */
function typed(transcript: string): string[] {
  return [...transcript.matchAll(/^main .*> (.+)$/gm)].flatMap(([, line]) => line ?? []);
}

/** The lines that go out, without what differs from run to run. */
function sent(transcript: string): string[] {
  return [...transcript.matchAll(/^ *\d+ C: (.*(?:\n {7}.*)*)/gm)].map(([, xml = ""]) =>
    xml.replace(/id="[^"]*"/, 'id="…"'),
  );
}

describe.each(["prosody-seed", "ejabberd-seed"] as const)("on %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(async () => await server.stop());

  test.each(["login-plain.xmpp", "login-by-hand.xmpp", "login-scram.xmpp"])(
    "scripts/%s runs to its end",
    async (name) => {
      const { code, stdout, stderr } = await runLines(
        `${server.host}:${server.port}`,
        read(`scripts/${name}`),
        ["--domain", "localhost"],
      );
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(stdout).toContain("<jid>me@localhost/desk</jid>");
      expect(stdout).toMatch(/S: <\/stream:stream>/);
    },
  );

  test("the line that the README pipes in does what it says", async () => {
    const [, lines] = /printf '(.*?)' \|/.exec(read("README.md")) ?? [];
    const { code, stdout } = await runLines(
      `${server.host}:${server.port}`,
      (lines ?? "").replaceAll("\\n", "\n"),
      ["--domain", "localhost"],
    );
    expect(code).toBe(0);
    expect(stdout).toContain("<jid>me@localhost/desk</jid>");
  });

  test("the walk of docs/getting-started.md sends what is printed there", async () => {
    const walk = blocks(read("docs/getting-started.md"), "text")[0] ?? "";
    const lines = typed(walk);
    expect(lines).toEqual([
      "open",
      "auth me test --mechanism PLAIN",
      "restart",
      "bind test",
      "presence",
      "close",
    ]);
    const { code, stdout } = await runLines(`${server.host}:${server.port}`, `${lines.join("\n")}\n`, [
      "--domain",
      "localhost",
      "--show-secrets",
    ]);
    expect(code).toBe(0);
    expect(sent(stdout)).toEqual(sent(walk));
  });
});
