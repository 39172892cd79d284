// How often a server may make this machine repeat a hash.
import { UsageError } from "../../errors.ts";
import { SaslFault } from "../../xmpp/sasl/fault.ts";
import type { Authenticating } from "./credentials.ts";

/** What a computer does in a moment. RFC 7677 §4 asks for 4096 at least; more than this keeps it busy. */
const MOST_ITERATIONS = 1_000_000;
const FEWEST_ITERATIONS = 4096;

/** Says whether as many iterations as a server asks for may be computed. */
export function approverOf({
  options,
  client,
  transcript,
  confirm,
}: Authenticating): (iterations: number) => Promise<void> {
  const limit = limitOf(options["max-iterations"]);
  return async (iterations) => {
    if (iterations < FEWEST_ITERATIONS) {
      const text = `only ${iterations === 1 ? "one iteration" : `${iterations} iterations`}: whoever sees this exchange can try passwords quickly (RFC 7677 §4 asks for 4096 at least)`;
      transcript.append(client.session.id, { type: "note", by: "tool", text });
    }
    if (iterations <= limit) return;
    const question = `The server asks for ${iterations} iterations, which may take long. Compute them? [y/N] `;
    if (options["max-iterations"] === undefined && (await confirm(question))) return;
    throw new SaslFault(
      `it asks for ${iterations} iterations, more than ${limit}, and computing them would keep this machine busy (--max-iterations ${iterations} allows it)`,
    );
  };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return MOST_ITERATIONS;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`Cannot use --max-iterations "${text}": it is a number from 1`);
}
