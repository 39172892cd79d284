// Why a task is not done yet, in words for whoever has just typed something.
import type { Judgement } from "./judge.ts";
import { WHY_OPEN } from "./obstacle.ts";
import type { SetTask, Typed } from "./set-task.ts";

export async function whyOpen(set: SetTask, { kind }: Judgement, typed: Typed): Promise<string> {
  const { obstacle } = set;
  const like = await set.likeness(typed);
  const open = obstacle === undefined ? "" : `, but ${WHY_OPEN[obstacle]}`;
  const again = obstacle === undefined ? " (Enter shows it again)" : open;
  // Whoever looks around has made no mistake.
  const isLooking = typed.outcome?.status === "passed" && !set.hasSent(typed);
  if (like.kind === "nearly" && isLooking) return `The task is still open${again}`;
  if (like.kind === "nearly") return `That is not quite it: ${like.how}. The task is still open${again}`;
  if (kind === "another answer" && like.kind === "the same") {
    return `That is what to send, but something else has come of it: the task is still open${again}`;
  }
  return `The task is still open${obstacle === undefined ? `: ${whatIsMissing(set)}${again}` : open}`;
}

/** What kind of thing has to happen. */
function whatIsMissing({ task, firstAct, client }: SetTask): string {
  const { text, block } = task.answer ?? task.step;
  const answer = /<([^\s/>]+)/.exec(block?.text ?? "")?.[1];
  if (task.line === "hidden" && answer !== undefined && !/^send\b/.test(text)) {
    return `<${answer}> has not come of it yet`;
  }
  const who = /^@/.test(task.step.text) ? ` by the client ${client}` : "";
  switch (firstAct?.kind) {
    case "header":
      return `a stream header is to be sent${who}`;
    case "element":
      return `an element <${firstAct.element.name}> is to be sent${who}`;
    case "close":
      return `the end tag </stream:stream> is to be sent${who}`;
    case "broken":
      return `XML with a mistake in it is to be sent${who}`;
    case undefined: {
      const name = /^(?:@\S+[ \t]+)?(\S*)/.exec(task.step.text)?.[1] ?? "";
      return name === "" ? `the client ${client} is to act` : `the command "${name}" is asked for${who}`;
    }
  }
}
