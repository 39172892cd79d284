// What a namespace, or another name of that kind, is.
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { NamespaceFact } from "../../xmpp/knowledge/namespaces.ts";
import type { Explanation, Part } from "../explanation.ts";
import { referenceOf } from "../reference.ts";

export function explainNamespace(fact: NamespaceFact, knowledge: Knowledge): Explanation {
  return {
    title: fact.namespace,
    text: [whatItIs(fact), howItStands(fact)].filter((text) => text !== undefined),
    parts: stepsIn(fact, knowledge),
    spec: referenceOf(fact, knowledge),
    alsoSee: fact.supersededBy,
  };
}

/** XEP-0163: a client that lists NAMESPACE+notify wants what its contacts publish there. */
export function withNotify(explanation: Explanation): Explanation {
  const { title, text } = explanation;
  const notify = "With +notify behind it, it says: send me what my contacts publish there (XEP-0163).";
  return { ...explanation, title: `${title}+notify`, text: [...text, notify] };
}

function whatItIs({ role, title, elements, children, sectionTitle }: NamespaceFact): string {
  const about = sectionTitle === "" ? title : `${title} ("${sectionTitle}")`;
  switch (role) {
    case "element": {
      const inside = children.length === 0 ? "" : `; inside of them ${children.join(", ")}`;
      const list = elements.length === 0 ? "" : ` Its elements: ${elements.join(", ")}${inside}.`;
      return `A namespace of ${title}.${list}`;
    }
    case "feature":
      return `A feature of ${about}: who has it lists it in the answer to disco#info, or announces it elsewhere.`;
    case "form-type":
      return `The FORM_TYPE of a data form of ${about}: it says which fields to expect.`;
    case "command-node":
      return `An ad-hoc command of ${about}: the node of a <command/> (XEP-0050).`;
    case "node":
      return `A node of ${about}: disco or pubsub asks for it by this name.`;
    case "attribute":
      return `A namespace of attributes: ${title}.`;
    case "datatype":
      return `A type of values of ${about}.`;
    default:
      return `A name that is used in ${about}.`;
  }
}

function howItStands({ state, supersededBy }: NamespaceFact): string | undefined {
  const instead = supersededBy.length === 0 ? "" : `; ${supersededBy.join(" and ")} took its place`;
  switch (state) {
    case "current":
      return undefined;
    case "superseded":
      return `It is superseded: a newer version of the specification has another name${instead}.`;
    case "dropped":
      return `It was dropped: the newest text of the specification has it no more${instead}.`;
    case "proposal":
      return `It was proposed, and never became an extension${instead}.`;
    case "external":
      return `It is not XMPP's own, but it occurs in XMPP${instead}.`;
    default:
      return `Its specification is ${state}${instead}.`;
  }
}

/** The steps of the handshake, and the features, that are written in it: each element once. */
function stepsIn({ namespace }: NamespaceFact, { handshake, features }: Knowledge): readonly Part[] {
  const steps = handshake
    .filter((row) => row.namespace === namespace && namespace !== "jabber:client")
    .map(({ element, explanation }): Part => ({ name: `<${element}>`, text: explanation }));
  const offered = features
    .filter((row) => row.namespace === namespace)
    .map(({ name, meaning }): Part => ({ name: `<${name}>`, text: meaning }));
  const first = new Map<string, Part>();
  for (const part of [...steps, ...offered]) if (!first.has(part.name)) first.set(part.name, part);
  return [...first.values()];
}
