// What JavaScript sees at the prompt: the clients, the transcript, and every command as a function of its name.

import type { Client, Clients } from "../../session/clients.ts";
import { receivedElement } from "../../session/replies.ts";
import type { Command } from "../../shell/command.ts";
import type { Word } from "../../shell/language/words.ts";
import type { Outcome } from "../../shell/outcome.ts";
import type { Shell } from "../../shell/shell.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";

export interface ScopeOptions {
  readonly shell: Shell;
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly transcript: Transcript;
  /** The signal that Ctrl-C aborts at the moment. */
  signal(): AbortSignal;
}

/** The names and values to put into the REPL's context. Getters, so that each line sees them as they are then. */
export function scopeFor(options: ScopeOptions): PropertyDescriptorMap {
  const { shell, commands, clients, transcript, signal } = options;
  const last = new Map<string, Element>();
  transcript.read((entry) => {
    const element = receivedElement(entry);
    if (element) last.set(entry.client, element);
  });
  const functions = commands.map(({ name }): [string, PropertyDescriptor] => [
    name,
    {
      configurable: true,
      writable: true,
      enumerable: true,
      value: named(name, async (...args) => resultOf(await shell.call(name, wordsFor(args), signal()))),
    },
  ]);
  return {
    ...Object.fromEntries(functions),
    client: getter(() => clientView(clients.current, options)),
    clients: getter(() =>
      Object.fromEntries([...clients].map((client) => [client.name, clientView(client, options)])),
    ),
    transcript: getter(() => [...transcript.entries]),
    last: getter(() => last.get(clients.current.session.id)),
    features: getter(() => clients.current.session.state.features),
    xml: { configurable: true, writable: true, enumerable: true, value: xml },
  };
}

type CommandFunction = (...args: readonly unknown[]) => Promise<unknown>;

/** The same function, by this name where it is shown. */
function named(name: string, run: CommandFunction): CommandFunction {
  return Object.defineProperty(run, "name", { value: name, configurable: true });
}

function getter(get: () => unknown): PropertyDescriptor {
  return { configurable: true, enumerable: true, get, set: () => {} };
}

function clientView(client: Client, { shell, signal }: Pick<ScopeOptions, "shell" | "signal">): object {
  const { name, session } = client;
  return {
    name,
    get jid() {
      return session.state.jid && formatJid(session.state.jid);
    },
    get state() {
      return session.state;
    },
    send: (data: unknown) => {
      if (signal().aborted) throw plainError("Interrupted");
      const sent = data instanceof Uint8Array ? data : String(data);
      // The row may have come out of the history.
      shell.requireSecrets(client, Buffer.from(sent).toString("utf8"));
      session.send(sent);
    },
  };
}

/** `presence({ show: "away" })`, `message("juliet@localhost", "hi")`: arguments first, then an object of options. */
function wordsFor(args: readonly unknown[]): Word[] {
  const words = args.flatMap((arg): Word[] => {
    if (arg === undefined) return [];
    if (!isOptions(arg)) return [wordFor(arg)];
    return Object.entries(arg).flatMap(([name, value]): Word[] => {
      if (value === false || value === undefined) return [];
      const option: Word = { text: `--${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`, kind: "plain" };
      return value === true ? [option] : [option, { text: String(value), kind: "quoted" }];
    });
  });
  // On a line XML goes to the end: what a function is called with is written down in that order.
  return [...words.filter(({ kind }) => kind !== "xml"), ...words.filter(({ kind }) => kind === "xml")];
}

function isOptions(arg: unknown): arg is Record<string, unknown> {
  return typeof arg === "object" && arg !== null && !(arg instanceof Element) && !(arg instanceof Uint8Array);
}

function wordFor(arg: unknown): Word {
  return { text: String(arg), kind: arg instanceof Element ? "xml" : "quoted" };
}

/** The reply's element: a refusal too. Where there is no reply, the reason is thrown, without a stack. */
function resultOf(outcome: Outcome): unknown {
  if (outcome.status === "passed" || outcome.status === "failed") {
    const reply = outcome.reply;
    if (reply?.outcome === "reply") return receivedElement(reply.entry);
    if (outcome.status === "passed") return undefined;
  }
  throw plainError(outcome.status === "interrupted" ? "Interrupted" : outcome.reason);
}

function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
