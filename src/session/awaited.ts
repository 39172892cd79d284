// What each side owes the other by the rules of the protocol: the answer to what was just sent, or received.
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Claim } from "./inbox.ts";
import { closeReply, naturalReply } from "./replies.ts";

/** The answer that an entry asks the other side for, or undefined. */
export function answerAwaited({ from, event }: Entry<Traffic>): Claim | undefined {
  const managed = event.type === "element" ? managementAnswer(event.element) : undefined;
  if (managed) return managed;
  if (from === "server") {
    if (event.type === "close") return ownEnd;
    return event.type === "element" ? ownReply(event.element) : undefined;
  }
  if (event.type === "close") return theirEnd;
  return (event.type === "element" ? answerNamed(event.element, SASL2) : undefined) ?? naturalReply(event);
}

/** Which elements of a namespace are answered, each with the names of what answers it there. */
interface AnswersByName {
  readonly namespace: string;
  readonly of: ReadonlyMap<string, readonly string[]>;
}

/** XEP-0198 §3, §4, §5; either side may ask how much the other has handled. */
const MANAGEMENT: AnswersByName = {
  namespace: NS.streamManagement,
  of: new Map([
    ["enable", ["enabled", "failed"]],
    ["resume", ["resumed", "failed"]],
    ["r", ["a", "failed"]],
  ]),
};

/** XEP-0198 §6: `<failed/>` answers an `<r/>` that comes too early, and none once stream management is on. */
function managementAnswer(request: Element): Claim | undefined {
  const claim = answerNamed(request, MANAGEMENT);
  if (!claim || request.getName() !== "r") return claim;
  return {
    ...claim,
    accepts: (entry, state) => {
      const isTooLate = state.managed?.isOn === true && elementIn(entry)?.getName() === "failed";
      return claim.accepts(entry, state) && !isTooLate;
    },
  };
}

/** XEP-0388: the server answers each message of the client by the next step, or by how it has ended. */
const NEXT_STEP = ["challenge", "success", "failure", "continue", "task-data"];

const SASL2: AnswersByName = {
  namespace: NS.sasl2,
  of: new Map([
    ["authenticate", NEXT_STEP],
    ["response", NEXT_STEP],
    ["next", NEXT_STEP],
    ["task-data", NEXT_STEP],
    ["abort", ["failure"]],
  ]),
};

function answerNamed(request: Element, { namespace, of }: AnswersByName): Claim | undefined {
  const answers = request.getNS() === namespace ? of.get(request.getName()) : undefined;
  if (!answers) return undefined;
  return {
    what: `the answer to <${request.getName()}/>`,
    accepts: (entry) => {
      const element = elementIn(entry);
      return element?.getNS() === namespace && answers.includes(element.getName());
    },
  };
}

const theirEnd: Claim = {
  ...closeReply,
  accepts: (entry) => entry.type === "traffic" && entry.event.type === "close",
};

const ownEnd: Claim = { ...theirEnd, what: "this side's </stream:stream>" };

/** RFC 6120 §8.2.3: the answer has the request's id, and goes where that came from. */
function ownReply(request: Element): Claim | undefined {
  const type = attribute(request, "type");
  if (request.getName() !== "iq" || (type !== "get" && type !== "set")) return undefined;
  const id = attribute(request, "id");
  const from = attribute(request, "from") ?? "";
  return {
    what: "this side's reply",
    accepts: (entry) => {
      const element = elementIn(entry);
      if (element?.getName() !== "iq" || attribute(element, "id") !== id) return false;
      const answer = attribute(element, "type");
      return (answer === "result" || answer === "error") && (attribute(element, "to") ?? "") === from;
    },
  };
}

function elementIn(entry: Entry): Element | undefined {
  return entry.type === "traffic" && entry.event.type === "element" ? entry.event.element : undefined;
}
