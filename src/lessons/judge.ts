// Whether the task is done: from what was sent and received since it was set, and from where the session stands.
import { naturalReply } from "../session/replies.ts";
import type { SessionState } from "../session/state.ts";
import { answerIn } from "../shell/expecting/answer.ts";
import { splitWords } from "../shell/language/words.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute } from "../xml/element.ts";
import { type Captures, match } from "../xml/match.ts";
import type { Pattern } from "../xml/pattern.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Act, actOf, doesTheSame, type Leeway } from "./acts.ts";
import { isOnStream } from "./standpoint.ts";

/** What the printed line would do. */
export interface Wanted {
  /** What it sends first. */
  readonly acts: readonly Act[];
  /** The line without its client. */
  readonly line: string;
  readonly leeway: Leeway;
  /** What its answer must match. */
  readonly pattern?: Pattern | undefined;
}

/** What has happened to the client since the task was set. */
export interface Happened {
  readonly entries: readonly Entry[];
  readonly state: SessionState;
}

export interface Done {
  readonly kind: "done";
  /** The entries it was done with, where it sends anything. */
  readonly did: readonly number[];
  /** The entry that is the answer, and what the pattern keeps of it. */
  readonly answer?: Entry | undefined;
  readonly captures: Captures;
}

export type Judgement =
  | Done
  /** The right thing was sent, and something else came of it. */
  | { readonly kind: "another answer" }
  | { readonly kind: "open" };

export const OPEN: Judgement = { kind: "open" };
const DONE: Done = { kind: "done", did: [], captures: new Map() };

export function judgeTask(wanted: Wanted, happened: Happened): Judgement {
  if (wanted.acts.length === 0) return judgeLine(wanted, happened);
  const doing = entriesDoing(wanted, happened.entries);
  const last = doing.at(-1);
  if (!last) return OPEN;
  const judgement = judgeAnswer(wanted, happened, last);
  return judgement.kind === "done" ? { ...judgement, did: doing.map(({ n }) => n) } : judgement;
}

/** A line that sends nothing: another counts that asks for the same, or leads where it leads. */
function judgeLine({ line }: Wanted, { entries, state }: Happened): Judgement {
  const name = firstWord(line);
  if (name === "connect" && state.connection === "connected") return DONE;
  if (name === "tls") return state.secure ? DONE : OPEN;
  if (name === "disconnect" && state.connection === "offline") return DONE;
  const words = wordsOf(line);
  const isSame = (typed: readonly string[]) => words.every((word) => typed.includes(word));
  const hasRun = entries.some((entry) => {
    if (name === "respond" && sends(entry)?.element.is("response", NS.sasl)) return true;
    return entry.type === "command" && firstWord(entry.line) === name && isSame(wordsOf(entry.line));
  });
  return hasRun ? DONE : OPEN;
}

function sends(entry: Entry) {
  if (entry.type !== "traffic" || entry.from !== "client" || entry.event.type !== "element") return undefined;
  return entry.event;
}

function firstWord(line: string): string {
  return /^\S*/.exec(line.trim())?.[0] ?? "";
}

/** Without numbers: the entries of the learner's session have others. */
function wordsOf(line: string): readonly string[] {
  try {
    return splitWords(line)
      .slice(1)
      .map(({ text }) => text.toLowerCase())
      .filter((word) => !/^\d+$/.test(word));
  } catch {
    return [];
  }
}

/** The entries with which the wanted acts were done last, all of them one after another. */
function entriesDoing({ acts, leeway }: Wanted, entries: readonly Entry[]): readonly Entry<Traffic>[] {
  let begun: readonly Entry<Traffic>[] = [];
  let whole: readonly Entry<Traffic>[] = [];
  for (const entry of entries) {
    if (entry.type !== "traffic" || entry.from !== "client") continue;
    const [wanted, act] = [acts[begun.length], actOf(entry.event)];
    if (!wanted || !act || !doesTheSame(wanted, act, leeway)) continue;
    begun = [...begun, entry];
    if (begun.length < acts.length) continue;
    whole = begun;
    // Whoever tries again begins again.
    begun = [];
  }
  return whole;
}

function judgeAnswer(wanted: Wanted, { entries, state }: Happened, sent: Entry<Traffic>): Judgement {
  const { pattern } = wanted;
  const since = entries.filter(({ n }) => n > sent.n);
  // The server has agreed, and the handshake has failed: that is another thing than an encrypted connection.
  if (firstWord(wanted.line) === "starttls" && !isWithoutWaiting(wanted) && !state.secure) {
    return { kind: "another answer" };
  }
  if (pattern) {
    for (const entry of since) {
      const answer = answerIn(entry);
      const captures = answer && match(pattern, answer);
      if (captures) return { ...DONE, answer: entry, captures };
    }
    return { kind: "another answer" };
  }
  if (isWithoutWaiting(wanted)) return DONE;
  const { event } = sent;
  if (event.type === "open") return doneIf(isOpenBothWays(state));
  if (event.type === "element") {
    const { element } = event;
    if (element.is("auth", NS.sasl)) return doneIf(state.authenticated !== undefined);
    if (element.is("response", NS.sasl)) return doneIf(!since.some((entry) => isNegative(entry)));
    if (element.is("starttls", NS.tls)) return doneIf(state.secure);
  }
  const natural = naturalReply(event);
  const answer = natural && since.find((entry) => natural.accepts(entry, state));
  if (natural && !answer) return { kind: "another answer" };
  if (answer && isNegative(answer)) return { kind: "another answer" };
  return { ...DONE, answer };
}

/** A server answers a header that it refuses with a header of its own, too (RFC 6120 §4.9.1.2). */
function isOpenBothWays(state: SessionState): boolean {
  return isOnStream(state) && state.restartDue === undefined && state.received !== undefined;
}

/** The printed line does not wait for an answer: what comes of it is another step's business. */
function isWithoutWaiting({ line }: Wanted): boolean {
  return /\s--no-wait\b/.test(line);
}

function doneIf(isDone: boolean): Judgement {
  return isDone ? DONE : { kind: "another answer" };
}

function isNegative(entry: Entry): boolean {
  const answer = answerIn(entry);
  return answer !== undefined && (answer.is("failure", NS.sasl) || attribute(answer, "type") === "error");
}
