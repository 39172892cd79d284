// Prosody's own scripts in one run, and a bare script with the same traffic, each on a fresh server. They are not part
// of the project: where they are not at hand there is nothing to measure.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../servers/harness/start-server.ts";
import { environments, medians, report, timeOf, times } from "./measure.ts";

const MAIN = "dist/main.js";
const SCRIPTS = "../shared/scansion";
const BARE = "test/bench/bare-scansion.mjs";
const ROUNDS = 7;

if (!existsSync(MAIN))
  throw new Error(`Cannot measure Scansion scripts: there is no ${MAIN} (run "npm run build" first)`);
const home = mkdtempSync(join(tmpdir(), "xmpp-repl-bench-"));
try {
  if (existsSync(SCRIPTS)) await measureAll();
  else report({ what: "Prosody's scripts", result: `skipped: ${SCRIPTS} is not there` });
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  const files = readdirSync(SCRIPTS)
    .filter((name) => name.endsWith(".scs"))
    .map((name) => join(SCRIPTS, name));
  const logs = join(home, "logs");
  await onFreshServer((port) => {
    const options = ["--server", `localhost:${port}`, "--log-dir", logs, "--show-secrets"];
    execFileSync(process.execPath, [MAIN, "run", ...files, ...options], { stdio: "pipe" });
  });
  const plan = written(
    "plan.json",
    JSON.stringify(
      readdirSync(logs)
        .sort()
        .map((log) => deedsIn(join(logs, log))),
    ),
  );
  const nothing = { script: written("nothing.xmpp", "define a b\n"), plan: written("nothing.json", "[]") };
  for (const { name, env } of environments(home)) {
    const ours = (scripts: readonly string[]) =>
      onFreshServer((port) => timeOf([MAIN, "run", ...scripts, "--server", `localhost:${port}`], "", env));
    const bare = (recorded: string) =>
      onFreshServer((port) => timeOf([BARE, "localhost", String(port), recorded], "", env));
    const cost = await medians(ROUNDS, {
      bare: () => bare(plan),
      ours: () => ours(files),
      bareStart: () => timeOf([BARE, "localhost", "0", nothing.plan], "", env),
      oursStart: () => timeOf([MAIN, "run", nothing.script], "", env),
    });
    const [oursAlone, bareAlone] = [cost.ours - cost.oursStart, cost.bare - cost.bareStart];
    report({
      what: `${files.length} Scansion scripts, ${name}: over a bare script`,
      result: `${times(cost.ours / cost.bare)} (${cost.ours.toFixed(0)} ms against ${cost.bare.toFixed(0)} ms)`,
      aim: "1.50x or less",
    });
    report({
      what: `${files.length} Scansion scripts, ${name}: the same without the start of the process`,
      result: `${times(oursAlone / bareAlone)} (${oursAlone.toFixed(0)} ms against ${bareAlone.toFixed(0)} ms)`,
    });
  }
}

function written(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

/** What the scripts store is there for the next run: each has a server of its own. */
async function onFreshServer<Result>(work: (port: number) => Result): Promise<Result> {
  const server = await startServer("prosody-scansion");
  try {
    return work(server.port);
  } finally {
    await server.stop();
  }
}

/** What is read of an entry of --log-dir. */
interface Recorded {
  readonly n: number;
  readonly client: string;
  readonly type: string;
  readonly change?: string;
  readonly from?: "client" | "server";
  readonly event?: { readonly type: string; readonly raw: string };
}

interface Deed {
  readonly client: string;
  readonly what: "connect" | "write" | "end";
  /** How many elements this client has received before. */
  readonly after: number;
  readonly text?: string;
}

/** What the clients did in a recorded run, in its order; a bound JID is written as {{client}}. */
function deedsIn(log: string): readonly Deed[] {
  const received = new Map<string, number>();
  const jids = new Map<string, string>();
  const deeds: Deed[] = [];
  let last = "";
  for (const line of readFileSync(log, "utf8").trimEnd().split("\n").slice(1)) {
    const { n, client, change, from, event }: Recorded = JSON.parse(line);
    const after = received.get(client) ?? 0;
    if (change === "connected") deeds.push({ client, what: "connect", after: 0 });
    else if (change === "disconnected") deeds.push({ client, what: "end", after: 0 });
    else if (from === "server" && event?.type === "element") {
      received.set(client, after + 1);
      const [, jid] = /<jid>(.*?)<\/jid>/.exec(event.raw) ?? [];
      if (jid !== undefined && !jids.has(client)) jids.set(client, jid);
    } else if (from === "client") {
      let text = event?.raw ?? "";
      for (const [name, jid] of jids) text = text.replaceAll(jid, `{{${name}}}`);
      // What followed at once was in the same write.
      const before = last === `${client} ${n - 1}` ? deeds.pop() : undefined;
      deeds.push(
        before ? { ...before, text: `${before.text}${text}` } : { client, what: "write", after, text },
      );
      last = `${client} ${n}`;
    }
  }
  return deeds;
}
