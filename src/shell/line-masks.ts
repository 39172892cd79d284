// Lines as they may be stored: what is secret in them is masked before anybody keeps them.
import { MASK, Redactor } from "../render/redact.ts";
import type { Clients } from "../session/clients.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Aliases } from "./aliases.ts";
import type { Command, Parsed } from "./command.ts";
import { maskCommand, maskJavaScript, takesSecret } from "./mask.ts";
import { parseArguments } from "./parse-arguments.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Word } from "./words.ts";
import { wordsBehind } from "./words-behind.ts";

export interface LineMasksOptions {
  readonly vocabulary: Vocabulary;
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly aliases: Aliases;
  readonly transcript: Transcript;
}

/** A command line that was read already. */
export interface ReadCommand {
  readonly client: ClientId;
  readonly line: string;
  readonly command: Command;
  readonly words: readonly Word[];
  readonly parsed: Parsed;
}

export class LineMasks {
  readonly #options: LineMasksOptions;
  /** Follows what is sent, to know when a typed line goes on with a secret. */
  readonly #redactor = new Redactor();

  constructor(options: LineMasksOptions) {
    this.#options = options;
    options.transcript.read((entry) => this.#redactor.redact(entry));
  }

  /** A line as it was typed. */
  mask(line: string): string {
    // What stands behind an alias may be a secret of the line that it stands for.
    const meant = this.#options.aliases.resolve(line);
    if (meant === undefined) return this.#mask(line);
    const masked = this.#mask(meant);
    return masked === meant ? line : masked;
  }

  /** A command line that is about to be run. */
  maskCommand({ client, ...read }: ReadCommand): string {
    return maskCommand({
      ...read,
      redact: (text) => this.maskXml(client, text),
      maskLine: (held) => this.mask(held),
    });
  }

  /** XML that a client is about to send. */
  maskXml(client: ClientId, text: string): string {
    return this.#redactor.redactNext(client, text);
  }

  maskJavaScript(text: string): string {
    return maskJavaScript(text, this.#options.commands);
  }

  #mask(line: string): string {
    const { clients, vocabulary } = this.#options;
    const read = vocabulary.read(line);
    const named = "client" in read && read.client !== undefined ? clients.find(read.client) : clients.current;
    const client = named?.session.id ?? "";
    if (read.kind === "xml") return this.maskXml(client, line);
    if (read.kind === "other") return this.#maskOther(line);
    if (read.kind !== "command") return line;
    try {
      const command = vocabulary.command(read.name);
      const words = wordsBehind(command, read.text);
      const before = line.slice(0, line.lastIndexOf(read.text));
      const parsed = parseArguments(command, words);
      return before + this.maskCommand({ client, line: read.text, command, words, parsed });
    } catch {
      // A line that cannot be read may hold a secret all the same.
      return `${read.name} ${MASK}`;
    }
  }

  /** JavaScript, or a command whose name is misspelt. */
  #maskOther(line: string): string {
    const [word = ""] = /^\s*[^\s(]+(?=\s)/.exec(line) ?? [];
    const meant = this.#options.vocabulary.meant(word.trim());
    return meant && takesSecret(meant) ? `${word} ${MASK}` : this.maskJavaScript(line);
  }
}
