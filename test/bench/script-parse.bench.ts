// `check` on long scripts: reading, and looking at every command, pattern and variable.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costOfChild } from "./child-cost.ts";
import { environments, median, medians, report, times } from "./measure.ts";

const MAIN = "dist/main.js";
const [FEW, MANY] = [1000, 10_000];
const LINES_OF_A_PAIR = 10;

if (!existsSync(MAIN))
  throw new Error(`Cannot measure scripts: there is no ${MAIN} (run "npm run build" first)`);
const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-bench-"));
const [{ env } = { env: {} }] = environments(folder);
try {
  const [none, few, many] = [scriptOf(0), scriptOf(FEW), scriptOf(MANY)];
  const clock: number[] = [];
  const check = (script: string) => () => costOfChild([MAIN, "check", script], env).cpu;
  const cpu = await medians(9, {
    none: check(none),
    few: check(few),
    many: () => {
      const cost = costOfChild([MAIN, "check", many], env);
      clock.push(cost.milliseconds);
      return cost.cpu;
    },
  });
  const [aFew, aMany] = [(cpu.few - cpu.none) / FEW, (cpu.many - cpu.none) / MANY];
  report({
    what: `check ${MANY} lines: CPU over check of an empty script`,
    result: `${times(cpu.many / cpu.none)} (${cpu.many.toFixed(0)} ms against ${cpu.none.toFixed(0)} ms; ${median(clock).toFixed(0)} ms on the clock)`,
  });
  report({
    what: `check: CPU of a line of ${MANY} over one of ${FEW}`,
    result: `${times(aMany / aFew)} (${(aMany * 1000).toFixed(1)} us against ${(aFew * 1000).toFixed(1)} us)`,
    aim: "1.20x or less",
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function scriptOf(lines: number): string {
  const pairs = Array.from({ length: lines / LINES_OF_A_PAIR }, (_, n) =>
    [
      `# Pair ${n}`,
      `define m${n} \${id}`,
      "send",
      `  <message to="\${jid}" id="\${m${n}}">`,
      `    <body>hello ${n}</body>`,
      "  </message>",
      "expect",
      `  <message id="\${m${n}}" from="{any}"><body>{capture:said}</body></message>`,
      `iq get --to localhost <query xmlns="jabber:iq:version"/>`,
      `  <iq type="result"><query xmlns="jabber:iq:version"/></iq>`,
      "",
    ].join("\n"),
  );
  const file = join(folder, `${lines}.xmpp`);
  writeFileSync(file, `open\n${pairs.join("")}`);
  return file;
}
