// The polite end of every stream when the program ends.
import { ConnectionError } from "../errors.ts";
import { closeReply } from "../session/replies.ts";
import type { Session } from "../session/session.ts";
import type { SessionState } from "../session/state.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

/** How long a server may take to answer our end tag when the program ends, in milliseconds. */
const CLOSING_TIME = 2000;

/** The polite end (RFC 6120 §4.4): our end tag, the server's, then the connection. */
export async function closeSession(session: Session): Promise<void> {
  const { state } = session;
  if (state.connection === "offline") return;
  const wait = { signal: new AbortController().signal, timeout: CLOSING_TIME };
  // Where a restart is due the old stream is gone, and its end tag would be an error on the new one; where TLS is due
  // the server waits for that.
  try {
    if (hasBegun(state) && !state.streamError && !state.restartDue && state.starttls !== "due") {
      await session.ask(STREAM_END, closeReply, wait);
    } else if (state.sentBroken && !state.streamError) await session.await(closeReply, wait);
  } catch (error) {
    // The connection is being closed already: by this side, after a limit, or by the server at this moment.
    if (!(error instanceof ConnectionError)) throw error;
  }
  await session.disconnect();
}

/** Also before the server's header has come: what we have begun, we end. */
function hasBegun({ sent, closedBy }: SessionState): boolean {
  return sent !== undefined && closedBy.length === 0;
}
