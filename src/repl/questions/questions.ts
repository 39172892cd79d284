// Questions to whoever types: one at a time, and each can be given up.
import { Unanswered } from "../../errors.ts";
import type { Prompt } from "../prompt.ts";
import { askLine } from "./ask-line.ts";
import { InTurn } from "./in-turn.ts";
import type { Question } from "./question.ts";

export interface QuestionsOptions {
  readonly prompt: Pick<Prompt, "server" | "screen" | "keys">;
  /** Ctrl-C was pressed at a question. */
  interrupt(): void;
}

export class Questions {
  readonly #options: QuestionsOptions;
  readonly #turns = new InTurn();
  /** Ends the question that is asked: the line that asks may have ended, where JavaScript does not wait for what it calls. */
  #unanswered: AbortController | undefined;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  get isAsking(): boolean {
    return this.#unanswered !== undefined;
  }

  /** Asks when it is its turn, behind what is done then. */
  async ask(
    { signal, ...asking }: Pick<Question, "question" | "echo" | "signal">,
    before: () => void,
  ): Promise<string> {
    const { prompt, interrupt } = this.#options;
    const { server, screen, keys } = prompt;
    return await this.#turns.run(async () => {
      before();
      const unanswered = new AbortController();
      const either = AbortSignal.any([signal, unanswered.signal]);
      this.#unanswered = unanswered;
      try {
        return await askLine({ ...asking, signal: either, server, screen, keys, interrupt });
      } catch (error) {
        throw either.aborted ? new Unanswered("the question was not answered") : error;
      } finally {
        this.#unanswered = undefined;
      }
    });
  }

  /** The question that is asked has no answer. */
  giveUp(): void {
    this.#unanswered?.abort();
  }
}
