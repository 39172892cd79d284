// What a status code of a multi-user chat says.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { MucStatusFact } from "../../xmpp/knowledge/muc-status.ts";
import type { Explanation } from "../explanation.ts";
import { referenceTo } from "../reference.ts";

export function explainMucStatus(fact: MucStatusFact, knowledge: Knowledge): Explanation {
  return {
    title: `status ${fact.code} of a multi-user chat`,
    text: [fact.meaning, `It comes in a ${fact.stanza}: ${fact.context}.`],
    parts: [],
    spec: referenceTo(fact.spec, "", knowledge),
    alsoSee: ["http://jabber.org/protocol/muc#user"],
  };
}
