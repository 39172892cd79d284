import type { Clients } from "../session/clients.ts";
import type { Claim } from "../session/inbox.ts";

const GONE: Claim = {
  what: "the end of the connection",
  outlastsStream: true,
  observes: true,
  accepts: (_, { connection }) => connection === "offline",
};

/** In milliseconds. Some servers wait for the client's end tag, or take their time. */
const PATIENCE = 300;

/** A connection ends right behind its stream: that is shown before the lesson goes on, not in the middle of its words. */
export async function connectionsEnded(clients: Clients, signal: AbortSignal): Promise<void> {
  const ending = [...clients].filter(({ session: { state } }) => {
    const isEnding = state.closedBy.includes("server") || state.streamError !== undefined;
    return isEnding && state.connection === "connected";
  });
  await Promise.all(ending.map(({ session }) => session.await(GONE, { signal, timeout: PATIENCE })));
}
