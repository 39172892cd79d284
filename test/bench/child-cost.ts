// What a process costs, told by itself when it ends: on a busy machine the time on the clock says little.
import { spawnSync } from "node:child_process";
import type { Environment } from "./measure.ts";

export interface ChildCost {
  /** Milliseconds on the clock. */
  readonly milliseconds: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** The peak of its resident memory, in MiB. */
  readonly peak: number;
}

const TELL =
  "process.on('exit',()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();" +
  "process.stdout.write('\\n'+(u+s)/1e3+' '+m/1024)})";

/** Runs node with these arguments to an end that must be good. */
export function costOfChild(args: readonly string[], env: Environment["env"]): ChildCost {
  const tell = ["--import", `data:text/javascript,${encodeURIComponent(TELL)}`];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...tell, ...args], {
    encoding: "utf8",
    env,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  const [cpu = Number.NaN, peak = Number.NaN] = stdout.split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { milliseconds, cpu, peak };
}
