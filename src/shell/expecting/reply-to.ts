// The wait for a reply, and what it came to.
import type { Wait } from "../../session/inbox.ts";
import type { Entry } from "../../transcript/entry.ts";
import type { Outcome } from "../outcome.ts";
import { type Asked, judge, whyNoneComes } from "./judge.ts";

/** Waits for the reply to what was sent, which is claimed at once; where none can come, nobody waits. */
export async function replyTo(entry: Entry | undefined, asked: Asked, wait: Wait): Promise<Outcome> {
  const reason = whyNoneComes(asked);
  if (reason !== undefined) return { status: "failed", reason };
  const reply = await asked.session.await(asked.claim, wait, entry);
  return judge(reply, { ...asked, request: entry?.n });
}
