// What the README, docs/ and scripts/ say works, works.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Run, runPiped } from "./harness/piped.ts";
import { runProgram } from "./harness/program.ts";
import { runLines } from "./harness/run-lines.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { accounts, password } from "./harness/use-scripts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
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

/** The lines that go out, without what differs from run to run and from window to window. */
function sent(transcript: string): string[] {
  return [...transcript.matchAll(/^ *\d+ C: (.*(?:\n {7}(?!--).*)*)/gm)].map(([, xml = ""]) =>
    xml
      .replace(/id="[^"]*"/, 'id="…"')
      .replace(/\s+/g, " ")
      .replace(/> /g, ">"),
  );
}

describe.each(["prosody-seed", "ejabberd-seed"] as const)("on %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(async () => await server.stop());

  test("what the README pipes in from a file runs to its end", async () => {
    const [, path = ""] = / < (scripts\/\S+)$/m.exec(read("README.md")) ?? [];
    const { code, stdout, stderr } = await runLines(`${server.host}:${server.port}`, read(path), [
      "--domain",
      "localhost",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("<jid>me@localhost/desk</jid>");
    expect(stdout).toMatch(/S: <\/stream:stream>/);
  });

  test.each(["README.md", "docs/scripts.md", "docs/scansion.md"])(
    "the xmpp blocks of %s pass, as one script",
    async (page) => {
      const { code, messages } = await runScript(server, `${root}${page}`);
      expect(messages).toMatch(/^ok /);
      expect(code).toBe(0);
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

/** A derivation's titles, names and formulas: everything but what differs from run to run. */
function workShown(transcript: string): string[] {
  return [...transcript.matchAll(/^ {4}-- SCRAM-[\w-]+: .*(?:\n {7}.*)*/gm)].map(([rows]) =>
    rows.replace(/[\w+/=,.-]{16,}/g, "…").replace(/= …*,?…*$/gm, "= …"),
  );
}

/** What is told of TLS: the names of the rows, and the values that are the same on every machine. */
function tlsShown(transcript: string): string[] {
  return [...transcript.matchAll(/^ {4}-- .*TLS 1\.3 .*(?:\n {7}.*)*/gm)].map(([rows]) =>
    rows.replace(/^( {7}(?:names|valid|SHA-256) +).*$/gm, "$1…"),
  );
}

test("the worked example of docs/sasl.md is what the program shows", async () => {
  const [example = "", steps = ""] = blocks(read("docs/sasl.md"), "text");
  const server = await startServer("prosody-seed");
  try {
    const run = async (lines: readonly string[]) =>
      await runLines(`localhost:${server.port}`, `open\n${lines.join("\n")}\n`, ["--show-secrets"]);
    const { code, stdout } = await run(typed(example));
    expect(code).toBe(0);
    expect(workShown(stdout)).toEqual(workShown(example));
    const stepped = await run(typed(steps));
    expect(stepped.code).toBe(0);
    expect(typed(steps)).toEqual(["auth me test --step", "respond"]);
    // A pipe has no `--step` pace of its own: each line waits for the one before.
    expect(workShown(stepped.stdout)).toEqual(workShown(steps));
  } finally {
    await server.stop();
  }
});

test("STARTTLS goes as docs/tls.md prints it", async () => {
  const walk = blocks(read("docs/tls.md"), "text")[0] ?? "";
  const lines = typed(walk);
  expect(lines).toHaveLength(5);
  const server = await startServer("prosody-modern");
  try {
    const { fingerprint256 } = new X509Certificate(readFileSync(server.certificate));
    // From a pipe the run ends at the first line that fails, the certificate that is not accepted; and whom to trust is
    // for the command line to say.
    const [refused, taken] = [
      lines.slice(0, 2),
      lines.slice(2).map((line) => line.replace(/ --pin \S+/, "")),
    ];
    const address = `localhost:${server.port}`;
    const first = await runLines(address, `${refused.join("\n")}\n`);
    expect(first.code).toBe(1);
    const second = await runLines(address, `${taken.join("\n")}\n`, ["--pin", fingerprint256]);
    expect(second.code).toBe(0);
    expect(tlsShown(first.stdout + second.stdout)).toEqual(tlsShown(walk));
    const reason = /^Cannot trust .*$/m.exec(walk)?.[0];
    expect(first.stderr).toBe(`line 2: ${reason}\n`);
  } finally {
    await server.stop();
  }
});

test("calc computes what docs/sasl.md says", async () => {
  const [commands = ""] = blocks(read("docs/sasl.md"), "sh");
  const calls = commands.replaceAll("\\\n", "").trim().split("\n");
  expect(calls).toHaveLength(4);
  const [scram = "", plain = "", encoded = "", decoded = ""] = await Promise.all(
    calls.map(async (call) => {
      const words = [...call.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
      expect(words[0]).toBe("xmpp-repl");
      return (await runPiped(words.slice(1), [])).output;
    }),
  );
  // RFC 5802 §5
  expect(scram).toContain("p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=\n");
  expect(scram).toMatch(/= rmF9pqV8S7suAoZWja4dJRkFsKQ=\n$/);
  expect(plain).toContain("= AG1lAHRlc3Q=\n");
  expect(encoded).toBe("AG1lAHRlc3Q=\n");
  expect(decoded).toBe("\\0me\\0test\n");
});

test("the report that docs/scripts.md prints is what the program tells", async () => {
  const page = read("docs/scripts.md");
  const [script = ""] = blocks(page, "xmpp");
  const runs = blocks(page, "text").filter((text) => /^\$ .* run hello\.xmpp/.test(text));
  const folder = await mkdtemp(join(tmpdir(), "xmpp-repl-documented-"));
  const server = await startServer("prosody-seed");
  try {
    const told: string[] = [];
    for (const text of [script, script.replace(/hello(?=<\/body><\/message>\n$)/, "good bye")]) {
      await writeFile(join(folder, "hello.xmpp"), text);
      told.push((await runScript(server, "hello.xmpp", folder)).messages);
    }
    expect(runs.map(report)).toEqual(told.map((messages) => report(messages)));
    await writeFile(join(folder, "hello.xmpp"), script.replace("auth", "auht"));
    const checked = await runProgram(["check", "hello.xmpp"], { folder });
    expect(page).toContain(`$ xmpp-repl check hello.xmpp\n${checked.output}${checked.messages}`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
});

/** A report without the line that was typed, the transcript, and what differs from run to run. */
function report(text: string): string {
  return text
    .replace(/^\$ .*\n/, "")
    .replace(/(?<=the last of what happened:\n)(?: {5,}.*\n)*/, "")
    .replace(/[\d.]+ m?s\)/, "… s)")
    .replace(/#\d+/g, "#…");
}

/** Runs a script as the pages say; a relative name is one in the folder. */
async function runScript(server: RunningServer, file: string, folder?: string): Promise<Run> {
  const target = ["--server", `localhost:${server.port}`, ...accounts, "--timeout", "1s"];
  return await runProgram(["run", file, ...target], { env: password, folder });
}
