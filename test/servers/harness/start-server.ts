import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeCertificate } from "./certificate.ts";
import { type External, externalOf, writeExternal } from "./external.ts";
import { freePorts } from "./free-ports.ts";
import type { Launch } from "./launch.ts";
import { type LeashedProcess, startLeashed } from "./leashed-process.ts";
import { type ServerKind, serverKinds } from "./server-kinds.ts";

const patience = 20_000;
const attempts = 5;

export interface RunningServer {
  readonly kind: ServerKind;
  readonly host: "127.0.0.1";
  /** The first of the kind's ports; on a modern kind direct TLS, component, http and https are the next four. */
  readonly port: number;
  /** The folder with its files, gone after stop(). */
  readonly scratch: string;
  /** A modern kind's certificate (PEM) for all its hosts: self-signed, so it is what a client is to trust. */
  readonly certificate: string;
  /** Where a modern kind offers SASL EXTERNAL; the other kinds throw. */
  readonly external: External;
  /** All that the server has logged so far, also after stop(). */
  log(): Promise<string>;
  /** Ends this server and no other; resolves when its processes and its files are gone. */
  stop(): Promise<void>;
}

/**
 * Starts a real server on free loopback ports; resolves when it answers there and knows its accounts.
 * `findPorts` gives the first of as many consecutive ports as it is asked for.
 */
export async function startServer(kind: ServerKind, findPorts = freePorts): Promise<RunningServer> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const port = await findPorts(serverKinds[kind].ports);
    const scratch = await mkdtemp(join(tmpdir(), `xmpp-repl-${kind}-`));
    const launch = await prepare(kind, scratch, port).catch(async (cause: unknown) => {
      await rm(scratch, { recursive: true, force: true });
      throw new Error(`Cannot start ${kind}: its files could not be made (${hint})`, { cause });
    });
    const server = startLeashed({ scratch, command: asUser(launch), env: environment(launch) });
    const outcome = await outcomeOf(server, launch, port);
    if (outcome === "ready") {
      return {
        ...{ kind, host: "127.0.0.1", port, scratch, certificate: `${scratch}/certs/localhost.crt` },
        get external() {
          return externalOf(kind, scratch, port);
        },
        log: async () => server.output(),
        stop: server.stop,
      };
    }
    await server.stop();
    // Another program can take a port between our look and the server's start: then others are tried.
    if (outcome !== "port taken") {
      throw new Error(`Cannot start ${kind}: ${outcome} (${hint})\n${tail(server.output())}`);
    }
  }
  throw new Error(`Cannot start ${kind}: other programs took its ports ${attempts} times in a row`);
}

const hint = 'if it is not installed, run "node tools/install-servers.js"';

async function prepare(kind: ServerKind, scratch: string, port: number): Promise<Launch> {
  const { ports, tls, launch } = serverKinds[kind];
  if (tls === "required") await Promise.all([writeCertificate(`${scratch}/certs`), writeExternal(scratch)]);
  const prepared = await launch({
    kind,
    scratch,
    ports: Array.from({ length: ports }, (_, index) => port + index),
  });
  if (isRoot()) await promisify(execFile)("chown", ["-R", `${prepared.user}:`, scratch]);
  return prepared;
}

async function outcomeOf(server: LeashedProcess, launch: Launch, port: number): Promise<string> {
  const result = await server.outputReaches(
    (output) => launch.isReady(output) || isPortTaken(output),
    patience,
  );
  if (isPortTaken(server.output())) return "port taken";
  if (result === "ended") return "it ended at once";
  if (result === "late") return `it was not ready after ${patience / 1000} s`;
  return (await answers(port)) ? "ready" : "it does not answer on its port";
}

// Prosody stays alive without the port, ejabberd ends; both say this.
function isPortTaken(output: string): boolean {
  return /Failed to open .* in use/.test(output);
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function asUser({ user, command }: Launch): readonly string[] {
  // setpriv replaces itself by the server, so the leash still holds the server's own process id.
  return isRoot() ? ["setpriv", "--reuid", user, "--regid", user, "--init-groups", ...command] : command;
}

function environment({ env }: Launch): Record<string, string> {
  return { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8", ...env };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function tail(output: string): string {
  return output.trimEnd().split("\n").slice(-30).join("\n");
}
