// What a line works with: what all lines share, and what is this one's own.
import { UsageError } from "../errors.ts";
import type { ClientId } from "../transcript/entry.ts";
import { escapeXML } from "../xml/element.ts";
import type { Questions } from "./asking.ts";
import type { Exchanges } from "./authentication/exchanges.ts";
import type { Context } from "./command.ts";
import type { TlsWishes } from "./connecting/target.ts";
import { expand } from "./language/expansion.ts";
import { type Outcome, PASSED } from "./outcome.ts";
import type { Running, RunningLine } from "./running-line.ts";
import type { LineMasks } from "./secrets/line-masks.ts";
import type { ShellOptions } from "./shell-options.ts";

/** What the lines of a shell share. */
export interface Shared {
  readonly options: ShellOptions;
  readonly masks: LineMasks;
  readonly questions: Questions;
  readonly exchanges: Exchanges;
  readonly tlsWishes: Map<ClientId, TlsWishes>;
  /** Runs a line in place of another one. */
  runInstead(line: string, running: Running): Promise<Outcome>;
}

export function contextOf(running: Running & Pick<RunningLine, "recordedAs">, shared: Shared): Context {
  const { client, recordedAs, signal, step, block } = running;
  const { masks, questions, exchanges, tlsWishes } = shared;
  const { columns, askSecret, password, confirm, runFile, targetOf, ...options } = shared.options;
  const valueFor = (name: string) => options.variables.get(name, { client });
  /** Whoever uses a password may type it again elsewhere. */
  const used = <Secret extends string | undefined>(secret: Secret): Secret => {
    if (secret !== undefined) masks.use(secret);
    return secret;
  };
  return {
    ...options,
    client,
    recordedAs,
    signal,
    block,
    origin: step ? "script" : "line",
    target: targetOf(client),
    expandXml: (text) => expandXml(text, valueFor),
    patterns: async (text) => {
      const { readPatternsFor } = await import("./expecting/patterns.ts");
      return await readPatternsFor(text, { client, value: valueFor });
    },
    barrier: async () => (await step?.barrier(client, signal)) ?? PASSED,
    runFile: (path) => runFile(path, signal),
    runLine: (line, other = client) => shared.runInstead(line, { ...running, client: other }),
    mask: (text) => masks.mask(text),
    exchanges,
    tlsWishes,
    columns: columns(),
    askSecret: async (question) => used(await askSecret(question, signal)),
    password: (name) => used(password(name)),
    confirm: (question) => confirm(question, signal),
    ask: (data, claim, waiting) => questions.ask({ data, claim, waiting }, running),
  };
}

function expandXml(text: string, valueFor: (name: string) => string): string {
  try {
    return expand(text, (name) => escapeXML(valueFor(name)));
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`Cannot send: ${error.message}`);
    throw error;
  }
}
