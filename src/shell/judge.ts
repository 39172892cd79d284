// Whether a reply is what was hoped for.

import { errorContent } from "../explain/conditions.ts";
import type { Reply } from "../session/inbox.ts";
import type { Entry } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Outcome } from "./command.ts";
import { formatDuration } from "./units.ts";

/** The outcome of a step that waited for `what`. A negative reply fails the step, but is a reply all the same. */
export function judge(reply: Reply, what: string): Outcome {
  switch (reply.outcome) {
    case "reply": {
      const reason = refusal(reply.entry);
      return reason === undefined ? { status: "passed", reply } : { status: "failed", reason, reply };
    }
    case "ended":
      return { status: "failed", reason: `no reply: ${endReason(reply.entry)}`, reply };
    case "timeout":
      return {
        status: "failed",
        reason: `no reply within ${formatDuration(reply.after)}: ${what} has not come (it may still; --timeout waits longer)`,
        reply,
      };
    case "interrupted":
      return { status: "interrupted" };
  }
}

/** Why an entry is a refusal, or undefined where it is none. */
function refusal(entry: Entry): string | undefined {
  if (entry.type !== "traffic" || entry.event.type !== "element") return undefined;
  const { element } = entry.event;
  if (element.is("failure", NS.sasl)) return `SASL failure: ${errorContent(element, NS.sasl).condition}`;
  if (element.getName() === "iq" && attribute(element, "type") === "error")
    return `stanza error: ${stanzaCondition(element)}`;
  return undefined;
}

function stanzaCondition(stanza: Element): string {
  const error = stanza.getChildElements().find((child) => child.getName() === "error");
  return error ? errorContent(error, NS.stanzaErrors).condition : "without an error element";
}

/** Why a stream or a connection ended, from the entry that ended it. */
export function endReason(entry: Entry): string {
  if (entry.type === "traffic" && entry.event.type === "element") {
    return `the stream ended with the error ${errorContent(entry.event.element, NS.streamErrors).condition}`;
  }
  return entry.type === "connection" ? "the connection ended" : "the server closed the stream";
}
