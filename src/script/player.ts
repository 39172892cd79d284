// Plays scripts on a shell, step by step: from the command line, and by `run` in a session or in another script.
import { dirname, isAbsolute, join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ScriptError, UsageError } from "../errors.ts";
import type { Client, Clients } from "../session/clients.ts";
import { brokenStream } from "../shell/broken-stream.ts";
import type { Command } from "../shell/command.ts";
import type { Line } from "../shell/language/line.ts";
import { splitWords } from "../shell/language/words.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";
import type { Rehearsed } from "../shell/rehearsal.ts";
import type { ScriptStep } from "../shell/running-line.ts";
import type { Shell } from "../shell/shell.ts";
import type { Variables } from "../shell/variables.ts";
import type { Barrier } from "./barrier.ts";
import { type Script, type Step, stepsOf } from "./script.ts";

export interface PlayerOptions {
  readonly shell: () => Shell;
  readonly clients: Clients;
  readonly commands: readonly Command[];
  readonly variables: Variables;
  /** Without one two clients may race. */
  readonly barrier: Barrier | undefined;
  /** What a step would send. */
  rehearse(step: Pick<ScriptStep, "line" | "block">): Promise<Rehearsed>;
  /** What was rehearsed is not what is run next. */
  forgetRehearsal(): void;
  /** @throws UsageError where it cannot be read. */
  readFile(path: string, asked: Asked): Promise<Uint8Array>;
}

/** How `run FILE` asks for a file. */
export interface Asked {
  readonly signal: AbortSignal;
  /** Undefined where a person asks. A script may read only what lies with the script that was run first. */
  readonly outermost: string | undefined;
}

/** Asked before each step. */
export type Pace = (step: Step, script: Script) => Promise<"run" | "skip" | "stop">;

export interface Playing {
  readonly signal: AbortSignal;
  readonly pace?: Pace | undefined;
}

export interface Played {
  readonly outcome: Outcome;
  /** How many steps were run to their end. */
  readonly passed: number;
  /** Whether somebody ended it before its end. */
  readonly isStopped: boolean;
  /** The step that did not pass. */
  readonly failed?: { readonly step: Step; readonly client: string } | undefined;
}

const AT_ONCE: Pace = async () => "run";

export class Player {
  readonly #options: PlayerOptions;
  readonly #commands: ReadonlyMap<string, Command>;
  /** The scripts under way, outermost first. */
  readonly #files: string[] = [];

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#commands = new Map(options.commands.map((command) => [command.name, command]));
  }

  /** Runs the steps until one does not pass. */
  async play(script: Script, { signal, pace = AT_ONCE }: Playing): Promise<Played> {
    let passed = 0;
    for (const step of stepsOf(script)) {
      const what = await pace(step, script);
      if (what === "skip") continue;
      if (what === "stop") return { outcome: { status: "passed" }, passed, isStopped: true };
      // Between steps it is a person who types "run", not the script.
      this.#files.push(script.file);
      const { client, outcome } = await this.#run(step, signal).finally(() => this.#files.pop());
      if (outcome.status !== "passed") {
        return { outcome, passed, isStopped: false, failed: { step, client: client.name } };
      }
      passed += 1;
    }
    return { outcome: { status: "passed" }, passed, isStopped: false };
  }

  /** What a step would send; undefined where it is no step that sends. */
  async rehearse(step: Step): Promise<Rehearsed | undefined> {
    const line = this.#options.shell().read(step.text);
    const command = line.kind === "command" ? this.#commands.get(line.name) : undefined;
    const isWire = command?.kind === "wire" && command.looksAtInbox !== true;
    if (line.kind !== "xml" && !isWire) return undefined;
    if (command?.dependsOn) return { sent: new Uint8Array(), problem: `it depends on ${command.dependsOn}` };
    return await this.#options.rehearse({ line, block: step.block?.text });
  }

  forgetRehearsal(): void {
    this.#options.forgetRehearsal();
  }

  /** What `run FILE` does. */
  async runFile(name: string, signal: AbortSignal): Promise<Outcome> {
    const outer = this.#files.at(-1);
    const path = outer === undefined || isAbsolute(name) ? name : join(dirname(outer), name);
    if (this.#files.some((file) => resolve(file) === resolve(path))) {
      throw new UsageError(`Cannot run "${name}": it is being run already, and would never end`);
    }
    const { commands, variables, readFile } = this.#options;
    // Reading scripts is a third of the program: it is loaded when one is run.
    const { loadScript } = await import("./load.ts");
    const asked: Asked = { signal, outermost: this.#files[0] };
    const { script, errors } = await loadScript(path, {
      commands,
      variables: variables.names,
      readFile: async (file) => await readFile(file, asked),
    });
    const [first, ...others] = errors;
    if (first) return { status: "wrong usage", reason: `${first.message}${andMore(others.length)}` };
    const { outcome, failed } = await this.play({ ...script, file: path }, { signal });
    if (failed && outcome.status === "interrupted")
      return { ...outcome, what: whereInterrupted({ ...script, file: path }, failed.step) };
    return failed && "reason" in outcome
      ? { ...outcome, reason: reasonAt(path, failed.step, outcome.reason) }
      : outcome;
  }

  async #run(step: Step, signal: AbortSignal): Promise<{ client: Client; outcome: Outcome }> {
    const shell = this.#options.shell();
    const { barrier } = this.#options;
    const line = shell.read(step.text);
    const client = line.kind === "switch" ? this.#options.clients.named(line.client) : shell.clientFor(line);
    if (line.kind !== "switch") {
      const before = await this.#before(line, client, signal);
      if (before && before.status !== "passed") return { client, outcome: before };
    }
    const outcome = await shell.runStep(
      {
        line,
        block: step.block?.text,
        barrier: async (acting, ended) => (await barrier?.pass(acting, ended)) ?? PASSED,
      },
      signal,
    );
    if (outcome.status === "passed" && outcome.reply && this.#waits(line)) barrier?.answered(client);
    // A stream error that this step tells of is not told again at the end.
    if (outcome.status === "failed" && outcome.reply?.outcome === "ended") {
      const { entry } = outcome.reply;
      client.session.inbox.remove(({ n }) => n === entry.n);
    }
    return { client, outcome };
  }

  /** What has happened meanwhile: the others' words are read, and this client's stream still stands. */
  async #before(line: Line, client: Client, signal: AbortSignal): Promise<Outcome | undefined> {
    const read = await this.#options.barrier?.before(client, signal);
    if (read && read.status !== "passed") return read;
    // What has arrived by now belongs before this step.
    await setImmediate();
    if (this.#copes(line)) return undefined;
    const broken = brokenStream(client);
    return broken === undefined ? undefined : { status: "failed", reason: `before this step ${broken}` };
  }

  /** Whether a stream error beforehand is no failure of this step. */
  #copes(line: Line): boolean {
    if (line.kind !== "command") return false;
    const looks = this.#commands.get(line.name)?.looksAtInbox;
    if (typeof looks !== "string") return looks === true;
    return splitWords(line.text).some(({ kind, text }) => kind === "plain" && text === `--${looks}`);
  }

  /** Whether a line is done when its reply has come. */
  #waits(line: Line): boolean {
    return line.kind === "command" && this.#commands.get(line.name)?.block === "reply";
  }
}

/** A reason is one line: `check` has them all. */
function andMore(count: number): string {
  return count === 0 ? "" : ` (and ${count} more: xmpp-repl check tells all)`;
}

/** How far the script has come is no wait that a person has seen: what is left of it must be said. */
function whereInterrupted(script: Script, step: Step): string {
  const steps = stepsOf(script);
  const left = steps.length - 1 - steps.findIndex(({ at }) => at === step.at);
  const behind = left === 1 ? "the step behind that was" : `the ${left} steps behind that were`;
  return `${script.file} has stopped at line ${step.at.line}${left === 0 ? "" : `, ${behind} not run`}`;
}

/** Where a script in a script failed: the inner place comes first. */
function reasonAt(file: string, { at }: Step, reason: string): string {
  return new ScriptError(file, at, reason).message;
}
