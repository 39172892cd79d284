// SASL ANONYMOUS (RFC 4505, XEP-0175): an account of its own for each time, which nobody else gets into.
import type { MakeServerMechanism } from "./mechanism.ts";
import { textOf } from "./messages.ts";
import { SaslRefusal } from "./refusal.ts";

/** RFC 4505 §2: the trace information is up to 255 characters, or left out. */
const LONGEST_TRACE = 255;

export const anonymous: MakeServerMechanism = ({ server, guests }) => ({
  name: "ANONYMOUS",
  // XEP-0175: the client sends <auth/> without content, and is let in.
  mayBeginEmpty: true,
  isOfferedTo: () => true,
  start: () => ({
    take: async (message) => {
      if ([...textOf(message)].length > LONGEST_TRACE) {
        throw new SaslRefusal("malformed-request", `more than ${LONGEST_TRACE} characters (RFC 4505 §2)`);
      }
      let name = `guest-${server.id()}`;
      while (server.accounts.find(name)) name = `guest-${server.id()}`;
      const account = server.accounts.add(name, server.nonce());
      guests.add(account);
      return { move: "success", account };
    },
  }),
});
