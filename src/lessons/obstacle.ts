// What stands between a learner and a task: most steps can be tried again, some are done once on a stream or connection.
import type { SessionState } from "../session/state.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Act } from "./acts.ts";
import { isOnStream } from "./standpoint.ts";

export type Obstacle =
  | "stream ended"
  | "TLS due"
  | "restart due"
  | "authenticated"
  | "encrypted"
  | "bound"
  | "elsewhere"
  | "past";

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

/** Whether the step has to be set up again before it can be done. */
export function needsSetUp(obstacle: Obstacle | undefined): boolean {
  return obstacle !== undefined && obstacle !== "TLS due" && obstacle !== "restart due";
}

const SET_UP = '("back" sets it up again)';
const PAST = `you are past what this step needs ${SET_UP}`;

/** What a learner reads behind "the task is still open". */
export const WHY_OPEN: Readonly<Record<Obstacle, string>> = {
  "stream ended": `the stream that this step needs has ended ${SET_UP}`,
  "TLS due": 'TLS comes first ("tls" begins it)',
  "restart due": 'a new stream comes first ("restart" begins it)',
  authenticated: `${PAST}: you have authenticated, and that is done once on a stream`,
  encrypted: `${PAST}: the connection is encrypted already`,
  bound: `${PAST}: a resource is bound, and a stream has only one`,
  elsewhere: `the connection is not as it was when this step began ${SET_UP}`,
  past: PAST,
};

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
