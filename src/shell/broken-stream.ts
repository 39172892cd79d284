import type { Client } from "../session/clients.ts";
import { endReason } from "./expecting/judge.ts";

/** Why the stream of a client ended with an error, or was dropped, when no step waited for it. Told once. */
export function brokenStream({ session }: Client): string | undefined {
  const entry = session.inbox.remove(
    ({ event }) => event.type === "element" && event.kind === "stream-error",
  );
  if (entry) return endReason(entry);
  const { dropped, isRefuted } = session.state;
  if (isRefuted) return "the server said success without proving that it knows your password";
  return dropped && `the connection was dropped: ${dropped}`;
}
