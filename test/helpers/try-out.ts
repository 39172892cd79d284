// A whole xmpp-repl without a network and without a terminal: lines in, bytes and text out.

import { PLAIN_SETUP, type Setup } from "../../src/cli/command-line/setup.ts";
import type { Practice } from "../../src/cli/practice-server/practice.ts";
import { makeWorkbench, type Workbench } from "../../src/cli/workbench.ts";
import { UsageError } from "../../src/errors.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Outcome } from "../../src/shell/outcome.ts";
import { type MemoryServer, memoryServer } from "../../src/stream/memory.ts";
import type { TlsFacts, TlsOptions } from "../../src/stream/security.ts";
import type { LookUp } from "../../src/stream/service-records.ts";
import type { Connect } from "../../src/stream/transport.ts";
import { type FakeEditor, fakeEditor } from "./fake-editor.ts";

export interface TryOut extends Workbench {
  readonly server: MemoryServer;
  /** Everything shown so far. */
  readonly shown: string;
  /** The line at the prompt. */
  readonly editor: FakeEditor;
  /** Whether `quit` was run. */
  readonly hasQuit: boolean;
  /** The files that were saved, by their names; they can be read, too. */
  readonly saved: ReadonlyMap<string, string>;
  run(line: string, signal?: AbortSignal): Promise<Outcome>;
}

export interface TryOutOptions {
  readonly setup?: Partial<Setup>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  /** What confirm() is answered with, in turn; nobody can be asked when they are used up. */
  readonly answers?: readonly boolean[];
  /** What comes of a TLS handshake. */
  readonly tls?: TlsFacts | ((options: TlsOptions) => TlsFacts);
  /** Stands between the tool and the memory transport. */
  readonly network?: (connect: Connect) => Connect;
  readonly lookUp?: LookUp;
  /** The practice server of the process. */
  readonly practice?: Practice;
  /** The files that can be read, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether somebody types the lines. */
  readonly isInteractive?: boolean;
  /** Whether the output counts as a terminal that only one person sees. */
  readonly isPrivate?: boolean;
  /** How wide the terminal is; 0 where there is none. */
  readonly columns?: number;
  /** Told when something received is not whole yet, and when it is. */
  readonly unfinished?: (client: string) => void;
  /** The line at the prompt; nobody types at one where it is not interactive. */
  readonly editor?: FakeEditor;
  /** What somebody makes of a text in their editor. */
  readonly edit?: (text: string) => string;
  /** Where the configuration would be. */
  readonly configFile?: string;
  /** Gets what goes through the pager; without it that is shown as all else is. */
  readonly page?: (text: string) => void;
}

/** Ids are id-1, id-2 …; every moment is 2026-01-01T00:00:00Z. */
export function tryOut({
  setup,
  environment = {},
  secrets = [],
  answers = [],
  tls = TLS_FACTS,
  network = (connect) => connect,
  lookUp = async () => ({ records: [] }),
  practice,
  files = {},
  isInteractive = true,
  isPrivate = true,
  columns = 0,
  unfinished = () => {},
  editor = fakeEditor(),
  edit = (text) => `${text}<!-- edited -->\n`,
  configFile,
  page,
}: TryOutOptions = {}): TryOut {
  const server = memoryServer((options) => (typeof tls === "function" ? tls(options) : tls));
  const typed = [...secrets];
  const said = [...answers];
  const saved = new Map<string, string>();
  let shown = "";
  let hasQuit = false;
  let ids = 0;
  const workbench = makeWorkbench(
    { ...PLAIN_SETUP, address: "localhost", ...setup },
    {
      theme: NO_COLOR,
      columns: () => columns,
      write: (text) => {
        shown += text;
      },
      warn: (text) => {
        shown += text;
      },
      askSecret: async () => typed.shift() ?? "",
      confirm: async () => said.shift() ?? false,
      isInteractive,
      quit: () => {
        hasQuit = true;
      },
      isPrivate,
      lines: "left out",
      unfinished,
      editor: isInteractive ? editor : undefined,
      editFile: async (text) => edit(text),
      configFile,
      ...(page ? { page: async (text) => page([...text].join("")) } : {}),
      environment,
      version: "0.0.0",
    },
    {
      connect: network(server.connect),
      now: () => Date.UTC(2026, 0, 1),
      id: () => `id-${++ids}`,
      nonce: async () => NONCE,
      random: () => 0,
      lookUp,
      practice,
      readFile: async (path) => {
        const text = saved.get(path) ?? files[path];
        if (text === undefined) throw new UsageError(`Cannot run "${path}": there is no such file`);
        return Buffer.from(text, "utf8");
      },
      writeFile: async (path, text, { existing }) => {
        if (existing === "kept" && saved.has(path)) {
          throw new UsageError(
            `Cannot save to "${path}": the file is there already (--force writes over it)`,
          );
        }
        saved.set(path, text);
      },
    },
  );
  return {
    ...workbench,
    server,
    editor,
    saved,
    get shown() {
      return shown;
    },
    get hasQuit() {
      return hasQuit;
    },
    run: (line, signal = new AbortController().signal) => {
      editor.keep(workbench.shell.mask(line));
      return workbench.shell.run(workbench.shell.read(line), signal);
    },
  };
}

/** The nonce of every SCRAM exchange here: that of the example in RFC 7677 §3. */
export const NONCE = "rOprNGfwEbeRWgbNEkqO";

/** A handshake with a server whose certificate is good for localhost. */
export const TLS_FACTS: TlsFacts = {
  protocol: "TLSv1.3",
  cipher: "TLS_AES_256_GCM_SHA384",
  keyExchange: "X25519",
  servername: "localhost",
  chain: [
    {
      subject: "CN=localhost",
      issuer: "CN=Test Root",
      names: [{ kind: "DNS", value: "localhost" }],
      validFrom: "2025-01-01T00:00:00.000Z",
      validTo: "2027-01-01T00:00:00.000Z",
      fingerprint: Array.from({ length: 32 }, () => "AB").join(":"),
    },
  ],
  clientCertificate: false,
};

/** What a server sends first: its header and features. */
export const SERVER_HEADER =
  "<?xml version='1.0'?><stream:stream from='localhost' id='s1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

export const MECHANISMS =
  "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>";

export const BIND_FEATURES =
  "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

export const SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

/** Answers each step of the handshake as a server would. */
export function answerHandshake(server: MemoryServer): void {
  let headers = 0;
  server.onData((text) => {
    if (text.includes("<stream:stream"))
      server.send(SERVER_HEADER + (headers++ === 0 ? MECHANISMS : BIND_FEATURES));
    else if (text.startsWith("<auth")) server.send(SUCCESS);
    else if (text.includes("xmpp-bind")) server.send(bindResult(text));
    else if (text.includes("</stream:stream>")) {
      server.send("</stream:stream>");
      server.close();
    }
  });
}

function bindResult(request: string): string {
  const id = /id="([^"]*)"/.exec(request)?.[1] ?? "";
  const resource = /<resource>(.*)<\/resource>/.exec(request)?.[1] ?? "chosen";
  return `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@localhost/${resource}</jid></bind></iq>`;
}

/** Runs the walk up to bound: open, auth, restart, bind. */
export async function logIn(tool: TryOut): Promise<void> {
  answerHandshake(tool.server);
  for (const line of ["open", "auth me test", "restart", "bind desk"]) await tool.run(line);
}
