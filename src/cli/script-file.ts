import { readFile } from "node:fs/promises";
import { UsageError } from "../errors.ts";

/**
 * The bytes of a script; "-" is standard input.
 * @throws UsageError where the file cannot be read.
 */
export async function readScriptFile(path: string): Promise<Uint8Array> {
  if (path === "-") return await readAll(process.stdin);
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new UsageError(`Cannot run "${path}": ${WHY[String(code)] ?? String(error)}`);
  }
}

async function readAll(input: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read",
};
