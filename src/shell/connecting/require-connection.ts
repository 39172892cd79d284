import { ConnectionError } from "../../errors.ts";
import { beginningLine } from "../../explain/due.ts";
import type { Client } from "../../session/clients.ts";

/** @throws ConnectionError where there is nowhere to send to; `action` is what cannot be done, as a verb. */
export function requireConnection(action: string, { session }: Client): void {
  const { connection, host = "", port = 0, hasWayBack } = session.state;
  if (connection === "connected") return;
  const begin = `"${beginningLine(session.state)}"`;
  throw new ConnectionError(
    `Cannot ${action}: not connected (run ${hasWayBack ? '"reconnect" or ' : ""}${begin} first)`,
    { host, port },
  );
}
