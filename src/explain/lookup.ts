// A word -> what it is: a namespace, an element, a condition, a mechanism, a specification, a status code, a step.
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import type { Explanation } from "./explanation.ts";
import { explainCondition } from "./facts/condition.ts";
import { explainElementName, rankOf } from "./facts/element-name.ts";
import { explainMechanism } from "./facts/mechanism.ts";
import { explainMucStatus } from "./facts/muc-status.ts";
import { explainNamespace, withNotify } from "./facts/namespace.ts";
import { nearestWords } from "./facts/nearest.ts";
import { explainSpecification, readSpecification } from "./facts/specification.ts";
import { explainStep, isNamedStep } from "./facts/step.ts";

export type LookedUp =
  | { readonly isKnown: true; readonly explanations: readonly Explanation[] }
  | { readonly isKnown: false; readonly nearest: readonly string[] };

/** All that the word, or the words, can mean: what belongs to the core first. */
export function explainWord(asked: string, knowledge: Knowledge): LookedUp {
  const word = asked.trim().replace(/\s+/g, " ");
  const explanations = [
    ...asNamespace(word, knowledge),
    ...knowledge.mucStatus
      .filter(({ code }) => word.replace(/^status (?:code )?/i, "") === code)
      .map((fact) => explainMucStatus(fact, knowledge)),
    ...asSpecification(word, knowledge),
    ...asStep(word, knowledge),
    ...knowledge.conditions
      .filter(({ name }) => name === bareName(word))
      .map((fact) => explainCondition(fact, knowledge)),
    ...knowledge.mechanisms
      .filter(({ name }) => name.toLowerCase() === word.toLowerCase())
      .map((fact) => explainMechanism(fact, knowledge)),
    ...asName(word, knowledge),
    ...asTitle(word, knowledge),
  ];
  if (explanations.length > 0) return { isKnown: true, explanations };
  return { isKnown: false, nearest: nearestWords(bareName(word), knowledge) };
}

function asNamespace(word: string, knowledge: Knowledge): readonly Explanation[] {
  const fact = knowledge.namespaces.get(word);
  if (fact) return [explainNamespace(fact, knowledge)];
  if (!word.endsWith("+notify")) return [];
  const published = knowledge.namespaces.get(word.slice(0, -"+notify".length));
  return published ? [withNotify(explainNamespace(published, knowledge))] : [];
}

function asName(word: string, knowledge: Knowledge): readonly Explanation[] {
  const named = asEndOfNamespace(word, knowledge);
  return named.length > 0 ? named : asElement(word, knowledge);
}

/** What people call by the last word of its namespace: the "roster" of jabber:iq:roster. */
function asEndOfNamespace(word: string, knowledge: Knowledge): readonly Explanation[] {
  const { handshake, features, namespaces } = knowledge;
  if (handshake.some(({ element }) => element === word) || features.some(({ name }) => name === word))
    return [];
  return [...namespaces.values()]
    .filter(({ state, role, namespace }) => {
      const [, end] = /[:/#]([^:/#]+)(?::\d+)?$/.exec(namespace) ?? [];
      return state === "current" && role === "element" && end === word.toLowerCase();
    })
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, 1)
    .map((fact) => explainNamespace(fact, knowledge));
}

function asSpecification(word: string, knowledge: Knowledge): readonly Explanation[] {
  const specification = readSpecification(word);
  const explanation = specification && explainSpecification(specification, knowledge);
  return explanation ? [explanation] : [];
}

function asStep(word: string, knowledge: Knowledge): readonly Explanation[] {
  return knowledge.handshake
    .filter((row) => isNamedStep(row, word))
    .map((row) => explainStep(row, knowledge));
}

/** By name; of a start tag, or with a second word, in that namespace only. */
function asElement(word: string, knowledge: Knowledge): readonly Explanation[] {
  if (/^<[?/]/.test(word)) return [];
  const namespace = /\sxmlns=(["'])(.*?)\1/.exec(word)?.[2] ?? /^[^\s<]+ (\S+)$/.exec(word)?.[1];
  if (namespace === undefined && !word.startsWith("<") && word.includes(" ")) return [];
  const name = bareName(word);
  return explainElementName(name, namespace, knowledge);
}

function asTitle(word: string, knowledge: Knowledge): readonly Explanation[] {
  const asked = word.toLowerCase();
  return [...knowledge.xeps.values()]
    .filter(({ title, shortName }) => [title.toLowerCase(), shortName.toLowerCase()].includes(asked))
    .flatMap(({ number }) => explainSpecification({ spec: `XEP-${number}`, section: "" }, knowledge) ?? []);
}

/** `bind` of `<bind xmlns='…'/>`, `features` of `stream:features`. */
function bareName(word: string): string {
  const [, inTag] = /^<([^\s/>]+)/.exec(word) ?? [];
  const [first = word] = inTag === undefined ? word.split(" ") : [inTag];
  return /^[\w-]+:[\w-]+$/.test(first) && /^(stream|db):/.test(first) ? first.replace(/^\w+:/, "") : first;
}
