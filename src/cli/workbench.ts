// Wires the parts together: the transcript, the clients, the shell and what shows it all. Nothing else does.
import { commands } from "../commands/index.ts";
import { NewKinds } from "../explain/new-kinds.ts";
import type { RenderOptions } from "../render/entry.ts";
import { showLive } from "../render/live.ts";
import { wrapPrinted } from "../render/printed.ts";
import { NO_COLOR } from "../render/themes/theme.ts";
import { Barrier } from "../script/barrier.ts";
import { Player } from "../script/player.ts";
import { type Answers, followAnswers } from "../session/answers.ts";
import type { Client, Clients } from "../session/clients.ts";
import { followTrails, type Trails } from "../session/trails.ts";
import { Aliases } from "../shell/aliases.ts";
import type { Target } from "../shell/connecting/target.ts";
import { Draws, type Source } from "../shell/draws.ts";
import { filterBook } from "../shell/filter/book.ts";
import type { FilterBook } from "../shell/filter/filters.ts";
import { atHome } from "../shell/home.ts";
import { renderingOf } from "../shell/rendering.ts";
import { Settings } from "../shell/settings/settings.ts";
import { Shell } from "../shell/shell.ts";
import type { ShellOptions } from "../shell/shell-options.ts";
import { Variables } from "../shell/variables.ts";
import type { Entry } from "../transcript/entry.ts";
import { Transcript } from "../transcript/transcript.ts";
import { closeSession, type Leaving } from "./closing.ts";
import { accountsFrom } from "./command-line/accounts.ts";
import { namingSubcommands } from "./command-line/mistaken-host.ts";
import { passwordVariable } from "./command-line/password-variable.ts";
import type { Setup } from "./command-line/setup.ts";
import { definitionsIn, isAt, targetsOf } from "./command-line/targets.ts";
import { startKeylog } from "./logs/keylog.ts";
import { type OpenLogs, openLogs } from "./logs/logs.ts";
import { makeClients } from "./make-clients.ts";
import type { Practice } from "./practice-server/practice.ts";
import { inPieces } from "./programs/in-pieces.ts";
import type { Terminal } from "./terminal.ts";
import { REAL_WORLD, type World } from "./world.ts";

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
  finish(leaving?: Leaving): Promise<{ readonly isLogWhole: boolean }>;
}

/** @throws UsageError when the address, the JID or the log file cannot be used. */
export function makeWorkbench(setup: Setup, terminal: Terminal, world: World = REAL_WORLD): Workbench {
  const targetOf = targetsOf(setup, world.practice);
  const definitions = definitionsIn(setup);
  const run = { setup, terminal, world, targetOf };
  const bench = layOut(run);
  const { settings, transcript, clients, aliases, filters, answers, rendering } = bench;
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
  const options = shellOptions(run, bench, { drawn, variables, player });
  const shell = new Shell(options);
  const { practice } = world;
  const finish = async (leaving?: Leaving) => {
    const { transcript } = bench;
    const closing = [...clients].map(({ session }) => {
      const note = (text: string) => void transcript.append(session.id, { type: "note", by: "tool", text });
      return closeSession({ session, note, leaving });
    });
    await Promise.all(closing);
    await practice?.close();
    return { isLogWhole: await bench.logs.end() };
  };
  const shown = { settings, aliases, filters, answers, rendering };
  return { shell, clients, transcript, ...shown, player, variables, targetOf, practice, finish };
}

interface Run {
  readonly setup: Setup;
  readonly terminal: Terminal;
  readonly world: World;
  /** What a client's lines can leave out. */
  targetOf(client: Client): Target;
}

/** What lines work on, and what shows and keeps what they do. */
interface Bench {
  readonly settings: Settings;
  readonly transcript: Transcript;
  readonly clients: Clients;
  readonly answers: Answers;
  readonly trails: Trails;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly logs: OpenLogs;
  readonly newKinds: NewKinds;
  showsSecrets(): boolean;
  rendering(entry: Entry): RenderOptions;
}

function layOut(run: Run): Bench {
  const { setup, terminal, world, targetOf } = run;
  const { theme } = terminal;
  const { now } = world;
  const settings = new Settings();
  theme.follow?.(() => settings.get("theme"));
  const transcript = new Transcript({ now, limits: () => settings.transcriptLimits });
  const showsSecrets = () => (terminal.isPrivate ? settings.get("secrets") === "show" : setup.showSecrets);
  const aliases = new Aliases((name) => commands.some((command) => command.name === name));
  const answers = followAnswers(transcript);
  const trails = followTrails(transcript, answers);
  const newKinds = new NewKinds(() => settings.get("explain") !== "off");
  const connect = namingSubcommands(world.connect, setup.address);
  const clients = makeClients({ terminal, transcript, settings, connect, now, targetOf, newKinds });
  const filters = filterBook({ clients: () => clients, showsSecrets });
  const logs = beginLogs(run, { settings, transcript, clients, answers });
  const rendering = (entry: Entry) =>
    renderingOf(entry, { settings, theme, clients, answers, columns: terminal.columns() });
  const shown = { transcript, filters, showsSecrets, rendering };
  if (terminal.transcript !== "left out") showTranscript(terminal, shown);
  return { ...shown, settings, clients, answers, trails, aliases, logs, newKinds };
}

function beginLogs(
  { setup, terminal, world: { now, opened } }: Run,
  { settings, transcript, clients, answers }: Pick<Bench, "settings" | "transcript" | "clients" | "answers">,
): OpenLogs {
  const logs = openLogs({
    transcript,
    header: () => ({ started: now(), version: terminal.version, address: setup.address }),
    showsSecrets: setup.showSecrets,
    rendering: (entry) => ({
      ...renderingOf(entry, { settings, theme: NO_COLOR, clients, answers, columns: 0 }),
      answer: answers.of(entry.n),
    }),
    warn: (message) => terminal.warn(`${message}\n`),
  });
  if (setup.log !== undefined) logs.begin(setup.log, opened?.log);
  return logs;
}

function showTranscript(
  { write, lines, isWanted = () => true, show = (_entry, text) => write(text()) }: Terminal,
  { filters, ...shown }: Pick<Bench, "transcript" | "filters" | "showsSecrets" | "rendering">,
): void {
  showLive({ ...shown, show, lines, isWanted: (entry) => isWanted(entry) && filters.shows(entry) });
}

/** What runs lines, as the shell has to know of it. */
interface Tools {
  readonly drawn: Source;
  readonly variables: Variables;
  readonly player: Player;
}

function shellOptions(
  { setup, terminal, world, targetOf }: Run,
  { settings, transcript, clients, answers, trails, aliases, filters, logs, newKinds, showsSecrets }: Bench,
  { drawn, variables, player }: Tools,
): ShellOptions {
  const { keylog, showSecrets } = setup;
  const { warn, columns, write } = terminal;
  const { practice, now, random, lookUp } = world;
  return {
    commands,
    clients,
    transcript,
    answers,
    trails,
    settings,
    variables,
    aliases,
    filters,
    logs,
    targetOf,
    showsSecrets,
    theme: terminal.theme,
    columns,
    storesSecrets: () => showSecrets,
    now,
    random,
    lookUp,
    id: drawn.id,
    nonce: drawn.nonce,
    practice,
    keylog:
      keylog === undefined ? undefined : startKeylog({ file: keylog, opened: world.opened?.keylog, warn }),
    isInteractive: terminal.isInteractive,
    editor: terminal.editor,
    editFile: terminal.editFile,
    configFile: terminal.configFile,
    askSecret: terminal.askSecret,
    confirm: terminal.confirm,
    quit: terminal.quit,
    accounts: () => accountsFrom(setup).all,
    password: passwordsFrom(terminal.environment, { clients, targetOf, practice }),
    runFile: async (path, signal) => await player.runFile(atHome(path), signal),
    writeFile: async (name, text, how) => {
      const path = atHome(name);
      logs.refuseLogged(path, "save");
      await world.writeFile(path, text, how);
    },
    print: (text) => write(`${wrapPrinted(text, columns())}\n`),
    page: async (text) => {
      if (terminal.page) return await terminal.page(text);
      for await (const piece of inPieces(text)) write(piece);
    },
    ready: () => (settings.get("explain") === "off" ? undefined : newKinds.ready()),
  };
}

/** The password of a client's account: that of the practice server, or the environment's. */
function passwordsFrom(
  environment: Terminal["environment"],
  { clients, targetOf, practice }: Pick<Run, "targetOf"> & Pick<Bench, "clients"> & Pick<World, "practice">,
): (client: string) => string | undefined {
  return (name) => {
    const client = clients.find(name);
    const accountName = client ? targetOf(client).accountName : name;
    const isAtPractice = practice && isAt(practice.place, client?.session.state);
    if (isAtPractice) return practice.accountOf(accountName).password;
    return environment[passwordVariable(accountName)] ?? environment.XMPP_PASSWORD;
  };
}
