import { runPiped } from "./piped.ts";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Pipes a text into the built program, as a shell does. */
export async function runLines(address: string, text: string, options: readonly string[] = []): Promise<Run> {
  const { code, output, messages } = await runPiped(
    [address, ...options],
    text.replace(/\n$/, "").split("\n"),
  );
  return { code, stdout: output, stderr: messages };
}
