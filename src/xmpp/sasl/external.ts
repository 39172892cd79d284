// SASL EXTERNAL (RFC 4422 appendix A, XEP-0178): who the client is, its TLS certificate has said already.

import { answeredOnce } from "./answered-once.ts";
import type { SaslMechanism } from "./mechanism.ts";

export const external: SaslMechanism = {
  name: "EXTERNAL",
  spec: "RFC 4422 appendix A, XEP-0178",
  summary: "lets your TLS certificate say who you are",
  needs: ["client certificate"],
  start: async ({ authzid = "" }) => {
    // An empty message says: derive the identity from the certificate. On the wire it is "=" (RFC 6120 §6.4.2).
    const move = { message: authzid, work: [{ step: "identity", authzid } as const] };
    return {
      begin: async () => move,
      // A server that did not take the initial response asks for it with an empty challenge.
      read: answeredOnce("EXTERNAL", "RFC 4422 appendix A", move),
      succeed: () => [],
    };
  },
};
