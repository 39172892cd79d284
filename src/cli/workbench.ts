// Wires the parts together: the transcript, the clients, the shell and what shows it all. Nothing else does.
import { commands } from "../commands/index.ts";
import { NewKinds } from "../explain/new-kinds.ts";
import { remarksKnowing } from "../explain/remarks.ts";
import { ToldBefore } from "../explain/told-before.ts";
import type { RenderOptions } from "../render/entry.ts";
import { showLive } from "../render/live.ts";
import { wrapPrinted } from "../render/printed.ts";
import { NO_COLOR, type Theme } from "../render/theme.ts";
import { Barrier } from "../script/barrier.ts";
import { type Asked, Player } from "../script/player.ts";
import { type Answers, followAnswers } from "../session/answers.ts";
import { type Client, Clients } from "../session/clients.ts";
import { type Remarks, Session } from "../session/session.ts";
import { Aliases } from "../shell/aliases.ts";
import type { Writing } from "../shell/command.ts";
import { Draws, type Source } from "../shell/draws.ts";
import { filterBook } from "../shell/filter/book.ts";
import type { FilterBook } from "../shell/filter/filters.ts";
import type { LineEditor } from "../shell/line-editor.ts";
import { renderingOf } from "../shell/rendering.ts";
import { Settings } from "../shell/settings.ts";
import { Shell, type ShellOptions } from "../shell/shell.ts";
import type { Target } from "../shell/target.ts";
import { Variables } from "../shell/variables.ts";
import type { LookUp } from "../stream/service-records.ts";
import { connectTcp } from "../stream/tcp.ts";
import type { Connect } from "../stream/transport.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";
import { Transcript } from "../transcript/transcript.ts";
import type { OpenedFiles } from "./check-setup.ts";
import { closeSession } from "./closing.ts";
import { atHome } from "./home.ts";
import { inPieces } from "./in-pieces.ts";
import { startKeylog } from "./keylog.ts";
import { knownDomains } from "./known-domains.ts";
import { openLogs } from "./logs.ts";
import { namingSubcommands } from "./mistaken-host.ts";
import { passwordVariable } from "./password-variable.ts";
import type { Practice } from "./practice.ts";
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
  /** Shows an entry's text, perhaps later, or not at all where too much comes; without it it is written at once. */
  show?(entry: Entry, text: () => string): void;
  /** Shows text page by page where it is longer than the screen; without it it is written. */
  page?(text: string | Iterable<string>): Promise<void>;
  /** Told when something received is not whole yet, and when it is. */
  unfinished?(client: ClientId): void;
  /** The line that somebody types at. */
  readonly editor?: LineEditor | undefined;
  /** @throws UsageError where there is no editor, or it failed. */
  readonly editFile?: ((text: string) => Promise<string>) | undefined;
  /** Where the configuration is read from; undefined where none is. */
  readonly configFile?: string | undefined;
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
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly answers: Answers;
  /** How an entry is laid out at this moment. */
  rendering(entry: Entry): RenderOptions;
  readonly player: Player;
  readonly variables: Variables;
  /** What a client's lines can leave out. */
  targetOf(client: Client): Target;
  /** The practice server of this process, where there is one. */
  readonly practice?: Practice | undefined;
  /** Closes the open streams, the connections and the log; tells whether the log is whole. */
  finish(): Promise<{ readonly isLogWhole: boolean }>;
}

/** @throws UsageError when the address, the JID or the log file cannot be used. */
export function makeWorkbench(setup: Setup, terminal: Terminal, world: World = REAL_WORLD): Workbench {
  const { environment, theme } = terminal;
  const { now, opened = {} } = world;
  const connect = namingSubcommands(world.connect, setup.address);
  const settings = new Settings();
  theme.follow?.(() => settings.get("theme"));
  const transcript = new Transcript({ now, limits: () => settings.transcriptLimits });
  const { practice } = world;
  const targetOf = targetsOf(setup, practice);
  const definitions = definitionsIn(setup);
  const filters = filterBook({ clients: () => clients, showsSecrets: () => showsSecrets() });
  const aliases = new Aliases((name) => commands.some((command) => command.name === name));
  const answers = followAnswers(transcript);
  const logs = openLogs({
    transcript,
    header: () => ({ started: now(), version: terminal.version, address: setup.address }),
    showsSecrets: setup.showSecrets,
    rendering: (entry) => ({
      ...renderingOf(entry, { settings, theme: NO_COLOR, clients, answers, columns: 0 }),
      answer: settings.get("timing") === "on" ? answers.of(entry.n) : undefined,
    }),
    warn: (message) => terminal.warn(`${message}\n`),
  });
  if (setup.log !== undefined) logs.begin(setup.log, opened.log);
  const toldBefore = new ToldBefore();
  // A report of a script is read where it stands, and says all there.
  const shorten = (remarks: Remarks) => (terminal.isInteractive ? toldBefore.shorten(remarks) : remarks);
  const newKinds = new NewKinds(() => settings.get("explain") !== "off");
  const clients: Clients = new Clients(
    (id) =>
      new Session({
        id,
        transcript,
        connect,
        limits: () => settings.streamLimits,
        now,
        unfinished: () => terminal.unfinished?.(id),
        remarks: newKinds.behind(
          shorten(
            remarksKnowing(() =>
              knownDomains(transcript.entries, id, targetOf(clients.withId(id) ?? clients.current)),
            ),
          ),
        ),
      }),
  );
  const showsSecrets = () => (terminal.isPrivate ? settings.get("secrets") === "show" : setup.showSecrets);
  const rendering = (entry: Entry) =>
    renderingOf(entry, { settings, theme, clients, answers, columns: terminal.columns() });
  if (terminal.transcript !== "left out") {
    const { write, lines, isWanted = () => true, show = (_entry, text) => write(text()) } = terminal;
    showLive({
      transcript,
      show,
      rendering,
      showsSecrets,
      lines,
      isWanted: (entry) => isWanted(entry) && filters.shows(entry),
    });
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
    const { firstName = name, session } = clients.find(name) ?? {};
    const isAtPractice = practice && isAt(practice.place, session?.state);
    if (isAtPractice) return practice.accountOf(firstName).password;
    return environment[passwordVariable(firstName)] ?? environment.XMPP_PASSWORD;
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
    keylog:
      setup.keylog === undefined
        ? undefined
        : startKeylog({ file: setup.keylog, opened: opened.keylog, warn: terminal.warn }),
    isInteractive: terminal.isInteractive,
    print: (text) => terminal.write(`${wrapPrinted(text, terminal.columns())}\n`),
    askSecret: terminal.askSecret,
    confirm: terminal.confirm,
    password: (client) => passwordOf(client),
    runFile: async (path, signal) => await player.runFile(atHome(path), signal),
    writeFile: async (name, text, how) => {
      const path = atHome(name);
      logs.refuseLogged(path, "save");
      await world.writeFile(path, text, how);
    },
    practice,
    editor: terminal.editor,
    editFile: terminal.editFile,
    configFile: terminal.configFile,
    aliases,
    filters,
    logs,
    answers,
    page: async (text) => {
      if (terminal.page) return await terminal.page(text);
      for await (const piece of inPieces(text)) terminal.write(piece);
    },
    ready: () => (settings.get("explain") === "off" ? undefined : newKinds.ready()),
    quit: terminal.quit,
  };
  const shell = new Shell(options);
  const finish = async () => {
    await Promise.all([...clients].map(({ session }) => closeSession(session)));
    await practice?.close();
    return { isLogWhole: await logs.end() };
  };
  const shown = { settings, aliases, filters, answers, rendering };
  return { shell, clients, transcript, ...shown, player, variables, targetOf, practice, finish };
}
