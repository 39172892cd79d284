import { asNamed } from "../script/save/as-named.ts";
import type { WayStep } from "../script/way-back/steps.ts";
import type { SessionState } from "../session/state.ts";
import { isStreamOpen } from "../session/state.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";

export const reconnect = defineCommand({
  name: "reconnect",
  kind: "console",
  inScripts: "refused",
  summary: "Repeat the steps that got this client where it was",
  detail:
    "From the line that made the last connection on, whatever belongs to logging in is run again as it was typed: commands, " +
    "and XML that did the same by hand. What failed then is left out. Where the client is still connected its stream is " +
    "closed first. It stops at the first step that fails. A password that was asked for is asked for again.",
  spec: "RFC 6120 §3.3",
  args: {},
  options: {},
  example: {
    line: "reconnect",
    after: [{ line: "connect" }, { line: "disconnect" }],
    shows: 'reconnect runs "connect"',
  },
  async run(context) {
    const { client, clients, trails, commands } = context;
    const { wayBack } = await import("../script/way-back.ts");
    const { entries, dropped } = trails.of(client.session.id);
    const steps = wayBack({ entries: asNamed(entries, clients), dropped, commands, client: client.name });
    sayResumable(context);
    const left = await leave(context);
    return left.status === "passed" ? await take(steps, context) : left;
  },
});

async function take(steps: readonly WayStep[], context: Context): Promise<Outcome> {
  for (const [at, { line, masked }] of steps.entries()) {
    const shown = inOneRow(masked);
    note(context, `reconnect runs "${shown}" (${at + 1} of ${steps.length})`);
    const outcome = await context.runLine(line);
    if (outcome.status === "interrupted")
      return { ...outcome, what: `reconnect stopped at "${shown}" (${at + 1} of ${steps.length})` };
    if (outcome.status === "passed") continue;
    return { ...outcome, reason: `reconnect stopped at "${shown}": ${outcome.reason}` };
  }
  return PASSED;
}

/** The polite end of the present connection; whatever comes of that, it is gone then. */
async function leave(context: Context): Promise<Outcome> {
  const { client } = context;
  if (maySayGoodbye(client.session.state)) {
    note(context, 'reconnect runs "close": the client is connected still');
    const closed = await context.runLine("close");
    if (closed.status === "interrupted") return closed;
  }
  await client.session.disconnect();
  return PASSED;
}

/** Where a new stream is due the end tag would be an error on it (RFC 6120 §4.3.3, §5.4.3.3). */
function maySayGoodbye(state: SessionState): boolean {
  const isDue = state.restartDue !== undefined || state.starttls === "due";
  return isStreamOpen(state) && !state.streamError && !state.receivedBroken && !isDue;
}

/** What was on its way when the connection was lost comes with a resumption only. */
function sayResumable(context: Context): void {
  const { managed } = context.client.session.state;
  if (managed?.id === undefined || managed.isOn) return;
  note(
    context,
    'the session that was lost could be resumed in place of this, by <resume/> before bind (XEP-0198 §5; "next" shows it there): reconnect begins a new one',
  );
}

function note({ transcript, client }: Context, text: string): void {
  transcript.append(client.session.id, { type: "note", by: "tool", text });
}

const LONGEST = 100;

function inOneRow(line: string): string {
  const row = line.replace(/\s+/g, " ");
  return row.length > LONGEST ? `${row.slice(0, LONGEST)}…` : row;
}
