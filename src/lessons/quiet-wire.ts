// What the lesson says comes behind what is said on the wire, never in the middle of it.
import { setTimeout as pause, setImmediate } from "node:timers/promises";
import type { Clients } from "../session/clients.ts";
import type { Claim } from "../session/inbox.ts";
import type { LessonTools } from "./lesson-tools.ts";

const GONE: Claim = {
  what: "the end of the connection",
  outlastsStream: true,
  observes: true,
  accepts: (_, { connection }) => connection === "offline",
};

/** In milliseconds. Some servers wait for the client's end tag, or take their time. */
const PATIENCE = 300;

/** How long nothing must have come, in milliseconds: from a server in this process, and from any other. */
const SILENCE = { near: 25, far: 150 } as const;

/** Somebody who sends without end is not waited for. */
const MOST_PAUSES = 12;

/** Resolves when nothing comes any more of what was sent: no answer by rule tells the end of it, only silence does. */
export async function wireQuiet(
  { clients, transcript, practice }: Pick<LessonTools, "clients" | "transcript" | "practice">,
  signal: AbortSignal,
): Promise<void> {
  await connectionsEnded(clients, signal);
  const silence = practice ? SILENCE.near : SILENCE.far;
  for (let pauses = 0; pauses < MOST_PAUSES && !signal.aborted; pauses += 1) {
    if ([...clients].every(({ session }) => session.state.connection === "offline")) return;
    const before = transcript.last?.n;
    await pause(silence, undefined, { signal }).catch(() => {});
    // What has arrived by now is read, also where this process was busy.
    await setImmediate();
    if (transcript.last?.n === before) return;
  }
}

/** A connection ends right behind its stream. */
async function connectionsEnded(clients: Clients, signal: AbortSignal): Promise<void> {
  const ending = [...clients].filter(({ session: { state } }) => {
    const isEnding = state.closedBy.includes("server") || state.streamError !== undefined || state.sentBroken;
    return isEnding && state.connection === "connected";
  });
  await Promise.all(ending.map(({ session }) => session.await(GONE, { signal, timeout: PATIENCE })));
}
