import { SaslFault } from "./fault.ts";
import type { SaslExchange, SaslMove } from "./mechanism.ts";

/** Reads the empty challenge of a mechanism that has none, and answers it once: not for ever. */
export function answeredOnce(mechanism: string, spec: string, move: SaslMove): SaslExchange["read"] {
  let isAnswered = false;
  return (challenge) => {
    if (challenge !== "" || isAnswered) {
      throw new SaslFault(`${mechanism} has one message, and it was sent (${spec})`);
    }
    const answer = async () => {
      isAnswered = true;
      return move;
    };
    return { work: [], answer };
  };
}
