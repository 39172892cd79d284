// Runs lines. The prompt, piped input and later scripts and lessons differ only in where their lines come from.
import { UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Client } from "../session/clients.ts";
import { beginsDocument } from "../xml/document-start.ts";
import { Questions } from "./asking.ts";
import { Exchanges } from "./authentication/exchanges.ts";
import type { Command } from "./command.ts";
import { requireConnection } from "./connecting/require-connection.ts";
import { insideElement } from "./inside-element.ts";
import { expandArguments } from "./language/expand-arguments.ts";
import type { Line } from "./language/line.ts";
import { parseArguments } from "./language/parse-arguments.ts";
import { Vocabulary } from "./language/vocabulary.ts";
import type { Word } from "./language/words.ts";
import { payloadStart, wordsBehind, writeLine } from "./language/words-behind.ts";
import { contextOf, type Shared } from "./line-context.ts";
import { LineTurns } from "./line-turns.ts";
import { newcomer, requireClient, requireNoSlip } from "./new-clients.ts";
import { type Outcome, outcomeOf, PASSED } from "./outcome.ts";
import { sendRaw } from "./raw-xml.ts";
import { refuseFiles, refuseWeakening, requireBlock, whyNoBlock } from "./refusals.ts";
import type { Running, ScriptStep } from "./running-line.ts";
import { LineMasks } from "./secrets/line-masks.ts";
import { withoutMasks } from "./secrets/mask.ts";
import { printingOnly, tellingOnly } from "./secrets/without-secrets.ts";
import type { ShellOptions } from "./shell-options.ts";

export class Shell {
  readonly #options: ShellOptions;
  readonly #vocabulary: Vocabulary;
  readonly #masks: LineMasks;
  readonly #shared: Shared;
  readonly #turns = new LineTurns();

  constructor(given: ShellOptions) {
    const options = printingOnly(given, (text) => this.told(text));
    this.#options = options;
    const exchanges = new Exchanges(options.transcript, () => options.settings.get("explain") === "all");
    this.#vocabulary = new Vocabulary(options.commands, options.clients);
    this.#masks = new LineMasks({ ...options, vocabulary: this.#vocabulary });
    this.#shared = {
      options,
      masks: this.#masks,
      questions: new Questions(options),
      exchanges,
      tlsWishes: new Map(),
      runInstead: async (line, { client, signal, step }) =>
        await this.#run(this.read(`@${client.name} ${line}`), signal, {
          step: step && { ...step, block: undefined },
        }),
    };
  }

  /** What kind of line this is. */
  read(line: string): Line {
    return this.#vocabulary.read(line);
  }

  /** How the steps that were not waited for have ended, once all have: the first that did not pass. */
  async background(): Promise<Outcome> {
    return await this.#shared.questions.background();
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
    // What has arrived by now is read before the next step is taken: writing to a connection that the server has
    // just ended would lose its last words.
    await this.#turns.next();
    const made = this.#madeBy(line, origin.step);
    const outcome = await this.#runReady(line, signal, origin);
    if (made !== undefined && outcome.status === "wrong usage") this.#options.clients.remove(made);
    return tellingOnly(outcome, (text) => this.told(text));
  }

  async #runReady(
    line: Line,
    signal: AbortSignal,
    origin: Pick<Running, "step" | "block">,
  ): Promise<Outcome> {
    return await outcomeOf(signal, async () => {
      if (line.kind === "switch") {
        const text = `@${line.client}`;
        if (this.#isAtPrompt(origin.step))
          requireNoSlip(line.client, `switch to "${line.client}"`, this.#options.clients);
        const client = this.#runningClient(line.client, origin.step);
        this.#options.clients.switchTo(client.name);
        this.#recordLine(client, text, text);
        return PASSED;
      }
      if (line.kind === "blank" || line.kind === "comment") return PASSED;
      if (line.kind === "other") throw this.#vocabulary.unknown(line.text);
      if (this.#isAtPrompt(origin.step)) {
        this.#requireClient(line);
        // What is used wrongly is told before a client is made for it.
        if (line.kind === "command") this.#parse(this.#vocabulary.command(line.name), line.text);
      }
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
    if (before?.kind !== "command") return undefined;
    return whyNoBlock(row, before.text, this.#vocabulary.command(before.name));
  }

  /** Where the XML begins in a line whose command takes XML that may go on over several rows. */
  payloadStart({ name, text }: Line & { readonly kind: "command" }): number | undefined {
    return payloadStart(this.#vocabulary.command(name), text);
  }

  /** @throws UsageError where a text has a mask in a secret's place, as a line of the history has. */
  requireSecrets({ session }: Client, text: string): void {
    this.#masks.requireSecrets(session.id, text);
  }

  /** The line as it may be stored. */
  mask(line: string): string {
    return this.#masks.mask(line);
  }

  /** What is said of a line, as it may be shown. */
  told(text: string): string {
    return this.#masks.told(text);
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

  /** The client that a line at the prompt makes if it is run: undefined where there is one of that name. */
  #madeBy(line: Line, step: ScriptStep | undefined): string | undefined {
    const name = line.kind !== "switch" && "client" in line ? line.client : undefined;
    return name === undefined || !this.#isAtPrompt(step) || this.#options.clients.find(name)
      ? undefined
      : name;
  }

  #parse(command: Command, line: string) {
    const words = wordsBehind(command, line);
    return { words, typed: withoutMasks(command, parseArguments(command, words)) };
  }

  #isAtPrompt(step: ScriptStep | undefined): boolean {
    return !step && this.#options.editor !== undefined;
  }

  /** A slip of the hand makes no client where a line needs one that is there, or where it may not connect at all. */
  #requireClient(line: Line & { readonly kind: "xml" | "command" }): void {
    const { clients } = this.#options;
    if (line.kind === "xml") {
      if (!beginsDocument(line.text)) requireClient(line.client, "send", clients);
      return;
    }
    const { connects, needs, kind, action, name } = this.#vocabulary.command(line.name);
    const doing = needs === undefined && kind === "console" ? `run ${name}` : (action ?? name);
    if (!connects) requireClient(line.client, doing, clients);
    else if (kind === "console") requireNoSlip(line.client, doing, clients);
  }

  async #runCommand(command: Command, line: string, running: Running): Promise<Outcome> {
    const { client, step, block } = running;
    const { words, typed } = this.#parse(command, line);
    const { id } = client.session;
    if (command.kind === "wire") for (const { text } of words) this.#masks.requireSecrets(id, text);
    if (command.block === "sent" && block !== undefined) this.#masks.requireSecrets(id, block);
    const masked = this.#masks.maskCommand({ client: id, line, command, words, parsed: typed });
    const recordedAs = this.#recordLine(client, line, masked);
    if (block !== undefined) requireBlock(command, typed);
    if (command.needs === "connection") requireConnection(command.action ?? command.name, client);
    const { variables, password } = this.#options;
    const looking = { client, variables, password: () => password(client.name) };
    const parsed = expandArguments(command, { words, typed, ...looking });
    this.#masks.useIn(command, parsed);
    if (step || !this.#options.isInteractive) refuseWeakening(command, parsed);
    if (step) refuseFiles(command, parsed);
    const context = contextOf({ ...running, recordedAs }, this.#shared);
    const wasMidElement = client.session.isMidElement;
    const outcome = await command.run({ ...context, ...parsed });
    if (wasMidElement && outcome.status === "passed") this.#tellInside(command, client);
    return block !== undefined && command.block === "reply"
      ? await (await import("./expecting/reply-pattern.ts")).judgeByPattern(context, block, outcome)
      : outcome;
  }

  /** Sends XML as it was typed; in a script its variables are replaced. */
  async #runXml(typed: string, running: Running): Promise<Outcome> {
    const { client, step, block } = running;
    const { id } = client.session;
    this.#masks.requireSecrets(id, typed);
    const recordedAs = this.#recordLine(client, typed, this.#masks.maskXml(id, typed));
    if (block !== undefined) throw new UsageError("Cannot send: XML takes no lines beneath it (use expect)");
    const context = contextOf({ ...running, recordedAs }, this.#shared);
    return await sendRaw(step ? context.expandXml(typed) : typed, context);
  }

  /** Whoever asks for the bytes themselves knows where they go. */
  #tellInside({ needs, block }: Command, { session }: Client): void {
    if (needs !== "connection" || block === "sent" || !session.isMidElement) return;
    const text = insideElement(session);
    this.#options.transcript.append(session.id, { type: "note", by: "tool", text });
  }

  #recordLine(client: Client, line: string, masked: string): number {
    return this.#options.transcript.append(client.session.id, { type: "command", line, masked }).n;
  }
}
