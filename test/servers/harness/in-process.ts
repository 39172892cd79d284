// The program without its terminal and its process, on real sockets: lines in, outcomes and text out.
import { readFile, writeFile } from "node:fs/promises";
import { PLAIN_SETUP, type Setup } from "../../../src/cli/command-line/setup.ts";
import { makeWorkbench, type Workbench } from "../../../src/cli/workbench.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import type { Claim } from "../../../src/session/inbox.ts";
import type { Outcome } from "../../../src/shell/outcome.ts";
import { lookUpBy } from "../../../src/stream/service-records.ts";
import { connectTcp } from "../../../src/stream/tcp.ts";
import type { Entry } from "../../../src/transcript/entry.ts";

export interface Tool extends Workbench {
  /** Everything shown so far. */
  readonly shown: string;
  /** What confirm() asked. */
  readonly questions: readonly string[];
  readonly entries: readonly Entry[];
  /** Runs lines in turn, up to the first that does not pass; returns how the last that was run ended. */
  run(...lines: readonly string[]): Promise<Outcome>;
  /** Runs a line that can be interrupted. */
  runUntil(signal: AbortSignal, line: string): Promise<Outcome>;
  /** Resolves when the server has sent this element or tag, which may have come already. */
  receives(raw: string): Promise<void>;
  /** Resolves when the connection is gone. */
  untilOffline(): Promise<void>;
}

export interface ToolOptions {
  /** "127.0.0.1:PORT" of the DNS server to ask; without it no name may be looked up. */
  readonly dns?: string;
  /** What confirm() is answered with, in turn; no when they are used up. */
  readonly answers?: readonly boolean[];
  /** Whether somebody types the lines; else they come from a pipe. */
  readonly isInteractive?: boolean;
  /** What chance gives, from 0 to below 1, in turn and again from the start. */
  readonly chances?: readonly number[];
  /** What counts as now; without it the time of day. */
  readonly now?: number;
  /** Where passwords come from. */
  readonly environment?: Readonly<Record<string, string>>;
}

const tools: Tool[] = [];

/** Closes all that were started: for afterEach, before the servers are stopped. */
export async function finishTools(): Promise<void> {
  await Promise.all(tools.splice(0).map((tool) => tool.finish()));
}

export function startTool(setup: Partial<Setup>, options: ToolOptions = {}): Tool {
  const { dns, answers = [], isInteractive = false, chances = [0], now, environment = {} } = options;
  const said = [...answers];
  const questions: string[] = [];
  const entries: Entry[] = [];
  let [shown, drawn] = ["", 0];
  const write = (text: string) => {
    shown += text;
  };
  const workbench = makeWorkbench(
    { ...PLAIN_SETUP, ...setup },
    {
      theme: NO_COLOR,
      columns: () => 0,
      write,
      warn: write,
      askSecret: async (question) => {
        throw new Error(`Nobody is there to answer "${question}"`);
      },
      confirm: async (question) => {
        questions.push(question);
        return said.shift() ?? false;
      },
      quit: () => {},
      isInteractive,
      isPrivate: isInteractive,
      lines: "shown",
      environment,
      version: "0.0.0",
    },
    {
      connect: connectTcp,
      now: () => now ?? Date.now(),
      id: () => `id-${entries.length}`,
      nonce: async () => "rOprNGfwEbeRWgbNEkqO",
      random: () => chances[drawn++ % chances.length] ?? 0,
      lookUp: dns === undefined ? refuseToLookUp : lookUpBy([dns]),
      readFile: async (path) => await readFile(path),
      writeFile: async (path, text) => await writeFile(path, text),
    },
  );
  workbench.transcript.read((entry) => entries.push(entry));
  const runUntil = (signal: AbortSignal, line: string) =>
    workbench.shell.run(workbench.shell.read(line), signal);
  const tool: Tool = {
    ...workbench,
    get shown() {
      return shown;
    },
    questions,
    entries,
    async run(...lines) {
      let outcome: Outcome = { status: "passed" };
      for (const line of lines) {
        outcome = await runUntil(new AbortController().signal, line);
        if (outcome.status !== "passed") break;
      }
      return outcome;
    },
    runUntil,
    async receives(raw) {
      const accepts = (entry: Entry) =>
        entry.type === "traffic" && entry.from === "server" && entry.event.raw === raw;
      if (entries.some(accepts)) return;
      const claim: Claim = { what: raw, outlastsStream: true, observes: true, accepts };
      const { session } = workbench.clients.current;
      const { outcome } = await session.await(claim, { signal: new AbortController().signal, timeout: 0 });
      if (outcome !== "reply") throw new Error(`The connection ended before ${raw} came`);
    },
    async untilOffline() {
      const { session } = workbench.clients.current;
      if (session.state.connection === "offline") return;
      await session.await(OFFLINE, { signal: new AbortController().signal, timeout: 0 });
    },
  };
  tools.push(tool);
  return tool;
}

const OFFLINE: Claim = {
  what: "the end of the connection",
  outlastsStream: true,
  observes: true,
  accepts: (_, { connection }) => connection === "offline",
};

async function refuseToLookUp(domain: string): Promise<never> {
  throw new Error(`Nothing should be looked up, and "${domain}" was`);
}

/** What the message about a step that did not pass says; "" for one that did. */
export function reasonOf(outcome: Outcome): string {
  return "reason" in outcome ? outcome.reason : "";
}
