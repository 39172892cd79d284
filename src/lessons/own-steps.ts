// The steps that a lesson runs itself.
import type { Player } from "../script/player.ts";
import type { Step } from "../script/script.ts";
import { receivedElement } from "../session/replies.ts";
import { type Outcome, PASSED } from "../shell/command.ts";
import { readPatternsFor } from "../shell/patterns.ts";
import type { Entry } from "../transcript/entry.ts";
import { assign } from "../xml/match.ts";
import type { LessonTools } from "./set-task.ts";

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
   * Runs a step that only looks. @param mark is the last entry before the task that it belongs to: a command that the
   * learner chose may have claimed what the printed line would have left in the inbox.
   */
  async look(step: Step, mark: number, signal: AbortSignal): Promise<Outcome> {
    const { shell, transcript } = this.#tools;
    if (await this.#isThereAlready(step, mark)) return PASSED;
    const before = transcript.last?.n ?? 0;
    // It waits by itself: nothing has to be sent to make sure that all has come.
    const own = { line: shell.read(step.text), block: step.block?.text, barrier: async () => PASSED };
    const outcome = await shell.runStep(own, signal);
    for (const entry of transcript.entries) {
      if (entry.n > before && entry.type === "expectation") this.#use(entry.entries);
    }
    return outcome;
  }

  async #isThereAlready({ text, block }: Step, mark: number): Promise<boolean> {
    if (block === undefined || !/^(@\S+\s+)?expect$/.test(text.trim())) return false;
    const { shell, transcript, variables } = this.#tools;
    const client = shell.clientFor(shell.read(text));
    const { session } = client;
    const waiting = new Set(session.inbox.unclaimed.map(({ n }) => n));
    const candidates = [...transcript.entries].filter(
      ({ n, client: id }) => id === session.id && (n > mark || waiting.has(n)) && !this.#used.has(n),
    );
    const received = candidates.flatMap((entry) => elementWith(entry) ?? []);
    const value = (name: string) => variables.get(name, { client });
    const patterns = await readPatternsFor(block.text, { client, value });
    const found = assign(
      patterns,
      received.map(({ element }) => element),
    );
    if (!found) return false;
    const chosen = found.chosen.flatMap((index) => received[index]?.n ?? []);
    this.#use(chosen);
    for (const n of chosen) session.inbox.remove((entry) => entry.n === n);
    for (const [name, kept] of found.captures) variables.define(name, kept);
    session.record({ type: "expectation", expected: block.text, outcome: "met", entries: chosen });
    return true;
  }

  #use(entries: readonly number[]): void {
    for (const n of entries) this.#used.add(n);
  }
}

function elementWith(entry: Entry) {
  const element = receivedElement(entry);
  return element && { n: entry.n, element };
}
