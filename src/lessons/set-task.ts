// A task that is set: what the printed line would do is looked at beforehand, and what happens from then on counts.
import { UsageError } from "../errors.ts";
import type { Player } from "../script/player.ts";
import type { Client, Clients } from "../session/clients.ts";
import type { SessionState } from "../session/state.ts";
import { expand } from "../shell/expansion.ts";
import { readPatternsFor } from "../shell/patterns.ts";
import type { PracticeLab } from "../shell/practice.ts";
import type { Shell } from "../shell/shell.ts";
import type { Variables } from "../shell/variables.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { escapeXML } from "../xml/element.ts";
import { formatJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Act, readActs } from "./acts.ts";
import { type Judgement, judgeTask } from "./judge.ts";
import type { Task } from "./lesson.ts";
import { isDoneForGood, type Obstacle, obstacleTo } from "./obstacle.ts";

export interface LessonTools {
  readonly player: Player;
  readonly shell: Shell;
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly variables: Variables;
  /** What the lesson talks to, where it is in this very process. */
  readonly practice?: PracticeLab | undefined;
}

/** What may have been done already. */
export interface Before {
  /** The last entry before the task that was set before. */
  readonly mark: number;
  /** The entries that have done other tasks. */
  readonly did: ReadonlySet<number>;
}

export class SetTask {
  readonly task: Task;
  readonly #tools: LessonTools;
  readonly #client: Client;
  /** The line without its client; undefined for `@name` alone. */
  readonly #line: string | undefined;
  /** The last entry before it was set. */
  readonly mark: number;
  readonly #before: SessionState;
  #acts: readonly Act[] | undefined;

  constructor(task: Task, tools: LessonTools) {
    this.task = task;
    this.#tools = tools;
    const line = tools.shell.read(task.step.text);
    this.#client = line.kind === "switch" ? tools.clients.named(line.client) : tools.shell.clientFor(line);
    this.#line = "text" in line ? line.text : undefined;
    this.mark = tools.transcript.last?.n ?? 0;
    this.#before = this.#client.session.state;
  }

  /** What is to be typed at the prompt: there XML goes out as it is, so what its variables stand for is put in. */
  get typed(): string {
    const { text, block } = this.task.step;
    const isSend = this.#line?.trim() === "send" && block !== undefined;
    if (!isSend) return this.#line?.startsWith("<") ? this.#expanded(text) : text;
    return text.replace(/send\s*$/, () => this.#expanded(block.text.trim()));
  }

  /** Before each line that is typed, until it is known what the printed one would send. */
  async rehearse(): Promise<void> {
    if (this.#acts !== undefined || this.#line === undefined) return;
    const { player } = this.#tools;
    const rehearsed = await player.rehearse(this.task.step);
    // What the learner types draws ids and nonces of its own.
    player.forgetRehearsal();
    if (!rehearsed || rehearsed.sent.length === 0) return;
    const { contentNamespace = NS.client } = this.#client.session.state;
    this.#acts = readActs(rehearsed.sent, contentNamespace);
  }

  /** Whether what happened since does the job. What the pattern beneath the step captures is defined then. */
  async judge(): Promise<Judgement> {
    return await this.#judgeSince({ mark: this.mark, did: new Set() });
  }

  /** The same for what was done before it was set, where nobody could do it again now. */
  async judgeBefore(before: Before): Promise<Judgement> {
    const { state } = this.#client.session;
    const acts = this.#acts ?? [];
    const isForGood = acts.length > 0 && acts.every((act) => isDoneForGood(act, state));
    return isForGood ? await this.#judgeSince(before) : { kind: "open" };
  }

  async #judgeSince({ mark, did }: Before): Promise<Judgement> {
    const { transcript, variables, clients } = this.#tools;
    const { session } = this.#client;
    if (this.#line === undefined) {
      const isDone = clients.current === this.#client;
      return isDone ? { kind: "done", did: [], captures: new Map() } : { kind: "open" };
    }
    const entries = [...transcript.entries].filter(
      ({ n, client }) => n > mark && client === session.id && !did.has(n),
    );
    const { state } = session;
    const own = state.jid && formatJid(state.jid);
    const mechanism = isAnyMechanism(this.#line) ? "any" : "the same";
    const pattern = await this.#pattern();
    const wanted = { acts: this.#acts ?? [], line: this.#line, leeway: { own, mechanism }, pattern } as const;
    const judgement = judgeTask(wanted, { entries, state });
    if (judgement.kind !== "done") return judgement;
    for (const [name, value] of judgement.captures) variables.define(name, value);
    // A reply to XML typed raw waits in the inbox: the steps behind the task are not to find it there.
    const { answer } = judgement;
    if (answer) session.inbox.remove(({ n }) => n === answer.n);
    return judgement;
  }

  /** Why it cannot be done just now, or not any more. */
  get obstacle(): Obstacle | undefined {
    return obstacleTo(this.#acts ?? [], { before: this.#before, now: this.#client.session.state });
  }

  async #pattern() {
    const { block } = this.task.step;
    if (block === undefined || this.#line?.trim() === "send") return undefined;
    const client = this.#client;
    const value = (name: string) => this.#tools.variables.get(name, { client });
    try {
      const [pattern] = await readPatternsFor(block.text, { client, value });
      return pattern;
    } catch (error) {
      // Its variables are known only when the line has done its job.
      if (error instanceof UsageError) return undefined;
      throw error;
    }
  }

  #expanded(text: string): string {
    const { variables } = this.#tools;
    try {
      return expand(text, (name) => escapeXML(variables.get(name, { client: this.#client })));
    } catch (error) {
      if (error instanceof UsageError) return text;
      throw error;
    }
  }
}

/** `auth` alone takes the best that is offered: any other will do as well. */
function isAnyMechanism(line: string): boolean {
  return /^auth\b/.test(line) && !line.includes("--mechanism");
}
