// A pattern beneath a command: its reply must match it, whether it is a yes or a no.
import { receivedElement } from "../../session/replies.ts";
import type { Entry } from "../../transcript/entry.ts";
import { match } from "../../xml/match.ts";
import type { Definitions } from "../definitions.ts";
import type { Expanding } from "../language/expansion.ts";
import type { Outcome } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";
import { answerIn } from "./answer.ts";
import { mismatchOf } from "./mismatch.ts";

/** The outcome of a command that was to be answered as `text` says. Without an answer it stays what it is. */
export async function judgeByPattern(
  context: RunningLine & Expanding & Definitions,
  text: string,
  outcome: Outcome,
): Promise<Outcome> {
  const entry = replyIn(outcome);
  if (!entry) return unanswered(outcome, text);
  const { session } = context.client;
  const patterns = await context.patterns(text);
  const [pattern] = patterns;
  if (!pattern || patterns.length > 1) {
    return {
      status: "wrong usage",
      reason: `Cannot compare the reply: it is one element, not ${patterns.length}`,
    };
  }
  const answer = answerIn(entry);
  const captures = answer && match(pattern, answer);
  session.record({
    type: "expectation",
    expected: text,
    outcome: captures ? "met" : "not met",
    entries: captures ? [entry.n] : [],
  });
  // A stream error is left for whoever looks for it: this pattern did.
  session.inbox.remove(({ n }) => n === entry.n);
  const reply = { outcome: "reply", entry } as const;
  if (!captures) {
    const mismatch = mismatchOf({ text, patterns, entries: [entry] });
    return { status: "failed", reason: `the reply (#${entry.n}) is not what was expected`, reply, mismatch };
  }
  for (const [name, value] of captures) context.variables.define(name, value);
  return { status: "passed", reply };
}

/** Without an answer there is nothing to compare, but it is said what was expected. */
function unanswered(outcome: Outcome, text: string): Outcome {
  return outcome.status === "failed" ? { ...outcome, mismatch: { expected: text, arrived: [] } } : outcome;
}

/** What the server answered with: a stream error is an answer too. */
function replyIn(outcome: Outcome): Entry | undefined {
  if (outcome.status !== "passed" && outcome.status !== "failed") return undefined;
  const { reply } = outcome;
  if (reply?.outcome === "ended") {
    const { entry } = reply;
    return receivedElement(entry) ? entry : undefined;
  }
  if (reply?.outcome !== "reply") return undefined;
  return outcome.status === "passed" || outcome.isRefusal ? reply.entry : undefined;
}
