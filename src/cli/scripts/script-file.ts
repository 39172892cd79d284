// Where the bytes of scripts come from: what a person names, and the little that a script may name.
import { constants, createReadStream, openSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { UsageError } from "../../errors.ts";
import type { Asked } from "../../script/player.ts";

/** A script is text that somebody wrote: what is larger is something else, such as a device without an end. */
const LARGEST = 64 * 1024 * 1024;
const SCRIPT = /\.(?:xmpp|scs|md)$/i;

/**
 * The bytes of a script that is named on the command line; "-" is standard input.
 * @throws UsageError where the file cannot be read, and an AbortError after the signal.
 */
export async function readScriptFile(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  if (path === "-") return await readAll(path, process.stdin, signal);
  return await telling(path, async () => {
    const found = await stat(path);
    if (found.isFile()) return await readAll(path, createReadStream(path), signal);
    if (found.isFIFO()) return await readAll(path, openPipe(path), signal);
    throw new UsageError(`Cannot run "${path}": ${whatElse(found)}`);
  });
}

/**
 * The bytes of what `run FILE` names in a session. A script may come from a stranger: what it runs lies with it.
 * @throws UsageError where the file cannot be read or must not be, and an AbortError after the signal.
 */
export async function readRunFile(path: string, { signal, outermost }: Asked): Promise<Uint8Array> {
  if (path === "-") {
    throw new UsageError('Cannot run "-": standard input is not for scripts here (name a file)');
  }
  return await telling(path, async () => {
    // What a link stands for is what counts.
    const real = await realpath(path);
    if (outermost !== undefined) await requireNear(path, real, outermost);
    const found = await stat(real);
    if (!found.isFile()) throw new UsageError(`Cannot run "${path}": ${whatElse(found)}`);
    return await readAll(path, createReadStream(real), signal);
  });
}

/** A script's errors quote it: a key or a password file that is run as a script would be told. */
async function requireNear(path: string, real: string, outermost: string): Promise<void> {
  const way = relative(await realpath(dirname(outermost)), real);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    const folder = outermost === "-" ? "the current folder" : `the folder of ${basename(outermost)}`;
    throw new UsageError(
      `Cannot run "${path}": it is outside ${folder} (scripts run only scripts that lie with them)`,
    );
  }
  if (!SCRIPT.test(real)) {
    throw new UsageError(
      `Cannot run "${path}": its name is not that of a script (scripts run .xmpp, .scs and .md only)`,
    );
  }
}

/** Opening a pipe waits for its writer, and cannot be given up: a socket can. */
function openPipe(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

async function readAll(path: string, input: Readable, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (signal) addAbortSignal(signal, input);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) throw new UsageError(`Cannot run "${path}": it has more than 64 MiB (split it)`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function telling(path: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await read();
  } catch (error) {
    const isAborted = error instanceof Error && error.name === "AbortError";
    if (error instanceof UsageError || isAborted) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new UsageError(`Cannot run "${path}": ${WHY[String(code)] ?? String(error)}`);
  }
}

function whatElse(found: { isDirectory(): boolean }): string {
  return found.isDirectory() ? "it is a folder" : "it is no regular file (name a file)";
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
};
