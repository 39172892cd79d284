// What `calc` prints, and where it takes a password from.
import { UsageError } from "../../errors.ts";
import { derivationOf } from "../../explain/derivations.ts";
import { derivationLines } from "../../render/derivation.ts";
import { NO_COLOR } from "../../render/themes/theme.ts";
import type { SaslWork } from "../../xmpp/sasl/mechanism.ts";

export function linesOf(mechanism: string, works: readonly SaslWork[]): string[] {
  return works.flatMap((work) => {
    const derivation = derivationOf(mechanism, work);
    return [
      derivation.title,
      ...derivationLines(derivation, { theme: NO_COLOR, width: 0 }).map((line) => `  ${line}`),
    ];
  });
}

export function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** @throws UsageError where there is none. */
export function passwordOrEnvironment(password: string | undefined): string {
  const known = password ?? process.env.XMPP_PASSWORD;
  if (known !== undefined) return known;
  throw new UsageError("Cannot compute it: there is no password (give one, or set XMPP_PASSWORD)");
}
