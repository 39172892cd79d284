// What stands between a learner and a task: most steps can be tried again, some are done once on a stream or connection.
import type { SessionState } from "../session/state.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Act } from "./acts.ts";

export type Obstacle = "stream ended" | "TLS due" | "restart due" | "authenticated" | "encrypted" | "bound";

/** Where the client stood when the task was set, and where it stands. */
export interface Standpoints {
  readonly before: SessionState;
  readonly now: SessionState;
}

export function obstacleTo(acts: readonly Act[], { before, now }: Standpoints): Obstacle | undefined {
  if (isOnStream(before) && !isOnStream(now)) return "stream ended";
  if (now.starttls === "due" && before.starttls !== "due") return "TLS due";
  const tooLate = acts.map((act) => whyTooLate(act, now)).find((why) => why !== undefined);
  if (tooLate) return tooLate;
  const isNew = before.restartDue === undefined && now.restartDue !== undefined;
  return isNew && acts.some(({ kind }) => kind === "element") ? "restart due" : undefined;
}

/** Whether it is done, where it is done only once: nobody can do it again. */
export function isDoneForGood(act: Act, state: SessionState): boolean {
  if (act.kind === "header") return isOnStream(state) && !state.restartDue && state.features !== undefined;
  return act.kind === "element" && whyTooLate(act, state) !== undefined;
}

/** What a learner reads behind "the task is still open". */
export function tellObstacle(obstacle: Obstacle | undefined): string {
  return obstacle === undefined ? " (Enter shows it again)" : `, but ${WHY[obstacle]}`;
}

const ANEW = '("again" begins the lesson anew, "back" goes one step back)';

const WHY: Readonly<Record<Obstacle, string>> = {
  "stream ended": `the stream it belongs to has ended ${ANEW}`,
  "TLS due": 'TLS comes first ("tls" begins it)',
  "restart due": 'a new stream comes first ("restart" begins it)',
  authenticated: `you have authenticated already, and it is too late for that ${ANEW}`,
  encrypted: `the connection is encrypted already ${ANEW}`,
  bound: `a resource is bound already, and a stream has only one ${ANEW}`,
};

/** Between two streams of one connection, too: a restart goes on with it. */
function isOnStream({ sent, closedBy, streamError, receivedBroken }: SessionState): boolean {
  return sent !== undefined && closedBy.length === 0 && !streamError && !receivedBroken;
}

function whyTooLate(act: Act, { authenticated, secure, jid }: SessionState): Obstacle | undefined {
  if (act.kind !== "element") return undefined;
  const { element } = act;
  // RFC 6120 §6.4.6: no second authentication; §5.3.1: TLS comes before it.
  if (element.is("auth", NS.sasl) && authenticated !== undefined) return "authenticated";
  if (element.is("starttls", NS.tls)) {
    if (secure) return "encrypted";
    return authenticated === undefined ? undefined : "authenticated";
  }
  // RFC 6120 §7.1
  return element.getChild("bind", NS.bind) && jid ? "bound" : undefined;
}
