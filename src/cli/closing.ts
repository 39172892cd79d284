// The polite end of every stream when the program ends.
import { ConnectionError } from "../errors.ts";
import type { Reply, Wait } from "../session/inbox.ts";
import { closeReply } from "../session/replies.ts";
import type { Session } from "../session/session.ts";
import type { SessionState } from "../session/state.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

/** How long a server may take to answer our end tag when the program ends, in milliseconds. */
const CLOSING_TIME = 2000;
/** What has come by then is not talked about. */
const PATIENCE = 400;

export interface Leaving {
  /** Aborted where the user waits no longer. */
  readonly signal: AbortSignal;
  /** Told where a server takes its time, in words. */
  waits(text: string): void;
}

const PATIENTLY: Leaving = { signal: new AbortController().signal, waits: () => {} };

export interface Closing {
  readonly session: Session;
  /** Puts on record what did not come. */
  note(text: string): void;
  readonly leaving?: Leaving | undefined;
}

/** The polite end (RFC 6120 §4.4): our end tag, the server's, then the connection. */
export async function closeSession({ session, note, leaving = PATIENTLY }: Closing): Promise<void> {
  if (session.state.connection === "offline") return;
  const timer = setTimeout(() => leaving.waits(closeReply.what), PATIENCE);
  try {
    const reply = await endStream(session, { signal: leaving.signal, timeout: CLOSING_TIME });
    if (reply?.outcome === "timeout")
      note(`${closeReply.what} has not come in ${CLOSING_TIME / 1000} s (RFC 6120 §4.4)`);
    if (reply?.outcome === "interrupted") note(`${closeReply.what} has not come (RFC 6120 §4.4)`);
  } catch (error) {
    // The connection is being closed already: by this side, after a limit, or by the server at this moment.
    if (!(error instanceof ConnectionError)) throw error;
  } finally {
    clearTimeout(timer);
  }
  await session.disconnect();
}

/** Undefined where there is no stream to end, or nothing to wait for. */
async function endStream(session: Session, wait: Wait): Promise<Reply | undefined> {
  const { state } = session;
  // Where a restart is due the old stream is gone, and its end tag would be an error on the new one; where TLS is due
  // the server waits for that.
  if (hasBegun(state) && !state.streamError && !state.restartDue && state.starttls !== "due")
    return await session.ask(STREAM_END, closeReply, wait);
  return state.sentBroken && !state.streamError ? await session.await(closeReply, wait) : undefined;
}

/** Also before the server's header has come: what we have begun, we end. */
function hasBegun({ sent, closedBy }: SessionState): boolean {
  return sent !== undefined && closedBy.length === 0;
}
