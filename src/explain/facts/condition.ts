// What an error condition means: the same name is another condition on a stream, in SASL and in a stanza.
import type { ConditionFact } from "../../xmpp/knowledge/error-conditions.ts";
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { Explanation } from "../explanation.ts";
import { referenceTo } from "../reference.ts";

const KINDS: Readonly<Record<string, string>> = {
  stream: "a stream error: it ends the stream",
  sasl: "a SASL failure: the stream stays open",
  stanza: "a stanza error: about one stanza only",
  bosh: "an error of BOSH (XMPP over HTTP)",
  "stream-legacy": "a stream error of RFC 3920",
  "stanza-legacy": "a stanza error of RFC 3920",
};

export function explainCondition(fact: ConditionFact, knowledge: Knowledge): Explanation {
  const { kind, name, namespace, spec, section, type, comesWith } = fact;
  const what = KINDS[kind] ?? `an error of ${namespace}`;
  return {
    title: `${name}, ${what}`,
    text: [
      fact.meaning,
      fact.cause && `Usual cause: ${fact.cause}`,
      fact.remedy && `What to do: ${fact.remedy}`,
      type && `Its error type: ${type}.`,
      comesWith && `It comes with: ${comesWith}.`,
    ].filter((text) => text !== ""),
    parts: [],
    spec: referenceTo(spec, section, knowledge),
    alsoSee: [],
  };
}

/** In one paragraph, for a part of something else. */
export function conditionText({ meaning, cause, remedy }: ConditionFact): string {
  return [meaning, cause && `Usual cause: ${cause}`, remedy && `What to do: ${remedy}`]
    .filter((text) => text !== "")
    .join(" ");
}
