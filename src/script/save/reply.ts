// How a step copes with what answered its line.
import { receivedElement } from "../../session/replies.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { attribute } from "../../xml/element.ts";
import { childElements } from "../../xml/names.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { CommandAct } from "./acts.ts";
import type { Answer } from "./course.ts";
import type { Planning } from "./plan.ts";

export type Coping =
  /** The reply is what the command wants. */
  | { readonly kind: "nothing" }
  /** The reply is to match, else the step would fail, or would say too little. */
  | { readonly kind: "pattern"; readonly entry: Entry<Traffic> }
  /** The pattern that stood beneath the line already. */
  | { readonly kind: "typed"; readonly text: string }
  /** No reply came, or too late. */
  | { readonly kind: "no wait"; readonly isEnded: boolean };

/** Commands whose result says something. */
const TELLING = ["iq", "disco", "version", "roster", "ping"];

export function copingWith(act: CommandAct, planning: Planning): Coping {
  const { course, recording } = planning;
  const { command, parsed } = act.line;
  const { expectation } = act;
  const answer = course.answers.get(act);
  if (parsed.options["no-wait"] || !course.asking.has(act)) return { kind: "nothing" };
  if (answer?.kind === "stream error" || (answer?.kind === "reply" && isRefusal(answer.entry))) {
    if (expectation?.outcome === "met") return { kind: "typed", text: expectation.expected };
    return recording.unclaimed.has(answer.entry.n) && answer.kind === "reply"
      ? { kind: "no wait", isEnded: false }
      : { kind: "pattern", entry: answer.entry };
  }
  if (answer?.kind !== "reply") return { kind: "no wait", isEnded: answer?.kind === "end" };
  if (recording.unclaimed.has(answer.entry.n)) return { kind: "no wait", isEnded: false };
  if (expectation?.outcome === "met") return { kind: "typed", text: expectation.expected };
  const result = receivedElement(answer.entry);
  const tells = TELLING.includes(command.name) && result && childElements(result).length > 0;
  return tells ? { kind: "pattern", entry: answer.entry } : { kind: "nothing" };
}

/** Whether an answer fails what waits for it. */
export function isNegative(answer: Answer | undefined): boolean {
  return answer?.kind !== "reply" || isRefusal(answer.entry);
}

export function isRefusal(entry: Entry<Traffic>): boolean {
  const element = receivedElement(entry);
  if (!element) return false;
  // RFC 6120 §6.4.4: <aborted/> is what <abort/> asks for.
  if (element.is("failure", NS.sasl)) return element.getChild("aborted", NS.sasl) === undefined;
  if (element.is("failure", NS.tls)) return true;
  return element.getName() === "iq" && attribute(element, "type") === "error";
}
