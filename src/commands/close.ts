import { sanitizeLine } from "../render/sanitize.ts";
import { closeReply } from "../session/replies.ts";
import { isStreamOpen, type SessionState } from "../session/state.ts";
import {
  type Context,
  defineCommand,
  type Outcome,
  PASSED,
  type Waiting,
  waitOptions,
} from "../shell/command.ts";
import { requireConnection } from "../shell/require-connection.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

export const close = defineCommand({
  name: "close",
  kind: "wire",
  summary: "Close the stream: send its end tag and wait for the server's",
  detail:
    "The server closes the connection then. `disconnect` drops it without a word. --all closes the streams of all " +
    "clients, one after another, and tells how each has ended.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: {
    all: { summary: "the streams of all clients, in turn" },
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

/** Each stream is closed by a line of its own, so that each is on record as one. */
async function closeAll(context: Context, waiting: Waiting): Promise<Outcome> {
  const { clients, print, runLine } = context;
  const open = [...clients].filter(({ session }) => isToClose(session.state));
  if (open.length === 0) {
    print("no stream is open");
    return PASSED;
  }
  const line = lineFor(waiting);
  const passed = waiting["no-wait"] ? "its end tag is sent" : "closed";
  let failures = 0;
  for (const client of open) {
    const outcome = await runLine(line, client);
    if (outcome.status === "interrupted") return outcome;
    if (outcome.status !== "passed") failures += 1;
    print(sanitizeLine(`${client.name}: ${outcome.status === "passed" ? passed : outcome.reason}`));
  }
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
