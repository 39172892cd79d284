import { UsageError } from "../errors.ts";
import { MASK } from "../render/secrets/redact.ts";
import type { Alias } from "./aliases.ts";
import type { Command } from "./command.ts";
import type { Definitions } from "./definitions.ts";
import { insteadOf } from "./language/suggest.ts";
import type { Secrecy } from "./secrecy.ts";

interface Defining extends Pick<Definitions & Secrecy, "aliases" | "mask"> {
  readonly commands: readonly Pick<Command, "name">[];
}

/**
 * Gives a line a name.
 * @throws UsageError where it cannot have that name, or holds a secret: a list would show it, and a file keep it.
 */
export function defineAlias({ name, line }: Alias, { aliases, mask, commands }: Defining): void {
  const masked = mask(line);
  if (line.includes(MASK) || masked !== line) {
    throw new UsageError(`Cannot make the alias "${name}": ${whyMasked(masked, commands)}`);
  }
  aliases.define(name, line);
}

/** What is wrong with a line of which something is masked: all of it is where nothing says what the secret is. */
export function whyMasked(masked: string, commands: Defining["commands"]): string {
  const unreadable = /^(?:@\S+\s+)?(\S+) \[redacted\]$/.exec(masked)?.[1];
  const names = commands.map((command) => command.name);
  if (unreadable === undefined) {
    return "a secret stands in the line (leave it out: what is left out is asked for)";
  }
  if (names.includes(unreadable)) {
    return `the line cannot be read, or is all secret ("help ${unreadable}" says how it is used)`;
  }
  return `there is no command "${unreadable}" (${insteadOf(unreadable, names) ?? 'run "help" for a list'})`;
}
