// A session line by line: each line with what it sent and what happened to the connection meanwhile.
import type { Command } from "../../shell/command.ts";
import { readLine } from "../../shell/language/line.ts";
import { parseArguments } from "../../shell/language/parse-arguments.ts";
import { wordsBehind } from "../../shell/language/words-behind.ts";
import type {
  ClientId,
  CommandLine,
  ConnectionChange,
  Entry,
  Expectation,
  Traffic,
} from "../../transcript/entry.ts";
import { Explained } from "./explained.ts";
import type { TypedLine } from "./typed-line.ts";

export interface Act {
  /** The number of its first entry. */
  readonly n: number;
  readonly client: ClientId;
  /** Without one it was JavaScript that sent something. */
  readonly line?: TypedLine;
  readonly sent: readonly Entry<Traffic>[];
  readonly changes: readonly Entry<ConnectionChange>[];
  readonly expectation?: Entry<Expectation>;
}

/** An act with a command. */
export type CommandAct = Act & { readonly line: TypedLine & { readonly kind: "command" } };

export function isCommandAct(act: Act): act is CommandAct {
  return act.line?.kind === "command";
}

export interface Acts {
  readonly acts: readonly Act[];
  /** The entries that the runner's own pings are. */
  readonly pings: ReadonlySet<number>;
}

/** What was written now: of an event that was begun before, the rest. */
export function writtenIn({ event, begun = 0 }: Entry<Traffic>): string {
  return event.raw.slice(begun);
}

interface Growing {
  readonly n: number;
  readonly client: ClientId;
  readonly line?: TypedLine;
  readonly sent: Entry<Traffic>[];
  readonly changes: Entry<ConnectionChange>[];
  expectation?: Entry<Expectation>;
}

export function actsIn(entries: Iterable<Entry>, commands: readonly Command[]): Acts {
  const reader = new ActReader(commands);
  for (const entry of entries) reader.read(entry);
  return { acts: reader.acts, pings: reader.pings };
}

class ActReader {
  readonly acts: Growing[] = [];
  readonly pings = new Set<number>();
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #current = new Map<ClientId, { readonly act: Growing; readonly explained: Explained }>();
  /** Clients whose next element is a ping of the runner's. */
  readonly #pinging = new Set<ClientId>();

  constructor(commands: readonly Command[]) {
    this.#commands = new Map(commands.map((command) => [command.name, command]));
  }

  read(entry: Entry): void {
    const current = this.#current.get(entry.client);
    if (entry.type === "command") this.#begin(entry);
    else if (entry.type === "connection") current?.act.changes.push(entry);
    else if (entry.type === "expectation" && current) current.act.expectation ??= entry;
    else if (entry.type === "note" && entry.by === "runner") this.#pinging.add(entry.client);
    else if (entry.type === "traffic" && entry.from === "client") this.#take(entry);
  }

  #begin(entry: Entry<CommandLine>): void {
    const line = this.#typed(entry);
    // Only where lines go from here on: each step says it anew.
    if (!line) return;
    const act: Growing = { n: entry.n, client: entry.client, line, sent: [], changes: [] };
    this.acts.push(act);
    this.#current.set(entry.client, { act, explained: new Explained(line) });
  }

  #typed(entry: Entry<CommandLine>): TypedLine | undefined {
    const read = readLine(entry.line, (name) => this.#commands.has(name));
    if (read.kind === "xml") return { kind: "xml", entry };
    const command = read.kind === "command" ? this.#commands.get(read.name) : undefined;
    if (!command) return undefined;
    const words = wordsBehind(command, entry.line);
    return { kind: "command", entry, command, words, parsed: parseArguments(command, words) };
  }

  #take(entry: Entry<Traffic>): void {
    if (this.#pinging.delete(entry.client)) {
      this.pings.add(entry.n);
      return;
    }
    if (entry.event.type === "whitespace" && !this.#current.has(entry.client)) return;
    const current = this.#current.get(entry.client);
    if (current?.explained.take(entry.event, writtenIn(entry))) current.act.sent.push(entry);
    else this.acts.push({ n: entry.n, client: entry.client, sent: [entry], changes: [] });
  }
}
