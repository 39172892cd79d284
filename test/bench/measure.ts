// How the benches measure: contenders take turns within one run, and only their ratio means anything.
import { spawnSync } from "node:child_process";

/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly what: string;
  readonly result: string;
  /** What the project wants; nothing fails when it is missed. */
  readonly aim?: string;
}

export function report(row: Row): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** A contender returns what it costs, in a unit of its own choice. */
export type Contenders<Name extends string> = Readonly<Record<Name, () => number | Promise<number>>>;

/** Runs each contender in turn, once to warm up and then `rounds` times: their medians. */
export async function medians<Name extends string>(
  rounds: number,
  contenders: Contenders<Name>,
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const costs = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const cost = await contenders[name]();
      if (round > 0) costs.get(name)?.push(cost);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(costs.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The seconds of processor time that some work takes. */
export function cpuSeconds(work: () => void): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}

export interface Environment {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The environments that processes are measured in: a plain one, and where that differs in cost the one there is. With
 * NODE_EXTRA_CA_CERTS Node 20 reads certificates for 40 ms before it does anything, which brings every ratio nearer to 1.
 */
export function environments(home: string): readonly Environment[] {
  const plain = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
  };
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  if (certificates === undefined) return [{ name: "plain", env: plain }];
  return [
    { name: "plain", env: plain },
    { name: "with NODE_EXTRA_CA_CERTS", env: { ...plain, NODE_EXTRA_CA_CERTS: certificates } },
  ];
}

/** Milliseconds until the process has ended, and ended well. */
export function timeOf(args: readonly string[], input: string, env: Environment["env"]): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: "utf8", env });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return performance.now() - start;
}
