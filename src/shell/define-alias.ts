import { UsageError } from "../errors.ts";
import { MASK } from "../render/redact.ts";
import type { Alias } from "./aliases.ts";
import type { Definitions } from "./definitions.ts";
import type { Secrecy } from "./secrecy.ts";

/**
 * Gives a line a name.
 * @throws UsageError where it cannot have that name, or holds a secret: a list would show it, and a file keep it.
 */
export function defineAlias(
  { name, line }: Alias,
  { aliases, mask }: Pick<Definitions & Secrecy, "aliases" | "mask">,
): void {
  const masked = mask(line);
  if (line.includes(MASK) || masked !== line) {
    throw new UsageError(`Cannot make the alias "${name}": ${whyMasked(masked)}`);
  }
  aliases.define(name, line);
}

/** What is wrong with a line of which something is masked: all of it is where nothing says what the secret is. */
export function whyMasked(masked: string): string {
  const unreadable = /^(?:@\S+\s+)?(\S+) \[redacted\]$/.exec(masked)?.[1];
  return unreadable === undefined
    ? "a secret stands in the line (leave it out: what is left out is asked for)"
    : `the line cannot be read, or is all secret ("help ${unreadable}" says how it is used)`;
}
