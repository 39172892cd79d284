// What is sent for a reply, and the wait for that.
import type { Claim } from "../session/inbox.ts";
import { replyTo } from "./expecting/reply-to.ts";
import { insideElement } from "./inside-element.ts";
import { parseDuration } from "./language/units.ts";
import { type Outcome, PASSED } from "./outcome.ts";
import type { PracticeLab } from "./practice.ts";
import type { RunningLine } from "./running-line.ts";
import type { Settings } from "./settings/settings.ts";

export interface Asking {
  /** Sends and waits for the reply, unless told not to. What the reply means is the command's business. */
  ask(data: string, claim: Claim, waiting: Waiting): Promise<Outcome>;
  /** In a script, waits until the server has read what this client has sent. */
  barrier(): Promise<Outcome>;
}

export interface Waiting {
  readonly timeout?: string | undefined;
  readonly "no-wait"?: boolean;
}

/** The options of every command that waits for a reply. */
export const waitOptions = {
  "no-wait": { summary: "do not wait for the reply" },
  timeout: {
    value: "DURATION",
    summary: "how long to wait for the reply, as 500ms, 5s or 2m; 0s waits for ever",
  },
} as const;

export interface Question {
  readonly data: string;
  readonly claim: Claim;
  readonly waiting: Waiting;
}

export interface QuestionsOptions {
  readonly settings: Settings;
  readonly practice?: PracticeLab | undefined;
}

/** What the lines of a shell have asked: those that do not wait for the reply want to know later what came of it. */
export class Questions {
  readonly #options: QuestionsOptions;
  /** Outcomes of steps that were not waited for. */
  readonly #background = new Set<Promise<Outcome>>();
  /** The first of them that did not pass. */
  #refused: Outcome | undefined;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  /** How the steps that were not waited for have ended, once all have: the first that did not pass. */
  async background(): Promise<Outcome> {
    await Promise.all(this.#background);
    return this.#refused ?? PASSED;
  }

  async ask(
    { data, claim, waiting }: Question,
    { client, signal }: Pick<RunningLine, "client" | "signal">,
  ): Promise<Outcome> {
    const { session } = client;
    const { settings, practice } = this.#options;
    const timeout = waiting.timeout === undefined ? settings.get("timeout") : parseDuration(waiting.timeout);
    const asked = { claim, session, practice };
    if (!waiting["no-wait"]) {
      const outcomes: Promise<Outcome>[] = [];
      session.send(data, (entries) => {
        if (session.isMidElement) return;
        outcomes.push(replyTo(entries.at(-1), asked, { signal, timeout }));
      });
      return (await outcomes[0]) ?? { status: "failed", reason: insideElement(session) };
    }
    session.send(data, (entries) => {
      if (session.isMidElement) return;
      const looking: Claim = { ...claim, observes: true };
      const wait = { signal: new AbortController().signal, timeout };
      this.#watch(replyTo(entries.at(-1), { ...asked, claim: looking }, wait));
    });
    return PASSED;
  }

  #watch(outcome: Promise<Outcome>): void {
    this.#background.add(outcome);
    void outcome.then((known) => {
      this.#background.delete(outcome);
      if (known.status !== "passed") this.#refused ??= known;
    });
  }
}
