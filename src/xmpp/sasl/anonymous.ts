// SASL ANONYMOUS (RFC 4505, XEP-0175): the server makes up an account; its JID is known at bind.

import { answeredOnce } from "./answered-once.ts";
import type { SaslMechanism } from "./mechanism.ts";

export const anonymous: SaslMechanism = {
  name: "ANONYMOUS",
  spec: "RFC 4505, XEP-0175",
  summary: "needs no account",
  needs: ["nobody"],
  start: async () => {
    const nothing = { message: undefined, work: [] };
    return {
      begin: async () => nothing,
      // A server may ask for the trace information that was left out (RFC 4505 §2): there is none.
      read: answeredOnce("ANONYMOUS", "RFC 4505 §2", nothing),
      succeed: () => [],
    };
  },
};
