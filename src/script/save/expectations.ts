// `expect` as it was typed; and what came and nobody had expected yet.
import { receivedElement } from "../../session/replies.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { CommandAct } from "./acts.ts";
import { lineFrom, partsOf } from "./command-line.ts";
import { comment, step } from "./items.ts";
import { leftOut } from "./lines.ts";
import { whyOutside } from "./outside.ts";
import { loosePattern, type Planned, type Planning, plain } from "./plan.ts";

export function planExpectation(act: CommandAct, planning: Planning): readonly Planned[] {
  const { expectation } = act;
  if (expectation?.outcome === "not met") {
    return [leftOut(act, "what it expected has not come", planning)];
  }
  const parts = partsOf(act.line.entry.line, act.line.command, act.line.words);
  const isClosed = parts.some(({ name, value }) => name === "what" && value === "closed");
  if (isClosed && !hasEnded(act, planning)) {
    return [leftOut(act, "what it expected has not come", planning)];
  }
  if (!isClosed && !expectation) return [leftOut(act, "it was not answered", planning)];
  const xml = parts.find(({ isXml }) => isXml);
  const isBlock = xml === undefined || xml.text.includes("\n");
  const line = lineFrom("expect", isBlock ? parts.filter(({ isXml }) => !isXml) : parts);
  const typed = expectation?.expected === "" ? undefined : expectation?.expected;
  const entries = (expectation?.entries ?? []).flatMap((n) => trafficAt(n, planning) ?? []);
  return [
    {
      n: act.n,
      expects: entries,
      write: (words) => {
        // A value that is needed later must be captured: as it was typed, the pattern does not.
        const isNeeded = entries.some(({ n }) => words.captures.has(n));
        if (isNeeded) {
          const patterns = entries.map((entry) => loosePattern(entry, "other", planning, words));
          const bare = lineFrom(
            "expect",
            parts.filter(({ isXml }) => !isXml),
          );
          return [step(act.client, bare, patterns.join("\n"))];
        }
        return [step(act.client, line, isBlock ? typed : undefined)];
      },
    },
  ];
}

/** Whether the server closed the stream, or the connection ended, before the client's next line. */
function hasEnded(act: CommandAct, { recording, acts }: Planning): boolean {
  const next =
    acts.find(({ client, n }) => client === act.client && n > act.n)?.n ?? Number.POSITIVE_INFINITY;
  const last = recording.entries.findLast(
    (entry) => entry.client === act.client && entry.n < next && isBeginOrEnd(entry),
  );
  return last !== undefined && !(last.type === "traffic" && last.event.type === "open");
}

function isBeginOrEnd(entry: Entry): boolean {
  if (entry.type === "connection") return entry.change === "disconnected";
  return (
    entry.type === "traffic" &&
    entry.from === "server" &&
    (entry.event.type === "open" || entry.event.type === "close")
  );
}

function trafficAt(n: number, { recording }: Planning): Entry<Traffic> | undefined {
  const entry = recording.entries.find((one) => one.n === n);
  return entry?.type === "traffic" ? entry : undefined;
}

/** An element that waits in the inbox. */
export function planReceived(entry: Entry<Traffic>, planning: Planning): readonly Planned[] {
  const element = receivedElement(entry);
  const { course, settled, matched } = planning;
  const request = course.requests.get(entry.n);
  // `auth` takes what SASL says.
  if (!element || element.getNS() === NS.sasl || course.pongs.has(entry.n) || matched.has(entry.n)) return [];
  if (request && settled.has(request)) return [];
  const n = placeOf(entry, planning);
  const why = whyOutside(entry, { course, began: planning.recording.entries[0]?.at ?? 0 });
  if (why !== undefined) {
    planning.remark("what came from outside is left out, with a comment in its place");
    return [plain(n, comment(`Left out: ${why}`))];
  }
  const role = request ? "reply" : "other";
  const write: Planned["write"] = (words) => [
    step(entry.client, "expect", loosePattern(entry, role, planning, words)),
  ];
  return [{ n, expects: [entry], write }];
}

/** What came behind our end tag was on its way before: it is expected before the stream is closed. */
function placeOf(entry: Entry<Traffic>, { acts, course }: Planning): number {
  const closing = acts.findLast(
    ({ client, sent }) =>
      client === entry.client && sent.some(({ n, event }) => event.type === "close" && n < entry.n),
  );
  const end = closing?.sent.at(-1)?.n ?? 0;
  const isSameStream =
    closing && course.headers.at(entry) === course.headers.at({ client: entry.client, n: end });
  return isSameStream ? closing.n - 0.5 : entry.n;
}
