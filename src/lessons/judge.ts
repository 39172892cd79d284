// Whether the task is done: from what was sent and received since it was set, and from where the session stands.
import { naturalReply } from "../session/replies.ts";
import type { SessionState } from "../session/state.ts";
import { answerIn } from "../shell/answer.ts";
import { splitWords } from "../shell/words.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute } from "../xml/element.ts";
import { type Captures, match } from "../xml/match.ts";
import type { Pattern } from "../xml/pattern.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Act, actOf, doesTheSame, type Leeway } from "./acts.ts";

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

export type Judgement =
  /** With the entry that is the answer, and what the pattern keeps of it. */
  | { readonly kind: "done"; readonly answer?: Entry | undefined; readonly captures: Captures }
  /** The right thing was sent, and something else came of it. */
  | { readonly kind: "another answer" }
  | { readonly kind: "open" };

const OPEN: Judgement = { kind: "open" };
const DONE: Judgement = { kind: "done", captures: new Map() };

export function judgeTask(wanted: Wanted, happened: Happened): Judgement {
  if (wanted.acts.length === 0) return judgeLine(wanted, happened);
  const last = lastOfTheSame(wanted, happened.entries);
  return last ? judgeAnswer(wanted, happened, last) : OPEN;
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

/** The entry with which the last of the wanted acts was done, all of them one after another. */
function lastOfTheSame({ acts, leeway }: Wanted, entries: readonly Entry[]): Entry<Traffic> | undefined {
  let done = 0;
  let last: Entry<Traffic> | undefined;
  for (const entry of entries) {
    if (entry.type !== "traffic" || entry.from !== "client") continue;
    // Whoever tries again begins again.
    const at = done === acts.length ? 0 : done;
    const [wanted, act] = [acts[at], actOf(entry.event)];
    if (!wanted || !act || !doesTheSame(wanted, act, leeway)) continue;
    done = at + 1;
    if (done === acts.length) last = entry;
  }
  return last;
}

function judgeAnswer(wanted: Wanted, { entries, state }: Happened, sent: Entry<Traffic>): Judgement {
  const { pattern } = wanted;
  const since = entries.filter(({ n }) => n > sent.n);
  if (pattern) {
    for (const entry of since) {
      const answer = answerIn(entry);
      const captures = answer && match(pattern, answer);
      if (captures) return { kind: "done", answer: entry, captures };
    }
    return { kind: "another answer" };
  }
  // The printed line does not wait for an answer: what comes of it is another step's business.
  if (/\s--no-wait\b/.test(wanted.line)) return DONE;
  const { event } = sent;
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
  return { kind: "done", answer, captures: new Map() };
}

function doneIf(isDone: boolean): Judgement {
  return isDone ? DONE : { kind: "another answer" };
}

function isNegative(entry: Entry): boolean {
  const answer = answerIn(entry);
  return answer !== undefined && (answer.is("failure", NS.sasl) || attribute(answer, "type") === "error");
}
