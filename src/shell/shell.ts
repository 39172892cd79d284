// Runs lines. The prompt, piped input and later scripts and lessons differ only in where their lines come from.
import { setImmediate } from "node:timers/promises";
import { ConnectionError, UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import type { Answers } from "../session/answers.ts";
import type { Client, Clients } from "../session/clients.ts";
import type { Claim } from "../session/inbox.ts";
import { featuresReply, naturalReply } from "../session/replies.ts";
import type { LookUp } from "../stream/service-records.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { beginsDocument } from "../xml/document-start.ts";
import { escapeXML } from "../xml/element.ts";
import type { Aliases } from "./aliases.ts";
import { type Command, type Context, type Outcome, PASSED, type Waiting, type Writing } from "./command.ts";
import { Exchanges } from "./exchanges.ts";
import { expandArguments } from "./expand-arguments.ts";
import { expand } from "./expansion.ts";
import type { FilterBook } from "./filter/filters.ts";
import { judge } from "./judge.ts";
import type { Line } from "./line.ts";
import type { LineEditor } from "./line-editor.ts";
import { LineMasks } from "./line-masks.ts";
import type { Logs } from "./logs.ts";
import { withoutMasks } from "./mask.ts";
import { type Needed, newcomer, requireClient } from "./new-clients.ts";
import { connectIfNeeded } from "./opening.ts";
import { parseArguments } from "./parse-arguments.ts";
import type { PracticeLab } from "./practice.ts";
import { refuseFiles, refuseWeakening, requireBlock } from "./refusals.ts";
import { requireConnection } from "./require-connection.ts";
import type { Settings } from "./settings.ts";
import type { Target, TlsWishes } from "./target.ts";
import { parseDuration } from "./units.ts";
import type { Variables } from "./variables.ts";
import { Vocabulary } from "./vocabulary.ts";
import { splitWords, type Word } from "./words.ts";
import { wordsBehind, writeLine } from "./words-behind.ts";

export interface ShellOptions {
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly variables: Variables;
  targetOf(client: Client): Target;
  readonly theme: Theme;
  readonly columns: () => number;
  showsSecrets(): boolean;
  storesSecrets(): boolean;
  id(): string;
  nonce(): Promise<string>;
  now(): number;
  random(): number;
  readonly lookUp: LookUp;
  readonly keylog?: ((line: string) => void) | undefined;
  readonly practice?: PracticeLab | undefined;
  readonly editor?: LineEditor | undefined;
  readonly editFile?: ((text: string) => Promise<string>) | undefined;
  readonly configFile?: string | undefined;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly logs: Logs;
  readonly answers: Answers;
  page(text: string | Iterable<string>): Promise<void>;
  /** What is to be there before a line runs. */
  ready?(): Promise<void> | undefined;
  print(text: string): void;
  askSecret(question: string, signal: AbortSignal): Promise<string>;
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  /** Whether somebody types the lines: then a line may make a connection less safe. */
  readonly isInteractive: boolean;
  password(client: string): string | undefined;
  runFile(path: string, signal: AbortSignal): Promise<Outcome>;
  /** @throws UsageError where the file cannot be written. */
  writeFile(path: string, text: string, how: Writing): Promise<void>;
  quit(): void;
}

/** A line of a script, with what stands beneath it. */
export interface ScriptStep {
  readonly line: Line;
  readonly block?: string | undefined;
  /** Waits until the server has read what a client has sent. */
  barrier(client: Client, signal: AbortSignal): Promise<Outcome>;
}

/** Who runs a line, what ends the wait for it, and the step it is where it is a script's. */
interface Running {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly step?: ScriptStep | undefined;
  /** The lines beneath the line, of a script's step or of a script that was pasted. */
  readonly block?: string | undefined;
}

export class Shell {
  readonly #options: ShellOptions;
  readonly #vocabulary: Vocabulary;
  readonly #masks: LineMasks;
  readonly #exchanges: Exchanges;
  readonly #tlsWishes = new Map<ClientId, TlsWishes>();
  /** Outcomes of steps that were not waited for. */
  readonly #background = new Set<Promise<Outcome>>();
  /** The first of them that did not pass. */
  #refused: Outcome | undefined;

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#exchanges = new Exchanges(options.transcript, () => options.settings.get("explain") === "all");
    this.#vocabulary = new Vocabulary(options.commands, options.clients);
    this.#masks = new LineMasks({ ...options, vocabulary: this.#vocabulary });
  }

  /** What kind of line this is. */
  read(line: string): Line {
    return this.#vocabulary.read(line);
  }

  /** How the steps that were not waited for have ended, once all have: the first that did not pass. */
  async background(): Promise<Outcome> {
    await Promise.all(this.#background);
    return this.#refused ?? PASSED;
  }

  /** Runs one line, with what stands beneath it. Users' mistakes and what a server or a network does are outcomes; only bugs are thrown. */
  async run(line: Line, signal: AbortSignal, block?: string): Promise<Outcome> {
    return await this.#run(line, signal, { block });
  }

  /** Runs one line of a script: variables in XML are replaced, and it cannot do what only a person may. */
  async runStep(step: ScriptStep, signal: AbortSignal): Promise<Outcome> {
    return await this.#run(step.line, signal, { step, block: step.block });
  }

  /** The client that a line is for. */
  clientFor(line: Line): Client {
    return this.#clientOf("client" in line ? line.client : undefined);
  }

  async #run(line: Line, signal: AbortSignal, origin: Pick<Running, "step" | "block">): Promise<Outcome> {
    const ready = this.#options.ready?.();
    if (ready) await ready;
    return await outcomeOf(signal, async () => {
      if (line.kind === "switch") {
        const text = `@${line.client}`;
        const client = this.#runningClient(line.client, origin.step);
        this.#options.clients.switchTo(client.name);
        this.#recordLine(client, text, text);
        return PASSED;
      }
      if (line.kind === "blank" || line.kind === "comment") return PASSED;
      if (line.kind === "other") throw this.#vocabulary.unknown(line.text);
      if (this.#isAtPrompt(origin.step))
        requireClient(line.client, this.#needsClient(line), this.#options.clients);
      const client = this.#runningClient(line.client, origin.step);
      const running = { ...origin, client, signal };
      if (line.kind === "xml") return await this.#runXml(line.text, running);
      return await this.#runCommand(this.#vocabulary.command(line.name), line.text, running);
    });
  }

  /** Runs a command for words that need no reading: what a function of the command's name is called with. */
  async call(name: string, words: readonly Word[], signal: AbortSignal): Promise<Outcome> {
    // What JavaScript hands over is data, and may come from a server: nothing in it is a variable.
    const command = this.#vocabulary.command(name);
    const line: Line = { kind: "command", name, text: writeLine(command, words) };
    // Before anything is waited for: the line of JavaScript may be stored next.
    this.#masks.useWords(command, words);
    return await this.run(line, signal);
  }

  /** Why a row is not run that looks like a block beneath the line before it: outside of scripts it would be sent. */
  whyBlock(row: string, before: Line | undefined): string | undefined {
    if (!/^[ \t]+</.test(row) || before?.kind !== "command") return undefined;
    const { name, block } = this.#vocabulary.command(before.name);
    if (block === undefined || before.text.includes("<")) return undefined;
    return `Cannot tell whether to send it: indented beneath "${name}" it would be what ${WHAT_A_BLOCK_IS[block]} in a script (run a script with "xmpp-repl run FILE" or "run FILE"; without the blanks it is sent; \`expect <…>\` takes a pattern on its line)`;
  }

  /** Where the XML begins in a line whose command takes XML that may go on over several rows. */
  payloadStart({ name, text }: Line & { readonly kind: "command" }): number | undefined {
    const takesXml = Object.values(this.#vocabulary.command(name).args).some(({ isXml }) => isXml);
    if (!takesXml) return undefined;
    try {
      return splitWords(text).find(({ kind }) => kind === "xml")?.start;
    } catch {
      // A line that cannot be read is complained about when it is run.
      return undefined;
    }
  }

  /** The line as it may be stored. */
  mask(line: string): string {
    return this.#masks.mask(line);
  }

  /** JavaScript as it may be stored. */
  maskJavaScript(text: string): string {
    return this.#masks.maskJavaScript(text);
  }

  /** The error for a line that is neither a command nor XML, with the nearest command's name. */
  unknown(text: string): UsageError {
    return this.#vocabulary.unknown(text);
  }

  #clientOf(name: string | undefined): Client {
    return name === undefined ? this.#options.clients.current : this.#options.clients.named(name);
  }

  /** The client that a line runs for; whoever makes one, perhaps by a slip of the hand, is told. */
  #runningClient(name: string | undefined, step: ScriptStep | undefined): Client {
    const { clients, transcript, theme, print } = this.#options;
    const made = name === undefined ? undefined : newcomer(name, clients);
    const client = this.#clientOf(name);
    if (made?.kind === "mistakable")
      transcript.append(client.session.id, { type: "note", by: "tool", text: made.text });
    else if (made && this.#isAtPrompt(step)) print(theme.note(`    -- ${sanitizeLine(made.text)}`));
    return client;
  }

  #isAtPrompt(step: ScriptStep | undefined): boolean {
    return !step && this.#options.editor !== undefined;
  }

  /** What of a line only a client can do that is there. */
  #needsClient(line: Line & { readonly kind: "xml" | "command" }): Needed {
    if (line.kind === "xml") return beginsDocument(line.text) ? undefined : "send";
    const { needs, action, name } = this.#vocabulary.command(line.name);
    return needs === undefined ? undefined : (action ?? name);
  }

  async #runCommand(command: Command, line: string, running: Running): Promise<Outcome> {
    const { client, step, block } = running;
    const words = wordsBehind(command, line);
    const typed = withoutMasks(command, parseArguments(command, words));
    const { id } = client.session;
    if (command.kind === "wire") for (const { text } of words) this.#masks.requireSecrets(id, text);
    const masked = this.#masks.maskCommand({ client: id, line, command, words, parsed: typed });
    this.#recordLine(client, line, masked);
    if (block !== undefined) requireBlock(command, typed);
    if (command.needs === "connection") requireConnection(command.action ?? command.name, client);
    const { variables, password } = this.#options;
    const looking = { client, variables, password: () => password(client.name) };
    const parsed = expandArguments(command, { words, typed, ...looking });
    this.#masks.useIn(command, parsed);
    if (step || !this.#options.isInteractive) refuseWeakening(command, parsed);
    if (step) refuseFiles(command, parsed);
    const context = this.#context(running);
    const outcome = await command.run({ ...context, ...parsed });
    return block !== undefined && command.block === "reply"
      ? await (await import("./reply-pattern.ts")).judgeByPattern(context, block, outcome)
      : outcome;
  }

  /**
   * Sends XML as it was typed. A stream header acts as `open` does; of anything else the reply that the protocol
   * gives it is waited for, but not claimed.
   */
  async #runXml(typed: string, running: Running): Promise<Outcome> {
    const { client, signal, step, block } = running;
    const { session } = client;
    this.#masks.requireSecrets(session.id, typed);
    this.#recordLine(client, typed, this.#masks.maskXml(session.id, typed));
    if (block !== undefined) throw new UsageError("Cannot send: XML takes no lines beneath it (use expect)");
    const text = step ? this.#expandXml(client, typed) : typed;
    if (beginsDocument(text)) {
      const connected = await connectIfNeeded(this.#context(running), { where: {} });
      if (connected.status !== "passed") return connected;
    } else requireConnection("send", client);
    const { settings, practice } = this.#options;
    const wait = { signal, timeout: settings.get("timeout") };
    const outcomes: Promise<Outcome>[] = [];
    session.send(text, (entries) => {
      for (const entry of entries) {
        // A header that is not well-formed was meant as one.
        const isBrokenHeader = entry.event.type === "violation" && beginsDocument(text);
        const natural = isBrokenHeader ? featuresReply : naturalReply(entry.event);
        if (!natural) continue;
        const claim: Claim = natural === featuresReply ? natural : { ...natural, observes: true };
        outcomes.push(
          session.await(claim, wait, entry).then((reply) => judge(reply, { claim, session, practice })),
        );
      }
    });
    const ended = await Promise.all(outcomes);
    return ended.find(({ status }) => status !== "passed") ?? PASSED;
  }

  /** Whoever uses a password may type it again elsewhere. */
  #used<Secret extends string | undefined>(secret: Secret): Secret {
    if (secret !== undefined) this.#masks.use(secret);
    return secret;
  }

  #recordLine(client: Client, line: string, masked: string): void {
    this.#options.transcript.append(client.session.id, { type: "command", line, masked });
  }

  #expandXml(client: Client, text: string): string {
    try {
      return expand(text, (name) => escapeXML(this.#options.variables.get(name, { client })));
    } catch (error) {
      if (error instanceof UsageError) throw new UsageError(`Cannot send: ${error.message}`);
      throw error;
    }
  }

  #context(running: Running): Context {
    const { client, signal, step, block } = running;
    const { columns, askSecret, password, confirm, runFile, targetOf, ...options } = this.#options;
    const { variables } = options;
    return {
      ...options,
      client,
      signal,
      block,
      origin: step ? "script" : "line",
      target: targetOf(client),
      expandXml: (text) => this.#expandXml(client, text),
      patterns: async (text) => {
        const { readPatternsFor } = await import("./patterns.ts");
        return await readPatternsFor(text, { client, value: (name) => variables.get(name, { client }) });
      },
      barrier: async () => (await step?.barrier(client, signal)) ?? PASSED,
      runFile: (path) => runFile(path, signal),
      mask: (text) => this.mask(text),
      runLine: async (line, { name } = client) =>
        await this.#run(this.read(`@${name} ${line}`), signal, {
          step: step && { ...step, block: undefined },
        }),
      exchanges: this.#exchanges,
      tlsWishes: this.#tlsWishes,
      columns: columns(),
      askSecret: async (question) => this.#used(await askSecret(question, signal)),
      password: (name) => this.#used(password(name)),
      confirm: (question) => confirm(question, signal),
      ask: (data, claim, waiting) => this.#ask({ data, claim, waiting }, running),
    };
  }

  async #ask({ data, claim, waiting }: Question, { client, signal }: Running): Promise<Outcome> {
    const { session } = client;
    const { settings, practice } = this.#options;
    const timeout = waiting.timeout === undefined ? settings.get("timeout") : parseDuration(waiting.timeout);
    if (!waiting["no-wait"]) {
      return judge(await session.ask(data, claim, { signal, timeout }), { claim, session, practice });
    }
    session.send(data, (entries) => {
      const looking: Claim = { ...claim, observes: true };
      const wait = { signal: new AbortController().signal, timeout };
      const outcome = session
        .await(looking, wait, entries.at(-1))
        .then((reply) => judge(reply, { claim, session, practice }));
      this.#background.add(outcome);
      void outcome.then((known) => {
        this.#background.delete(outcome);
        if (known.status !== "passed") this.#refused ??= known;
      });
    });
    return PASSED;
  }
}

const WHAT_A_BLOCK_IS = {
  sent: "is sent",
  expected: "is expected",
  reply: "its reply must match",
} as const;

interface Question {
  readonly data: string;
  readonly claim: Claim;
  readonly waiting: Waiting;
}

/** Turns what is thrown for users' mistakes, broken connections and Ctrl-C into an outcome. */
async function outcomeOf(signal: AbortSignal, step: () => Promise<Outcome>): Promise<Outcome> {
  try {
    // What has arrived by now is read before the next step is taken: writing to a connection that the server has
    // just ended would lose its last words.
    await setImmediate();
    if (signal.aborted) return { status: "interrupted" };
    return await step();
  } catch (error) {
    if (signal.aborted) return { status: "interrupted" };
    if (error instanceof UsageError) return { status: "wrong usage", reason: error.message };
    if (error instanceof ConnectionError) return { status: "no connection", reason: error.message };
    throw error;
  }
}
