// A script that sends itself messages and expects each: what a step takes, and whether that stays the same.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../servers/harness/start-server.ts";
import { type ChildCost, costOfChild } from "./child-cost.ts";
import { environments, medians, report, times } from "./measure.ts";

const MAIN = "dist/main.js";
const [FEW, MANY] = [1000, 10_000];
const LOG_IN = "open\nauth --mechanism PLAIN\nrestart\nbind desk\npresence\nexpect <presence/>\n";
if (!existsSync(MAIN))
  throw new Error(`Cannot measure scripts: there is no ${MAIN} (run "npm run build" first)`);
const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-bench-"));
const [{ env } = { env: {} }] = environments(folder);
const server = await startServer("prosody-seed");
try {
  const [none, few, many] = [scriptOf(0), scriptOf(FEW), scriptOf(MANY)];
  const kept = new Map<string, ChildCost>();
  const measured = (script: string) => () => {
    const cost = run(script);
    kept.set(script, cost);
    return cost.cpu;
  };
  const cpu = await medians(3, { none: measured(none), few: measured(few), many: measured(many) });
  const [aFew, aMany] = [(cpu.few - cpu.none) / FEW, (cpu.many - cpu.none) / MANY];
  const peakOf = (script: string) => `${kept.get(script)?.peak.toFixed(0)} MiB`;
  const onClock = ((kept.get(many)?.milliseconds ?? 0) - (kept.get(none)?.milliseconds ?? 0)) / MANY;
  report({
    what: `${MANY} messages to oneself, each expected: a pair of steps`,
    result: `${onClock.toFixed(3)} ms on the clock, ${aMany.toFixed(3)} ms of CPU, start and login left out`,
  });
  report({
    what: `the same: CPU of a pair of ${MANY} over one of ${FEW}`,
    result: `${times(aMany / aFew)} (${aMany.toFixed(3)} ms against ${aFew.toFixed(3)} ms)`,
    aim: "1.20x or less",
  });
  report({
    what: `the same: peak memory with ${MANY}, with ${FEW}, with none`,
    result: [many, few, none].map(peakOf).join(", "),
  });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function scriptOf(pairs: number): string {
  const lines = Array.from(
    { length: pairs },
    (_, n) =>
      `send\n  <message to="\${jid}" id="m${n}"><body>hello ${n}</body></message>\n` +
      `expect\n  <message id="m${n}" from="\${jid}"><body>hello ${n}</body></message>\n`,
  );
  const file = join(folder, `pairs-${pairs}.xmpp`);
  writeFileSync(file, LOG_IN + lines.join(""));
  return file;
}

function run(script: string): ChildCost {
  const options = ["--server", `localhost:${server.port}`, "--jid", "me@localhost"];
  return costOfChild([MAIN, "run", script, ...options], { ...env, XMPP_PASSWORD: "test" });
}
