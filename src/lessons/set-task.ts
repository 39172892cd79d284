// A task that is set: what the printed line would do is looked at beforehand, and what happens from then on counts.
import { UsageError } from "../errors.ts";
import type { Client } from "../session/clients.ts";
import type { SessionState } from "../session/state.ts";
import { readPatternsFor } from "../shell/expecting/patterns.ts";
import { expand } from "../shell/language/expansion.ts";
import type { Outcome } from "../shell/outcome.ts";
import type { Entry } from "../transcript/entry.ts";
import { escapeXML } from "../xml/element.ts";
import type { Pattern } from "../xml/pattern.ts";
import { formatJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Act, readActs } from "./acts.ts";
import { type Judgement, judgeTask, OPEN, type Wanted } from "./judge.ts";
import { judgeByAnswer } from "./judge-by-answer.ts";
import type { Task } from "./lesson.ts";
import type { LessonTools } from "./lesson-tools.ts";
import { type Likeness, likeness } from "./nearly.ts";
import { isDoneForGood, type Obstacle, obstacleTo } from "./obstacle.ts";
import { isPast, isSamePlace, isSameStandpoint, type Standpoint, standpointOf } from "./standpoint.ts";

/** What may have been done already. */
export interface Before {
  /** The last entry before the task that was set before. */
  readonly mark: number;
  /** The entries that have done other tasks. */
  readonly did: ReadonlySet<number>;
}

/** A row that was typed, and what came of it. */
export interface Typed {
  readonly row: string;
  /** The last entry before it. */
  readonly mark: number;
  /** Undefined where that is not known. */
  readonly outcome: Outcome | undefined;
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
  readonly #standpoint: Standpoint;
  #acts: readonly Act[] | undefined;

  constructor(task: Task, tools: LessonTools) {
    this.task = task;
    this.#tools = tools;
    const line = tools.shell.read(task.step.text);
    this.#client = line.kind === "switch" ? tools.clients.named(line.client) : tools.shell.clientFor(line);
    this.#line = "text" in line ? line.text : undefined;
    this.mark = tools.transcript.last?.n ?? 0;
    this.#before = this.#client.session.state;
    this.#standpoint = standpointOf(tools.clients);
  }

  /** The name of the client that is to do it. */
  get client(): string {
    return this.#client.name;
  }

  /** Whether the printed line can be run as it could be when the task was set. */
  get isAsSet(): boolean {
    return isSameStandpoint(this.#standpoint, standpointOf(this.#tools.clients));
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
  async judge(typed: Typed): Promise<Judgement> {
    // What ran nothing and sent nothing has done nothing, whatever its words are.
    if (isRefused(typed.outcome) && !this.hasSent(typed)) return OPEN;
    return await this.#judgeSince({ mark: this.mark, did: new Set() });
  }

  /** The same for what was done before it was set, where nobody could do it again now. */
  async judgeBefore(before: Before): Promise<Judgement> {
    const { state } = this.#client.session;
    const acts = this.#acts ?? [];
    const isForGood = acts.length > 0 && acts.every((act) => isDoneForGood(act, state));
    return isForGood ? await this.#judgeSince(before) : OPEN;
  }

  async #judgeSince({ mark, did }: Before): Promise<Judgement> {
    const { variables, clients } = this.#tools;
    const { session } = this.#client;
    if (this.#line === undefined) {
      const isDone = clients.current === this.#client;
      return isDone ? { kind: "done", did: [], captures: new Map() } : OPEN;
    }
    const { state } = session;
    const wanted = await this.#wanted();
    if (this.#onlyLooks && !isSamePlace(this.#before, state)) return OPEN;
    const entries = this.#entriesSince(mark).filter(({ n }) => !did.has(n));
    const judgement = judgeTask(wanted, { entries, state });
    if (judgement.kind !== "done") {
      const answered = this.task.line === "hidden" && (await judgeByAnswer(this.task, mark, this.#tools));
      return answered || judgement;
    }
    for (const [name, value] of judgement.captures) variables.define(name, value);
    // A reply to XML typed raw waits in the inbox: the steps behind the task are not to find it there.
    const { answer } = judgement;
    if (answer) session.inbox.remove(({ n }) => n === answer.n);
    return judgement;
  }

  /** How near the line that was typed last comes to the printed one. */
  async likeness({ row, mark }: Typed): Promise<Likeness> {
    if (this.#line === undefined) return { kind: "something else" };
    return likeness(await this.#wanted(), { row, entries: this.#entriesSince(mark) });
  }

  /** Whether anything went out of any client. */
  hasSent({ mark }: Typed): boolean {
    return [...this.#tools.transcript.entries].some(
      (entry) => entry.n > mark && entry.type === "traffic" && entry.from === "client",
    );
  }

  /** What the printed line sends first; undefined where it sends nothing, or that is not known. */
  get firstAct(): Act | undefined {
    return this.#acts?.[0];
  }

  /** Why it cannot be done just now, or not any more. */
  get obstacle(): Obstacle | undefined {
    const now = this.#client.session.state;
    const obstacle = obstacleTo(this.#acts ?? [], { before: this.#before, now });
    if (obstacle) return obstacle;
    if (this.#onlyLooks && !isSamePlace(this.#before, now)) return "elsewhere";
    return isPast(this.#standpoint, standpointOf(this.#tools.clients)) ? "past" : undefined;
  }

  /** What is looked at elsewhere is not what the lesson wants to show. */
  get #onlyLooks(): boolean {
    return this.#line !== undefined && LOOKS.test(this.#line) && this.#acts === undefined;
  }

  #entriesSince(mark: number): readonly Entry[] {
    const { id } = this.#client.session;
    return [...this.#tools.transcript.entries].filter(({ n, client }) => n > mark && client === id);
  }

  async #wanted(): Promise<Wanted> {
    const { jid } = this.#client.session.state;
    const line = this.#line ?? "";
    const pattern = await this.#pattern();
    const isAny = isAnyMechanism(line) || isSuccess(pattern);
    const leeway = { own: jid && formatJid(jid), mechanism: isAny ? "any" : "the same" } as const;
    return { acts: this.#acts ?? [], line, leeway, pattern };
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

function isRefused(outcome: Outcome | undefined): boolean {
  return outcome?.status === "wrong usage" || outcome?.status === "no connection";
}

/** Commands that show something of the session. */
const LOOKS = /^(?:show|next|explain)\b/;

/** Whatever way leads there will do, unless a value in it is asked for. */
function isSuccess(pattern: Pattern | undefined): boolean {
  return pattern?.local === "success" && pattern.namespace === NS.sasl && !pattern.isStrict && !pattern.text;
}

/** `auth` alone takes the best that is offered: any other will do as well. */
function isAnyMechanism(line: string): boolean {
  return /^auth\b/.test(line) && !line.includes("--mechanism");
}
