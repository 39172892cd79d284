// Lines as they may be stored: what is secret in them is masked before anybody keeps them.
import { UsageError } from "../../errors.ts";
import { MASK, Redactor, redactFragment } from "../../render/secrets/redact.ts";
import type { Clients } from "../../session/clients.ts";
import type { ClientId } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { type Aliases, aliasIn } from "../aliases.ts";
import type { Command, Parsed } from "../command.ts";
import { parseArguments } from "../language/parse-arguments.ts";
import { wordsFor } from "../language/suggest.ts";
import type { Vocabulary } from "../language/vocabulary.ts";
import type { Word } from "../language/words.ts";
import { takesAsItStands, wordsBehind } from "../language/words-behind.ts";
import type { LineEditor } from "../line-editor.ts";
import type { Logs } from "../logs.ts";
import { isKnownName } from "./known-names.ts";
import { lacksSecret } from "./lost-secrets.ts";
import { maskCommand, secretsIn, takesAddress, takesSecret } from "./mask.ts";
import { maskAddresses, maskJavaScript } from "./mask-javascript.ts";
import { maskUnknown } from "./mask-unknown.ts";
import { maskUnreadable } from "./mask-unreadable.ts";
import { type Meaning, mayMeanSecret } from "./near-secrets.ts";
import { USED_SECRET, UsedSecrets } from "./used-secrets.ts";

export interface LineMasksOptions {
  readonly vocabulary: Vocabulary;
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly aliases: Aliases;
  readonly transcript: Transcript;
  readonly logs: Pick<Logs, "blot">;
  showsSecrets(): boolean;
  readonly editor?: Pick<LineEditor, "forget" | "history"> | undefined;
}

/** A command line that was read already. */
export interface ReadCommand {
  readonly client: ClientId;
  readonly line: string;
  readonly command: Command;
  readonly words: readonly Word[];
  readonly parsed: Parsed;
}

/** The client that a line names; whoever runs it twice over named two. */
const CLIENT = /^\s*(?:@[^\s@<>"']+\s+)*/;

export class LineMasks {
  readonly #options: LineMasksOptions;
  /** Follows what is sent, to know when a typed line goes on with a secret. */
  readonly #redactor = new Redactor();
  readonly #used = new UsedSecrets(
    (word) => isKnownName(word, this.#options),
    (secret) => this.#forget(secret),
  );

  constructor(options: LineMasksOptions) {
    this.#options = options;
    options.transcript.read((entry) => {
      this.#redactor.redact(entry);
      this.#used.addSent(entry);
    });
  }

  /** A password that is used: it is masked in every line from now on. */
  use(secret: string): void {
    this.#used.add(secret);
  }

  /** The passwords in a command that is about to be run. */
  useIn(command: Command, parsed: Parsed): void {
    const secrets = secretsIn(command, parsed);
    const values = [...Object.values(parsed.args), ...Object.values(parsed.options)];
    // Whoever has the same name and password has told it with the name.
    const isSaid = (secret: string) => values.filter((value) => value === secret).length > 1;
    for (const secret of secrets) if (!isSaid(secret)) this.#used.add(secret);
  }

  /** What a line says by itself, as it may be shown. */
  told(text: string): string {
    return this.#options.showsSecrets() ? text : this.#used.mask(text);
  }

  /** A line as it was typed. */
  mask(line: string): string {
    return this.#used.mask(this.#maskTyped(line));
  }

  #maskTyped(line: string): string {
    const [before = ""] = CLIENT.exec(line) ?? [];
    const text = line.slice(before.length);
    const [, name] = /@(\S+)/.exec(before) ?? [];
    const { clients, aliases } = this.#options;
    if (name !== undefined && text !== "" && this.#isGlued(name)) return before + MASK;
    const client = (name === undefined ? clients.current : clients.find(name))?.session.id ?? "";
    // What stands behind an alias may be a secret of the line that it stands for.
    const meant = aliases.resolve(text);
    if (meant === undefined) return before + this.#mask(text, client);
    const masked = this.mask(meant);
    return before + (masked === meant ? text : masked);
  }

  /** `@julietauth juliet …`: the command stands behind no blank. */
  #isGlued(name: string): boolean {
    const { clients, commands } = this.#options;
    const isCommand = ({ name: known }: Command) => name !== known && name.endsWith(known);
    return clients.find(name) === undefined && commands.some((one) => takesSecret(one) && isCommand(one));
  }

  /** A command line that is about to be run. */
  maskCommand({ client, ...read }: ReadCommand): string {
    const masked = maskCommand({
      ...read,
      redact: (text) => this.maskXml(client, text),
      maskLine: (held) => this.mask(held),
    });
    return this.#used.mask(this.#maskHeldLine(read.command, masked) ?? masked);
  }

  /** The same for words that may not fit the command. */
  useWords(command: Command, words: readonly Word[]): void {
    try {
      this.useIn(command, parseArguments(command, words));
    } catch (error) {
      // It is complained about when it is run.
      if (!(error instanceof UsageError)) throw error;
    }
  }

  /** XML that a client is about to send. */
  maskXml(client: ClientId, text: string): string {
    return this.#redactor.redactNext(client, text);
  }

  /** @throws UsageError where a client is about to send a mask in a secret's place, as it is in a line of the history. */
  requireSecrets(client: ClientId, text: string): void {
    if (!lacksSecret(text, (piece) => this.maskXml(client, piece))) return;
    const mask = text.includes(USED_SECRET) ? USED_SECRET : MASK;
    throw new UsageError(
      `Cannot send: ${mask} stands in it for a secret that was not kept (type the secret in its place)`,
    );
  }

  /** A line may have held a password before anybody could know that it is one: `define`, or a function by another name. */
  #forget(secret: string): void {
    const { transcript, logs, editor } = this.#options;
    // Of each line only this one is looked for: whoever registers accounts sends a new one with each.
    transcript.remask((line) => this.#used.maskOne(line, secret));
    logs.blot(secret);
    editor?.forget(secret);
  }

  maskJavaScript(text: string): string {
    const names = this.#options.commands.filter(takesSecret).map(({ name }) => name);
    const [, called] = /^\s*(?:await\s+)?([\p{L}_][\p{L}\p{N}_]*)\s*\(/u.exec(text) ?? [];
    // A short word is near to any.
    const isMisspelt = called !== undefined && called.length > 3 && mayMeanSecret(called, this.#meanings);
    const addressed = this.#options.commands.filter(takesAddress).map(({ name }) => name);
    const masked = maskJavaScript(text, isMisspelt ? [...names, called] : names);
    return this.#used.mask(maskAddresses(masked, addressed));
  }

  /** A whole line may stand behind a command that only looks something up: `explain auth me …`. Undefined where none does. */
  #maskHeldLine(command: Command, line: string): string | undefined {
    const [before = ""] = /^\s*\S+\s+/.exec(line) ?? [];
    const read = this.#options.vocabulary.read(line.slice(before.length));
    const isHeld = command.kind === "console" && !takesSecret(command) && !takesAsItStands(command);
    if (!isHeld || read.kind !== "command") return undefined;
    const held = this.#options.vocabulary.command(read.name);
    if (!takesSecret(held) && !takesAddress(held)) return undefined;
    return before + this.#maskTyped(line.slice(before.length));
  }

  #mask(text: string, client: ClientId): string {
    const { vocabulary } = this.#options;
    const read = vocabulary.read(text);
    switch (read.kind) {
      case "xml":
        return this.maskXml(client, text);
      case "command":
        return this.#maskRead(vocabulary.command(read.name), text, client);
      case "other":
        return this.#maskOther(text, client);
      case "comment":
        return this.#maskComment(text);
      case "blank":
      case "switch":
        return text;
    }
  }

  #maskRead(command: Command, line: string, client: ClientId): string {
    try {
      const words = wordsBehind(command, line);
      const parsed = parseArguments(command, words);
      return this.maskCommand({ client, line, command, words, parsed });
    } catch {
      // A line that cannot be read may hold a secret all the same.
      return this.#maskHeldLine(command, line) ?? this.#maskUnreadable(command, line, client);
    }
  }

  #maskUnreadable(command: Command | undefined, line: string, client: ClientId): string {
    if (command && takesAsItStands(command)) {
      const words = wordsBehind(command, line);
      return this.maskCommand({ client, line, command, words, parsed: { args: {}, options: {} } });
    }
    const sends = command?.needs === "connection";
    const redact = (text: string) => (sends ? this.maskXml(client, text) : redactFragment(text));
    return maskUnreadable({ line, command, commands: this.#options.commands, redact });
  }

  /** JavaScript, or a command whose name is misspelt. */
  #maskOther(text: string, client: ClientId): string {
    const { vocabulary, commands } = this.#options;
    return maskUnknown({
      text,
      commands,
      meanings: this.#meanings,
      vocabulary,
      maskAs: (command, line) =>
        command ? this.#maskRead(command, line, client) : this.#maskUnreadable(undefined, line, client),
      maskLine: (line) => this.#maskTyped(line),
      maskJavaScript: (code) => this.maskJavaScript(code),
    });
  }

  /** What a line can begin with; behind an alias of an earlier session a secret may stand as well. */
  get #meanings(): readonly Meaning[] {
    const { commands, aliases, vocabulary, editor } = this.#options;
    const isSecret = (line: string) => {
      const read = vocabulary.read(aliases.resolve(line) ?? line);
      return read.kind === "command" && takesSecret(vocabulary.command(read.name));
    };
    const typed = (editor?.history ?? []).flatMap(({ line }) => aliasIn(line) ?? []);
    return [
      ...commands.flatMap((command) =>
        wordsFor(command.name).map((word) => ({ word, isSecret: takesSecret(command) })),
      ),
      ...[...aliases.all, ...typed].map(({ name, line }) => ({ word: name, isSecret: isSecret(line) })),
    ];
  }

  /** A command that was put aside is one still. */
  #maskComment(text: string): string {
    const [before = ""] = /^[#\s]*/.exec(text) ?? [];
    const behind = text.slice(before.length);
    return this.#options.vocabulary.read(behind).kind === "command" ? before + this.mask(behind) : text;
  }
}
