// What a SASL mechanism, or a type of channel binding, is.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { MechanismFact } from "../../xmpp/knowledge/mechanisms.ts";
import type { Explanation } from "../explanation.ts";
import { referenceTo } from "../reference.ts";

export function explainMechanism(fact: MechanismFact, knowledge: Knowledge): Explanation {
  return {
    title: `${fact.name}, ${kindOf(fact)}`,
    text: [fact.meaning, fact.notes, standing(fact)].filter((text) => text !== ""),
    parts: [],
    spec: referenceTo(fact.spec, "", knowledge),
    alsoSee: [],
  };
}

function kindOf({ status }: MechanismFact): string {
  if (status === "channel-binding type") return "a type of channel binding";
  return status.startsWith("SASL2 task") ? "a task of SASL2" : "a SASL mechanism";
}

function standing({ status, channelBinding }: MechanismFact): string {
  if (/^(channel-binding|SASL2)/.test(status)) return "";
  const registered = /^[A-Z]+$/.test(status) ? `Registered by IANA as ${status}` : `Status: ${status}`;
  return `${registered}. Channel binding: ${channelBinding}.`;
}
