// How long the built program takes to answer and to draw its first prompt, against Node alone.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { type Environment, environments, medians, report, times } from "./measure.ts";

const MAIN = "dist/main.js";
const ROUNDS = 15;
/** A prompt is the last thing written, but for the sequences that place the cursor. */
const PROMPT = /> (?:\x1b\[[0-9;?]*[A-Za-z])*$/;

const CONFIGURATION = `# as people have it
set timeout 10s
set times relative
account main = me@localhost
account juliet = juliet@localhost
alias hi = message juliet@localhost hi
alias away = presence --show away
`;

if (!existsSync(MAIN))
  throw new Error(`Cannot measure start-up: there is no ${MAIN} (run "npm run build" first)`);
const home = mkdtempSync(join(tmpdir(), "xmpp-repl-bench-"));
const livedIn = folders(home);
try {
  const other = node24();
  for (const environment of environments(home)) {
    await measure(process.execPath, environment);
    if (other) await measure(other, environment);
  }
  if (!other) report({ what: "Node 24", result: "skipped: npx could not get it" });
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measure(node: string, { name, env }: Environment): Promise<void> {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  const quick = await medians(ROUNDS, {
    bare: () => untilExit([node, "-e", "0"], env),
    version: () => untilExit([node, MAIN, "--version"], env),
    tab: () => untilExit([node, MAIN, "completion", "--words", "run", "--"], env),
  });
  const drawn = await medians(ROUNDS, {
    bare: () => inTerminal([node, "-e", "0"], { env, until: "exit" }),
    repl: () => inTerminal([node, "-e", "require('node:repl').start()"], { env, until: "prompt" }),
    // Nothing listens on port 1, and the first prompt does not wait for a connection.
    prompt: () => inTerminal([node, MAIN, "localhost:1"], { env, until: "prompt" }),
    lived: () => inTerminal([node, MAIN, "localhost:1"], { env: { ...env, ...livedIn }, until: "prompt" }),
  });
  const rows = {
    "--version over node -e 0": against(quick.version, quick.bare),
    "completion by Tab over node -e 0": against(quick.tab, quick.bare),
    "first prompt over node -e 0": against(drawn.prompt, drawn.bare),
    "first prompt with a configuration and a full history over one without": against(
      drawn.lived,
      drawn.prompt,
    ),
    "bare node:repl prompt over node -e 0": against(drawn.repl, drawn.bare),
    "first prompt over a bare node:repl prompt": against(drawn.prompt, drawn.repl),
  };
  for (const [what, result] of Object.entries(rows)) report({ what: `${version}, ${name}: ${what}`, result });
}

/** The folders of somebody who has used it for long: a history as long as is read of it, and a configuration. */
function folders(home: string): Environment["env"] {
  const [XDG_STATE_HOME, XDG_CONFIG_HOME] = [join(home, "state"), join(home, "config")];
  for (const folder of [XDG_STATE_HOME, XDG_CONFIG_HOME]) {
    mkdirSync(join(folder, "xmpp-repl"), { recursive: true });
  }
  const lines = Array.from({ length: 1000 }, (_, n) =>
    JSON.stringify({ line: `message juliet@localhost line ${n} of what was typed here` }),
  );
  writeFileSync(join(XDG_STATE_HOME, "xmpp-repl", "history.jsonl"), `${lines.join("\n")}\n`);
  writeFileSync(join(XDG_CONFIG_HOME, "xmpp-repl", "config"), CONFIGURATION);
  return { XDG_STATE_HOME, XDG_CONFIG_HOME };
}

function against(cost: number, base: number): string {
  return `${times(cost / base)} (${cost.toFixed(0)} ms against ${base.toFixed(0)} ms)`;
}

/** Milliseconds until the process has ended. */
function untilExit([node, ...args]: readonly [string, ...string[]], env: Environment["env"]): number {
  const start = performance.now();
  const { status } = spawnSync(node, args, { stdio: "ignore", env });
  if (status !== 0) throw new Error(`${node} ${args.join(" ")} ended with ${status}`);
  return performance.now() - start;
}

/** Milliseconds in a pseudo-terminal until the prompt is drawn, or until the process has ended by itself. */
function inTerminal(
  [node, ...args]: readonly [string, ...string[]],
  { env, until }: { readonly env: Environment["env"]; readonly until: "exit" | "prompt" },
): Promise<number> {
  const start = performance.now();
  const terminal = spawn(node, args, { cols: 80, rows: 24, env });
  let output = "";
  let cost: number | undefined;
  terminal.onData((text) => {
    output += text;
    if (cost !== undefined || until === "exit" || !PROMPT.test(output)) return;
    cost = performance.now() - start;
    terminal.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    terminal.onExit(() => {
      if (until === "exit") resolve(performance.now() - start);
      else if (cost === undefined) reject(new Error(`${args.join(" ")} ended without a prompt:\n${output}`));
      else resolve(cost);
    });
  });
}

/** Where Node 24 is, from npm, when it can be had. */
function node24(): string | undefined {
  try {
    return execFileSync("npx", ["--yes", "-p", "node@24", "node", "-p", "process.execPath"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}
