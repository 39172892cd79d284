// What a learner is told where something did not happen that the lesson counts on: mostly another line had its effect.
import type { Theme } from "../render/themes/theme.ts";
import type { Step } from "../script/script.ts";
import { mismatchLines } from "../shell/expecting/mismatch-lines.ts";
import type { Outcome } from "../shell/outcome.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Telling } from "./telling.ts";

export interface Stuck {
  readonly step: Step;
  readonly outcome: Outcome;
  /** What the client of the step has received since the task before. */
  readonly received: readonly Entry[];
}

export function tellStuck({ step, outcome, received }: Stuck, telling: Telling, theme: Theme): void {
  telling.failure(whatIsWrong(step, outcome));
  const came = received.flatMap((entry) => nameOf(entry) ?? []);
  const label = NOTHING.test(step.text) ? "What has come" : "What has come instead";
  if (came.length > 0) telling.note(`${label}: ${came.slice(-MOST).join(", ")}`);
  const isCompared = outcome.status === "failed" && outcome.mismatch?.nearest !== undefined;
  if (isCompared && outcome.mismatch && !NOTHING.test(step.text)) {
    telling.lines(...mismatchLines(outcome.mismatch, theme).map((line) => `  ${line}`));
  }
  telling.note(
    'Something that was typed in between may be the cause. "again" begins the lesson anew, and "back" goes one step back; Enter looks once more, "skip" goes on without it',
  );
}

const NOTHING = /^(?:@\S+[ \t]+)?expect[ \t]+nothing\b/;
const CLOSED = /^(?:@\S+[ \t]+)?expect[ \t]+closed\b/;
const SOMETHING = /^(?:@\S+[ \t]+)?expect\b/;
const MOST = 3;

function whatIsWrong({ text, block }: Step, outcome: Outcome): string {
  if (outcome.status === "interrupted") return "The lesson has stopped here: it was interrupted";
  const [, name] = /<([^\s/>]+)/.exec(block?.text ?? text) ?? [];
  const what = name === undefined ? "something" : `<${name}>`;
  if (NOTHING.test(text)) return `The lesson stops here: ${what} was not to come, and has come`;
  if (CLOSED.test(text)) return "The lesson stops here: the stream was to end, and has not ended";
  if (SOMETHING.test(text)) return `The lesson stops here: ${what} was to come, and has not come`;
  return `The lesson stops here: ${"reason" in outcome ? outcome.reason : `"${text}" did not pass`}`;
}

/** `<message> (#31)`. */
function nameOf({ n, ...entry }: Entry): string | undefined {
  if (entry.type === "connection" && entry.change === "disconnected") return "the end of the connection";
  if (entry.type !== "traffic" || entry.from !== "server" || entry.event.type !== "element") return undefined;
  return `<${entry.event.element.name}> (#${n})`;
}
