// Why nothing comes: what a client waits for in vain because of what it has not done yet.
import { isBound, isComponent, isStreamOpen, type SessionState } from "../session/state.ts";

/** Why no stanzas arrive, as far as it is the client's own doing. */
export function whyNoStanzas(state: SessionState): string | undefined {
  if (!isStreamOpen(state) || isComponent(state)) return undefined;
  const { available, authenticated, restartDue } = state;
  if (restartDue) return 'a new stream is due, and begins with our header (run "restart")';
  if (authenticated === undefined) return undefined;
  if (!isBound(state))
    return 'no resource is bound yet, and there is nobody to deliver to (run "bind"; RFC 6120 §7.1)';
  if (available) return undefined;
  return 'no presence was sent, and before it a server delivers neither messages to your bare JID nor the presence of others (run "presence"; RFC 6121 §4.2)';
}

/** Why a server does not go on with what was sent before it has sent anything itself, or does not answer a stanza. */
export function whyNoAnswer(state: SessionState): string | undefined {
  const { mangled, received, authenticated, binding, restartDue } = state;
  if (mangled && !received) {
    return `#${mangled.n} is no header that it can read: ${mangled.detail}. It may be waiting for the rest ("disconnect", then "open")`;
  }
  const isUnbound =
    isStreamOpen(state) && authenticated !== undefined && !isBound(state) && !isComponent(state);
  if (isUnbound && !restartDue && binding === undefined && state.features) {
    return 'no resource is bound yet, and ejabberd answers no stanza before that (run "bind"; RFC 6120 §7.1)';
  }
  return undefined;
}
