// Wires the parts together: the transcript, the clients, the shell and what shows it all. Nothing else does.
import { writeSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { ConnectionError } from "../errors.ts";
import { NewKinds } from "../explain/new-kinds.ts";
import { remarksKnowing } from "../explain/remarks.ts";
import type { RenderOptions } from "../render/entry.ts";
import { showLive } from "../render/live.ts";
import type { Theme } from "../render/theme.ts";
import { Barrier } from "../script/barrier.ts";
import { type Asked, Player } from "../script/player.ts";
import { Clients } from "../session/clients.ts";
import { closeReply } from "../session/replies.ts";
import { Session } from "../session/session.ts";
import { isStreamOpen } from "../session/state.ts";
import type { Writing } from "../shell/command.ts";
import { Draws, type Source } from "../shell/draws.ts";
import { Settings } from "../shell/settings.ts";
import { Shell, type ShellOptions } from "../shell/shell.ts";
import { Variables } from "../shell/variables.ts";
import type { LookUp } from "../stream/service-records.ts";
import { connectTcp } from "../stream/tcp.ts";
import type { Connect } from "../stream/transport.ts";
import type { Entry } from "../transcript/entry.ts";
import { Transcript } from "../transcript/transcript.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";
import type { OpenedFiles } from "./check-setup.ts";
import { knownDomains } from "./known-domains.ts";
import { startLog } from "./log.ts";
import { namingSubcommands } from "./mistaken-host.ts";
import type { Practice } from "./practice.ts";
import { openPrivate } from "./private-file.ts";
import { writeSavedFile } from "./saved-file.ts";
import { readRunFile } from "./script-file.ts";
import type { Setup } from "./setup.ts";
import { definitionsIn, isAt, targetsOf } from "./targets.ts";

/** Where a front end shows things and asks for them. */
export interface Terminal {
  readonly theme: Theme;
  /** 0 where nothing is wrapped. */
  columns(): number;
  /** Shows text that ends with a newline. */
  write(text: string): void;
  /** Shows what is wrong with the run itself. */
  warn(text: string): void;
  askSecret(question: string, signal: AbortSignal): Promise<string>;
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  quit(): void;
  /** Whether somebody types the lines, and can be asked. */
  readonly isInteractive: boolean;
  /** Whether only the person at the keyboard sees what is written. */
  readonly isPrivate: boolean;
  readonly lines: "shown" | "left out";
  /** Whether the transcript is shown as it comes; without this it is. */
  readonly transcript?: "shown" | "left out";
  /** Leaves entries out; without it none. */
  isWanted?(entry: Entry): boolean;
  /** Whether scripts wait, when the client changes, until the server has read what was sent. */
  readonly barrier?: "on" | "off";
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
}

/** What a run takes from outside itself. Tests bring their own. */
export interface World {
  readonly connect: Connect;
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh id for a stanza. */
  id(): string;
  /** A fresh nonce for SCRAM. */
  nonce(): Promise<string>;
  /** From 0 to below 1. */
  random(): number;
  readonly lookUp: LookUp;
  /** @throws UsageError where the file cannot be read. */
  readFile(path: string, asked: Asked): Promise<Uint8Array>;
  /** @throws UsageError where the file cannot be written. */
  writeFile(path: string, text: string, how: Writing): Promise<void>;
  /** The practice server of this process, where nothing says where to connect to. */
  readonly practice?: Practice | undefined;
  /** The log and the keylog, where they are open already; else they are opened. */
  readonly opened?: OpenedFiles | undefined;
}

/** An id must be unlike those of the session, and no secret: that is no work for node:crypto, which takes 3 ms to load. */
const freshId = () => Math.random().toString(36).slice(2, 10).padEnd(8, "0");

/** 144 random bits: base64 has no comma (RFC 5802 §5.1). */
const freshNonce = async () => (await import("node:crypto")).randomBytes(18).toString("base64");

const lookUp: LookUp = async (...question) => {
  const { lookUpBy } = await import("../stream/service-records.ts");
  return await lookUpBy()(...question);
};

export const REAL_WORLD: World = {
  connect: connectTcp,
  now: Date.now,
  id: freshId,
  nonce: freshNonce,
  random: Math.random,
  lookUp,
  readFile: readRunFile,
  writeFile: writeSavedFile,
};

export interface Workbench {
  readonly shell: Shell;
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly player: Player;
  readonly variables: Variables;
  /** The practice server of this process, where there is one. */
  readonly practice?: Practice | undefined;
  /** Closes the open streams, the connections and the log; tells whether the log is whole. */
  finish(): Promise<{ readonly isLogWhole: boolean }>;
}

/** How long a server may take to answer our end tag when the program ends, in milliseconds. */
const CLOSING_TIME = 2000;

/** @throws UsageError when the address, the JID or the log file cannot be used. */
export function makeWorkbench(setup: Setup, terminal: Terminal, world: World = REAL_WORLD): Workbench {
  const { environment, theme } = terminal;
  const { now, opened = {} } = world;
  const connect = namingSubcommands(world.connect, setup.address);
  const settings = new Settings();
  const transcript = new Transcript({ now, limits: () => settings.transcriptLimits });
  const { practice } = world;
  const targetOf = targetsOf(setup, practice);
  const definitions = definitionsIn(setup);
  const endLog = startLogFor(setup, { transcript, terminal, now, opened });
  const newKinds = new NewKinds(() => settings.get("explain") !== "off");
  const clients: Clients = new Clients(
    (name) =>
      new Session({
        id: name,
        transcript,
        connect,
        limits: () => settings.streamLimits,
        now,
        remarks: newKinds.behind(
          remarksKnowing(() => knownDomains(transcript.entries, name, targetOf(clients.named(name)))),
        ),
      }),
  );
  const showsSecrets = () => (terminal.isPrivate ? settings.get("secrets") === "show" : setup.showSecrets);
  const rendering = (client: string): RenderOptions => ({
    theme,
    view: settings.get("view"),
    width: terminal.columns(),
    name: clients.count > 1 ? client : undefined,
  });
  if (terminal.transcript !== "left out") {
    const { write, lines, isWanted = () => true } = terminal;
    showLive({ transcript, write, rendering, showsSecrets, lines, isWanted });
  }
  const draws = new Draws(world);
  const drawn: Source = {
    id: () => draws.id(),
    nonce: async () => await draws.nonce(),
    now: () => draws.now(),
  };
  const variables = new Variables({ transcript, clients, targetOf, ...drawn });
  for (const [name, value] of definitions) variables.define(name, value);
  const barrier =
    terminal.barrier === "off"
      ? undefined
      : new Barrier({ transcript, clients, id: world.id, timeout: () => settings.get("timeout") });
  const player = new Player({
    shell: () => shell,
    clients,
    commands,
    variables,
    barrier,
    rehearse: async (step) => {
      const { rehearse } = await import("../shell/rehearsal.ts");
      return await draws.rehearse(async () => await rehearse(options, step));
    },
    forgetRehearsal: () => draws.forget(),
    readFile: world.readFile,
  });
  const passwordOf = (name: string) => {
    const isAtPractice = practice && isAt(practice.place, clients.find(name)?.session.state);
    if (isAtPractice) return practice.accountOf(name).password;
    return environment[passwordVariable(name)] ?? environment.XMPP_PASSWORD;
  };
  const options: ShellOptions = {
    commands,
    clients,
    transcript,
    settings,
    variables,
    targetOf,
    theme,
    showsSecrets,
    storesSecrets: () => setup.showSecrets,
    columns: terminal.columns,
    ...world,
    id: drawn.id,
    nonce: drawn.nonce,
    keylog: startKeylogFor(setup, terminal, opened),
    isInteractive: terminal.isInteractive,
    print: (text) => terminal.write(`${text}\n`),
    askSecret: terminal.askSecret,
    confirm: terminal.confirm,
    password: (client) => passwordOf(client),
    runFile: async (path, signal) => await player.runFile(path, signal),
    practice,
    ready: () => (settings.get("explain") === "off" ? undefined : newKinds.ready()),
    quit: terminal.quit,
  };
  const shell = new Shell(options);
  const finish = async () => {
    await Promise.all([...clients].map(({ session }) => closeSession(session)));
    await practice?.close();
    return { isLogWhole: await endLog() };
  };
  return { shell, clients, transcript, settings, player, variables, practice, finish };
}

/** XMPP_PASSWORD_JULIET; what no variable's name can have becomes "_". */
function passwordVariable(client: string): string {
  return `XMPP_PASSWORD_${client.toUpperCase().replace(/[^A-Z0-9_]/g, "_")}`;
}

/** Wireshark reads these lines: whoever has them and the packets reads the session. */
function startKeylogFor(
  { keylog }: Setup,
  { warn }: Terminal,
  opened: OpenedFiles,
): ((line: string) => void) | undefined {
  if (keylog === undefined) return undefined;
  const file = opened.keylog ?? openPrivate(keylog, "a", "the TLS keys");
  return (line) => {
    try {
      writeSync(file, line);
    } catch (error) {
      warn(
        `Cannot write the TLS keys to ${keylog}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  };
}

interface Logging {
  readonly transcript: Transcript;
  readonly terminal: Terminal;
  readonly now: () => number;
  readonly opened: OpenedFiles;
}

function startLogFor(setup: Setup, { transcript, terminal, now, opened }: Logging): () => Promise<boolean> {
  const { version, warn } = terminal;
  if (setup.log === undefined) return async () => true;
  return startLog({
    file: setup.log,
    opened: opened.log,
    transcript,
    header: { started: now(), version, address: setup.address },
    showsSecrets: setup.showSecrets,
    onFailure: (message) => warn(`${message}\n`),
  });
}

/** The polite end (RFC 6120 §4.4): our end tag, the server's, then the connection. */
async function closeSession(session: Session): Promise<void> {
  const { state } = session;
  if (state.connection === "offline") return;
  const wait = { signal: new AbortController().signal, timeout: CLOSING_TIME };
  // Where a restart is due the old stream is gone, and its end tag would be an error on the new one; where TLS is due
  // the server waits for that.
  try {
    if (isStreamOpen(state) && !state.streamError && !state.restartDue && state.starttls !== "due") {
      await session.ask(STREAM_END, closeReply, wait);
    } else if (state.sentBroken && !state.streamError) await session.await(closeReply, wait);
  } catch (error) {
    // The connection is being closed already: by this side, after a limit, or by the server at this moment.
    if (!(error instanceof ConnectionError)) throw error;
  }
  await session.disconnect();
}
