// go-sendxmpp, a client for the command line: it sends what stands on its standard input, or prints what it is sent.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Practicing } from "./practice-server.ts";

export interface GoListener {
  /** Resolves when it has printed a line that ends like this. */
  prints(ending: string): Promise<void>;
  stop(): Promise<void>;
}

type Place = Pick<Practicing, "port">;

const PASSWORD = ["--password", "test"];

function argumentsFor({ port }: Place, user: string): readonly string[] {
  return ["--username", `${user}@localhost`, ...PASSWORD, "--jserver", `127.0.0.1:${port}`];
}

/** Sends a message as somebody, and ends; what it complains about, if anything. Whatever certificate comes is taken. */
export async function sendByGo(place: Place, user: string, sent: GoMessage): Promise<string> {
  return await run([...argumentsFor(place, user), "--no-tls-verify", ...sent.args], sent.text, {});
}

export interface GoMessage {
  readonly text: string;
  /** Whom to, and how. */
  readonly args: readonly string[];
}

/** The same, where the server must show this certificate, and nothing else is trusted. */
export async function sendByGoTrusting(place: Practicing, user: string, sent: GoMessage): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "xmpp-repl-go-"));
  const file = join(folder, "certificate.pem");
  await writeFile(file, place.certificate ?? "");
  const env = { SSL_CERT_FILE: file, SSL_CERT_DIR: folder };
  try {
    return await run([...argumentsFor(place, user), ...sent.args], sent.text, env);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(
  args: readonly string[],
  text: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn("go-sendxmpp", args, { env: { ...process.env, ...env } });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    complaints += data;
  });
  // One that is turned away does not read it.
  child.stdin.on("error", () => {}).end(text);
  await once(child, "close");
  return complaints;
}

/** Prints what comes for somebody until it is stopped. */
export function listenByGo(place: Place, user: string, args: readonly string[] = []): GoListener {
  const child = spawn("go-sendxmpp", [...argumentsFor(place, user), "--no-tls-verify", "--listen", ...args]);
  const ended = once(child, "close");
  let output = "";
  let look = () => {};
  const add = (data: string) => {
    output += data;
    look();
  };
  child.stdout.setEncoding("utf8").on("data", add);
  child.stderr.setEncoding("utf8").on("data", add);
  return {
    prints: (ending) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (output.split("\n").some((line) => line.endsWith(ending))) resolve();
        };
        look();
        void ended.then(() => reject(new Error(`go-sendxmpp has ended: ${output}`)));
      }),
    async stop() {
      child.kill();
      await ended;
    },
  };
}
