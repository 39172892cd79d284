// Which steps came to something: what failed at the time is not done again.
import { attribute } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { isSuccess } from "../save/accounts.ts";
import type { Act } from "../save/acts.ts";
import type { Answer, Course } from "../save/course.ts";

export function withoutFailed(acts: readonly Act[], course: Course): readonly Act[] {
  return acts.filter((act) => !hasFailed(act, course));
}

function hasFailed(act: Act, course: Course): boolean {
  const exchange = course.exchanges.find(({ acts }) => acts.includes(act));
  if (exchange) return exchange.isAborted || !isSuccess(exchange);
  const made = act.changes.filter(({ change }) => change !== "looked-up" && change !== "disconnected");
  const last = made.at(-1)?.change;
  if (last === "failed" || last === "rejected") return true;
  // It was interrupted before it did anything: at the question for a password.
  if (act.sent.length === 0 && made.length === 0) return true;
  const answer = course.answers.get(act);
  // Where nothing has come, nothing was achieved.
  return answer === undefined ? course.asking.has(act) : isRefusal(answer);
}

function isRefusal(answer: Answer): boolean {
  if (answer.kind !== "reply") return true;
  const { event } = answer.entry;
  if (event.type !== "element") return false;
  const { element } = event;
  if (element.getName() === "iq") return attribute(element, "type") === "error";
  return element.is("failure", NS.tls) || element.is("failed", NS.streamManagement);
}
