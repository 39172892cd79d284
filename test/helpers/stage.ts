// A whole xmpp-repl whose every connection has a server of its own: for scripts, and for several clients.
import type { Outcome } from "../../src/shell/outcome.ts";
import { type MemoryServer, memoryServer } from "../../src/stream/memory.ts";
import { answerHandshake, type TryOut, type TryOutOptions, tryOut } from "./try-out.ts";

/** What a server does with each write of a client; `at` counts the connections from 0. */
export type Behaviour = (text: string, server: MemoryServer, at: number) => void;

export interface Stage {
  readonly tool: TryOut;
  /** The servers, by when they were connected to. */
  readonly servers: readonly MemoryServer[];
  /** Plays the rows of a script, as `run` does. */
  play(...rows: readonly string[]): Promise<Outcome>;
}

export interface StageOptions extends Omit<TryOutOptions, "network" | "files"> {
  /** Beside the handshake, which is answered. */
  readonly behaviour?: Behaviour;
  /** Other files, by names relative to the script. */
  readonly files?: Readonly<Record<string, string>>;
}

export const SCRIPT = "main.xmpp";

export function stage({ behaviour = () => {}, files = {}, ...options }: StageOptions = {}): Stage {
  const servers: MemoryServer[] = [];
  const all: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) all[name] = text;
  const tool = tryOut({
    ...options,
    files: all,
    network: () => async (endpoint, listener, signal) => {
      const at = servers.length;
      const server = memoryServer();
      servers.push(server);
      answerHandshake(server);
      server.onData((text) => behaviour(text, server, at));
      return await server.connect(endpoint, listener, signal);
    },
  });
  return {
    tool,
    servers,
    play: async (...rows) => {
      all[SCRIPT] = rows.map((row) => `${row}\n`).join("");
      return await tool.run(`run ${SCRIPT}`);
    },
  };
}

/** The rows that bind a client: `open` to `bind`. */
export function binds(client: string, resource: string): readonly string[] {
  return ["open", "auth me test", "restart", `bind ${resource}`].map((row) => `@${client} ${row}`);
}

/** The id of an element as this tool writes it. */
export function idIn(text: string): string {
  return /id="([^"]*)"/.exec(text)?.[1] ?? "";
}

/** Answers the pings of the barrier, and with a ping what it waited for: what the server sends before the answer. */
export function answersPings(before = ""): Behaviour {
  return (text, server) => {
    if (text.includes("urn:xmpp:ping")) {
      server.send(`${before}<iq type='result' id='${idIn(text)}' from='localhost'/>`);
    }
  };
}
