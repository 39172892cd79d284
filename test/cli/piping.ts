// Runs lines through the piped front end against a canned server.
import { Readable, Writable } from "node:stream";
import { PLAIN_SETUP, type Setup } from "../../src/cli/command-line/setup.ts";
import { runPiped } from "../../src/cli/piped.ts";
import { type Answers, cannedServer, handshake } from "./canned-server.ts";

export interface Piping {
  readonly answers?: Answers;
  readonly setup?: Partial<Setup>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly colours?: boolean;
}

export interface Piped {
  readonly code: number;
  /** What went to standard output and to standard error. */
  readonly output: string;
  readonly messages: string;
  /** What the server got. */
  readonly received: string;
}

/** Lines that come one after another: `shown` resolves when a text has been shown. */
export type Typing = (shown: (text: string) => Promise<void>) => AsyncIterable<string>;

interface Collected {
  readonly stream: Writable;
  text(): string;
  shown(wanted: string): Promise<void>;
}

function collected(): Collected {
  let text = "";
  const checks = new Set<() => void>();
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      text += chunk;
      for (const check of checks) check();
      done();
    },
  });
  const shown = (wanted: string) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!text.includes(wanted)) return;
        checks.delete(check);
        resolve();
      };
      checks.add(check);
      check();
    });
  return { stream, text: () => text, shown };
}

/** Runs the lines of a text, which are separated by line feeds. */
export async function pipe(lines: string | Typing, options: Piping = {}): Promise<Piped> {
  const { answers = handshake(), setup, environment = {}, colours = false } = options;
  const { signal = new AbortController().signal } = options;
  const server = await cannedServer(answers);
  const [output, messages] = [collected(), collected()];
  try {
    const code = await runPiped(
      { ...PLAIN_SETUP, address: `127.0.0.1:${server.port}`, domain: "localhost", ...setup },
      {
        input: Readable.from(typeof lines === "string" ? [lines] : lines(output.shown)),
        output: output.stream,
        messages: messages.stream,
        colours,
        environment,
        version: "0.0.0",
        signal,
      },
    );
    return { code, output: output.text(), messages: messages.text(), received: server.received };
  } finally {
    await server.stop();
  }
}
