// A first word that was meant as a subcommand is taken for a host: that shows when nothing answers there.
import { ConnectionError } from "../../errors.ts";
import { nearest } from "../../shell/language/suggest.ts";
import type { Connect } from "../../stream/transport.ts";
import { SUBCOMMANDS } from "./subcommands.ts";

/** Connects, and where the host of the command line does not answer names the subcommand that it is a slip of. */
export function namingSubcommands(connect: Connect, address: string | undefined): Connect {
  const meant = /^[a-z]{3,}$/i.test(address ?? "") ? nearest(address ?? "", SUBCOMMANDS) : undefined;
  if (meant === undefined) return connect;
  return async (endpoint, listener, signal) => {
    try {
      return await connect(endpoint, listener, signal);
    } catch (error) {
      if (!(error instanceof ConnectionError) || endpoint.host !== address) throw error;
      const { message, host, port, cause } = error;
      throw new ConnectionError(`${message} (did you mean "xmpp-repl ${meant}"?)`, { host, port, cause });
    }
  };
}
