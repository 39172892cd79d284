// The commands by their names, and what is said of a word that is the name of none.
import { UsageError } from "../../errors.ts";
import type { Clients } from "../../session/clients.ts";
import type { Command } from "../command.ts";
import { type Line, readLine } from "./line.ts";
import { commandMeant, insteadOf } from "./suggest.ts";

/** Whoever types this wants to leave, and is not to be told another word for it. */
const EXIT = /^\s*exit\s*$/;
/** As at many a prompt; nothing else that can be run begins with it. */
const HELP = /^\s*\?(?=\s|$)/;
/** As in a shell. No command has such an option. */
const ASKS_FOR_HELP = /^\S+\s+--help\s*$/;

export class Vocabulary {
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #clients: Clients;

  constructor(commands: readonly Command[], clients: Clients) {
    this.#commands = new Map(commands.map((command) => [command.name, command]));
    this.#clients = clients;
  }

  /** What kind of line this is. */
  read(line: string): Line {
    const meant = EXIT.test(line) ? "quit" : line.replace(HELP, "help");
    const read = readLine(meant, (name) => this.#commands.has(name));
    return read.kind === "command" && ASKS_FOR_HELP.test(read.text)
      ? { ...read, name: "help", text: `help ${read.name}` }
      : read;
  }

  /** @throws UsageError where there is none of that name. */
  command(name: string): Command {
    const command = this.#commands.get(name);
    if (!command) throw this.unknown(name);
    return command;
  }

  /** The command that a word means which is the name of none. */
  meant(word: string): Command | undefined {
    return this.#commands.get(commandMeant(word, this.#names) ?? "");
  }

  /** Whether a word is the name of a client, or of one that there may be. */
  meansClient(word: string): boolean {
    return this.#clients.find(word) !== undefined || PRACTICE_NAMES.has(word);
  }

  /** The error for a line that is neither a command nor XML, with the nearest command's name. */
  unknown(text: string): UsageError {
    const word = /^[^\s(]+/.exec(text)?.[0] ?? text;
    const remedy = this.#meantClient(text, word) ?? insteadOf(word, this.#names) ?? 'run "help" for a list';
    return new UsageError(`Cannot run "${word}": there is no such command (${remedy})`);
  }

  get #names(): readonly string[] {
    return [...this.#commands.keys()];
  }

  /** `romeo open` in place of `@romeo open`. */
  #meantClient(text: string, word: string): string | undefined {
    const [, behind] = /^\S+[ \t]+(\S+)/.exec(text) ?? [];
    if (!this.meansClient(word) || behind === undefined || !this.#commands.has(behind)) return undefined;
    return `did you mean "@${word} ${behind}"?`;
  }
}

/** The accounts that lessons and examples are about: clients are named after them. */
const PRACTICE_NAMES: ReadonlySet<string> = new Set(["me", "romeo", "juliet"]);
