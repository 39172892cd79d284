// XML that was typed as it stands.
import type { Claim } from "../session/inbox.ts";
import { featuresReply, naturalReply } from "../session/replies.ts";
import { beginsDocument } from "../xml/document-start.ts";
import { connectIfNeeded } from "./connecting/opening.ts";
import { requireConnection } from "./connecting/require-connection.ts";
import type { Connecting } from "./connecting.ts";
import type { Definitions } from "./definitions.ts";
import type { Source } from "./draws.ts";
import { replyTo } from "./expecting/reply-to.ts";
import { type Outcome, PASSED } from "./outcome.ts";
import type { RunningLine } from "./running-line.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Sends XML as it is. A stream header acts as `open` does; of anything else the reply that the protocol gives it is
 * waited for, but not claimed.
 */
export async function sendRaw(
  text: string,
  context: RunningLine & Sessions & Connecting & Definitions & Source,
): Promise<Outcome> {
  const { client, signal, settings, practice } = context;
  const { session } = client;
  if (beginsDocument(text)) {
    const connected = await connectIfNeeded(context, { where: {} });
    if (connected.status !== "passed") return connected;
  } else requireConnection("send", client);
  const wait = { signal, timeout: settings.get("timeout") };
  const outcomes: Promise<Outcome>[] = [];
  session.send(text, (entries) => {
    for (const entry of entries) {
      // A header that is not well-formed was meant as one.
      const isBrokenHeader = entry.event.type === "violation" && beginsDocument(text);
      const natural = isBrokenHeader ? featuresReply : naturalReply(entry.event);
      if (!natural) continue;
      const claim: Claim = natural === featuresReply ? natural : { ...natural, observes: true };
      outcomes.push(replyTo(entry, { claim, session, practice }, wait));
    }
  });
  const ended = await Promise.all(outcomes);
  return ended.find(({ status }) => status !== "passed") ?? PASSED;
}
