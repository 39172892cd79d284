// Where the clients stand when a task is set, to know later whether they still do.
import { position } from "../explain/due.ts";
import type { Clients } from "../session/clients.ts";
import type { SessionState } from "../session/state.ts";

/** All clients, by their names. */
export interface Standpoint {
  readonly current: string;
  readonly states: ReadonlyMap<string, SessionState>;
}

export function standpointOf(clients: Clients): Standpoint {
  const states = new Map([...clients].map(({ name, session }) => [name, session.state]));
  return { current: clients.current.name, states };
}

/** Whether a line that was possible at one of them is possible at the other. */
export function isSameStandpoint(one: Standpoint, other: Standpoint): boolean {
  if (one.current !== other.current || one.states.size !== other.states.size) return false;
  return [...one.states].every(([name, state]) => {
    const now = other.states.get(name);
    return now !== undefined && position(state).label === position(now).label;
  });
}

/** Whether a client has done what cannot be undone on its stream, and had not done it before. */
export function isPast(before: Standpoint, now: Standpoint): boolean {
  return [...now.states].some(([name, state]) => {
    const earlier = before.states.get(name);
    return gains(state).some((gain, index) => gain && !(earlier && gains(earlier)[index]));
  });
}

function gains({ authenticated, jid, available }: SessionState): readonly boolean[] {
  return [authenticated !== undefined, jid !== undefined, available];
}

/** Whether the state says the same of connection and stream. */
export function isSamePlace(one: SessionState, other: SessionState): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(state: SessionState): "on a stream" | "connected" | "nowhere" {
  if (isOnStream(state)) return "on a stream";
  return state.connection === "connected" && state.sent === undefined ? "connected" : "nowhere";
}

/** Between two streams of one connection, too: a restart goes on with it. */
export function isOnStream({ sent, closedBy, streamError, receivedBroken }: SessionState): boolean {
  return sent !== undefined && closedBy.length === 0 && !streamError && !receivedBroken;
}
