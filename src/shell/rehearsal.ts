// What a step would send: it is run on a twin of its client that no server answers.
import { UsageError } from "../errors.ts";
import { Clients } from "../session/clients.ts";
import { Session } from "../session/session.ts";
import type { Transport, TransportListener } from "../stream/transport.ts";
import { Transcript } from "../transcript/transcript.ts";
import { type Outcome, PASSED } from "./outcome.ts";
import type { ScriptStep } from "./running-line.ts";
import { Shell } from "./shell.ts";
import type { ShellOptions } from "./shell-options.ts";

export interface Rehearsed {
  /** The bytes of its first message; empty where it sends none. */
  readonly sent: Uint8Array;
  /** Why they are not known. */
  readonly problem?: string | undefined;
}

/** The bytes that a step would send first; what it sends behind that depends on the answers. */
export async function rehearse(
  options: ShellOptions,
  step: Pick<ScriptStep, "line" | "block">,
): Promise<Rehearsed> {
  const sent: Uint8Array[] = [];
  const ended = new AbortController();
  let problem: string | undefined;
  const wrote = new Promise<void>((resolve) => {
    // What is written in one go belongs together.
    const write = (bytes: Uint8Array) => {
      sent.push(Uint8Array.from(bytes));
      setImmediate(resolve);
    };
    void playTwin(options, { step, signal: ended.signal, write }).then(
      (outcome) => {
        if ("reason" in outcome) problem = outcome.reason;
        resolve();
      },
      () => resolve(),
    );
  });
  await wrote;
  ended.abort();
  return { sent: Buffer.concat(sent), problem: sent.length === 0 ? problem : undefined };
}

interface Twin {
  readonly step: Pick<ScriptStep, "line" | "block">;
  readonly signal: AbortSignal;
  write(bytes: Uint8Array): void;
}

async function playTwin(options: ShellOptions, { step, signal, write }: Twin): Promise<Outcome> {
  const transcript = new Transcript({ now: options.now });
  const makeTwin = (name: string) => {
    const session = options.clients.find(name)?.session;
    const transport = (listener: TransportListener) => silentTransport(listener, { write, session });
    return new Session({
      id: name,
      transcript,
      connect: async (_endpoint, listener) => transport(listener),
      limits: () => options.settings.streamLimits,
      now: options.now,
      remarks: () => [],
      resumed: session && { state: session.state, transport },
    });
  };
  const firstNameOf = (name: string) => options.clients.find(name)?.firstName ?? name;
  const clients = new Clients(makeTwin, options.clients.current.name);
  const shell = new Shell({
    ...options,
    clients,
    // The twin has the account of its client, whatever that was called first.
    targetOf: (twin) => options.targetOf({ ...twin, firstName: firstNameOf(twin.name) }),
    transcript,
    print: () => {},
    page: async () => {},
    keylog: undefined,
    // A fault would happen to the client itself, before its step.
    practice: options.practice && { ...options.practice, arm: () => {} },
    lookUp: async () => ({ records: [] }),
    confirm: async () => false,
    askSecret: async () => {
      throw new UsageError("it asks for the password first");
    },
    runFile: async () => PASSED,
  });
  return await shell.runStep({ ...step, barrier: async () => PASSED }, signal);
}

interface Silence {
  readonly session: Session | undefined;
  write(bytes: Uint8Array): void;
}

/** Takes everything and answers nothing. The connection's own TLS is what messages may be bound to. */
function silentTransport(listener: TransportListener, { write, session }: Silence): Transport {
  return {
    peer: "127.0.0.1:5222",
    isWritable: true,
    write,
    end: () => queueMicrotask(() => listener.closed()),
    destroy: () => queueMicrotask(() => listener.closed()),
    secure: async () => {
      throw new UsageError("the TLS handshake comes first");
    },
    channelBinding: (type) => session?.channelBinding(type),
  };
}
