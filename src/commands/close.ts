import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Client } from "../session/clients.ts";
import { closeReply } from "../session/replies.ts";
import { isStreamOpen, type SessionState } from "../session/state.ts";
import { type Waiting, waitOptions } from "../shell/asking.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { requireConnection } from "../shell/connecting/require-connection.ts";
import { parseDuration } from "../shell/language/units.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

export const close = defineCommand({
  name: "close",
  kind: "wire",
  summary: "Close the stream: send its end tag and wait for the server's",
  detail:
    "The server closes the connection then. `disconnect` drops it without a word. --all closes the streams of all " +
    "clients side by side, and tells how each has ended.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: {
    all: { summary: "the streams of all clients" },
    "if-open": { summary: "only where a stream is open; where it has ended already, all is well" },
    ...waitOptions,
  },
  example: { line: "close", after: [{ line: "open --no-wait" }], sends: "</stream:stream>" },
  looksAtInbox: "if-open",
  async run({ options, ...context }) {
    if (options.all) return await closeAll(context, options);
    const { ask, client } = context;
    if (options["if-open"] && !isStreamOpen(client.session.state)) return PASSED;
    requireConnection("close", client);
    return await ask(STREAM_END, closeReply, options);
  },
});

/** Each stream is closed by a line of its own, so that each is on record as one. A server that does not answer keeps no other waiting. */
async function closeAll(context: Context, waiting: Waiting): Promise<Outcome> {
  const { clients, print, runLine } = context;
  // It is wrong for all of them at once, and a part of a line for each.
  if (waiting.timeout !== undefined) parseDuration(waiting.timeout);
  const open = [...clients].filter(({ session }) => isToClose(session.state));
  if (open.length === 0) {
    print("no stream is open");
    return PASSED;
  }
  const line = lineFor(waiting);
  const passed = waiting["no-wait"] ? "its end tag is sent" : "closed";
  const closeOne = async (client: Client) => {
    const outcome = await runLine(line, client);
    if (outcome.status !== "interrupted")
      print(sanitizeLine(`${client.name}: ${outcome.status === "passed" ? passed : outcome.reason}`));
    return outcome;
  };
  const outcomes = await Promise.all(open.map(closeOne));
  const interrupted = outcomes.find(({ status }) => status === "interrupted");
  if (interrupted) return interrupted;
  const failures = outcomes.filter(({ status }) => status !== "passed").length;
  if (failures === 0) return PASSED;
  return { status: "failed", reason: `${failures} of ${open.length} streams did not close properly` };
}

function lineFor({ timeout, "no-wait": noWait }: Waiting): string {
  return `close${timeout === undefined ? "" : ` --timeout ${timeout}`}${noWait ? " --no-wait" : ""}`;
}

/** Whether this side has still to say its end tag; where the server has said its own, it waits for ours. */
function isToClose({ sent, received, closedBy }: SessionState): boolean {
  return sent !== undefined && received !== undefined && !closedBy.includes("client");
}
