// What a line may not do because of where it comes from, or because of what stands beneath it.
import { UsageError } from "../errors.ts";
import type { Command, Parsed } from "./command.ts";

/** A file of lines may come from anywhere: only the command line decides what is less safe. */
export function refuseWeakening({ name, options }: Command, parsed: Parsed): void {
  const weakening = Object.keys(options).find((option) => {
    const { weakens = [] } = options[option] ?? {};
    const value = parsed.options[option];
    return weakens === true ? Boolean(value) : typeof value === "string" && weakens.includes(value);
  });
  if (weakening === undefined) return;
  throw new UsageError(
    `Cannot run ${name}: --${weakening} decides whom to trust, and counts at the prompt and on the command line only`,
  );
}

/** A script touches no files but those that it runs. */
export function refuseFiles({ name, options }: Command, parsed: Parsed): void {
  const file = Object.keys(options).find((option) => options[option]?.isFile && parsed.options[option]);
  if (file === undefined) return;
  throw new UsageError(
    `Cannot run ${name}: --${file} names a file, and scripts touch none (give it on the command line)`,
  );
}

/** @throws UsageError where nothing can stand beneath the line. */
export function requireBlock({ name, block }: Command, { options }: Parsed): void {
  if (block === undefined) {
    throw new UsageError(`Cannot run ${name}: lines stand beneath it, but it has no reply (use expect)`);
  }
  if (block === "reply" && options["no-wait"]) {
    throw new UsageError(`Cannot run ${name}: with --no-wait nothing compares its reply (use expect)`);
  }
}

const WHAT_A_BLOCK_IS = {
  sent: "is sent",
  expected: "is expected",
  reply: "its reply must match",
} as const;

/** Why a row is not run that looks like a block beneath a command's line: outside of scripts it would be sent. */
export function whyNoBlock(row: string, before: string, { name, block }: Command): string | undefined {
  if (!/^[ \t]+</.test(row) || block === undefined || before.includes("<")) return undefined;
  return `Cannot tell whether to send it: indented beneath "${name}" it would be what ${WHAT_A_BLOCK_IS[block]} in a script (run a script with "xmpp-repl run FILE" or "run FILE"; without the blanks it is sent; \`expect <…>\` takes a pattern on its line)`;
}
