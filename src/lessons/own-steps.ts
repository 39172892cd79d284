// The steps that a lesson runs itself.
import type { Player } from "../script/player.ts";
import type { Step } from "../script/script.ts";
import { receivedElement } from "../session/replies.ts";
import { readPatternsFor } from "../shell/expecting/patterns.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";
import type { Entry } from "../transcript/entry.ts";
import { assign } from "../xml/match.ts";
import type { LessonTools } from "./lesson-tools.ts";

/** How it ended, and the entries that it found. */
export interface Looked {
  readonly outcome: Outcome;
  readonly found: readonly number[];
}

/** The last entry before the task, and the line that did it. */
export interface Since {
  readonly mark: number;
  readonly line: number;
}

export class OwnSteps {
  readonly #tools: LessonTools;
  /** What has answered a step of the lesson's own: nothing answers two. */
  readonly #used = new Set<number>();

  constructor(tools: LessonTools) {
    this.#tools = tools;
  }

  /** Runs steps as a script of their own. */
  async play(file: string, steps: readonly Step[], signal: AbortSignal): ReturnType<Player["play"]> {
    return await this.#tools.player.play({ file, items: steps }, { signal });
  }

  /**
   * Runs a step that only looks, at what has come since the task that it belongs to was set. @param mark is the last
   * entry before that: a command that the learner chose may have claimed what the printed line would have left in the
   * inbox, and what is left there from before is nobody's answer. What came since `line`, of the line that did the
   * task, goes before what the learner has tried out earlier.
   */
  async look(step: Step, { mark, line }: Since, signal: AbortSignal): Promise<Looked> {
    const { shell, transcript } = this.#tools;
    const there =
      (await this.#thereAlready(step, Math.max(mark, line))) ?? (await this.#thereAlready(step, mark));
    if (there) return { outcome: PASSED, found: there };
    if (EXPECTS.test(step.text)) this.#forgetBefore(step, mark);
    const before = transcript.last?.n ?? 0;
    // It waits by itself: nothing has to be sent to make sure that all has come.
    const own = { line: shell.read(step.text), block: step.block?.text, barrier: async () => PASSED };
    const outcome = await shell.runStep(own, signal);
    const found = [...transcript.entries].flatMap((entry) =>
      entry.n > before && entry.type === "expectation" ? entry.entries : [],
    );
    this.#use(found);
    return { outcome, found };
  }

  #forgetBefore(step: Step, mark: number): void {
    const { shell } = this.#tools;
    const { inbox } = shell.clientFor(shell.read(step.text)).session;
    while (inbox.remove(({ n }) => n <= mark));
  }

  async #thereAlready({ text, block }: Step, mark: number): Promise<readonly number[] | undefined> {
    if (block === undefined || !/^(@\S+\s+)?expect$/.test(text.trim())) return undefined;
    const { shell, transcript, variables } = this.#tools;
    const client = shell.clientFor(shell.read(text));
    const { session } = client;
    const candidates = [...transcript.entries].filter(
      ({ n, client: id }) => id === session.id && n > mark && !this.#used.has(n),
    );
    const received = candidates.flatMap((entry) => elementWith(entry) ?? []);
    const value = (name: string) => variables.get(name, { client });
    const patterns = await readPatternsFor(block.text, { client, value });
    const found = assign(
      patterns,
      received.map(({ element }) => element),
    );
    if (!found) return undefined;
    const chosen = found.chosen.flatMap((index) => received[index]?.n ?? []);
    this.#use(chosen);
    for (const n of chosen) session.inbox.remove((entry) => entry.n === n);
    for (const [name, kept] of found.captures) variables.define(name, kept);
    session.record({ type: "expectation", expected: block.text, outcome: "met", entries: chosen });
    return chosen;
  }

  #use(entries: readonly number[]): void {
    for (const n of entries) this.#used.add(n);
  }
}

const EXPECTS = /^(?:@\S+[ \t]+)?expect\b/;

function elementWith(entry: Entry) {
  const element = receivedElement(entry);
  return element && { n: entry.n, element };
}
