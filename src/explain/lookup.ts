// A word -> what it is: a word of XMPP, a command, a namespace, an element, a condition, a mechanism, a specification …
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import type { Explanation } from "./explanation.ts";
import { type CommandFact, explainCommand, explainPrompt } from "./facts/command.ts";
import { explainCondition } from "./facts/condition.ts";
import { explainElementName, rankOf } from "./facts/element-name.ts";
import { explainMechanism } from "./facts/mechanism.ts";
import { explainMucStatus } from "./facts/muc-status.ts";
import { explainNamespace, withNotify } from "./facts/namespace.ts";
import { nearestWords } from "./facts/nearest.ts";
import { explainSpecification, readSpecification, rfcMeant } from "./facts/specification.ts";
import { explainStep, isNamedStep } from "./facts/step.ts";
import { explainTerm, findWord } from "./facts/word.ts";

export type LookedUp =
  | { readonly isKnown: true; readonly explanations: readonly Explanation[] }
  | { readonly isKnown: false; readonly nearest: readonly string[] };

/** All that the word, or the words, can mean: what a newcomer is likely to mean first, then what belongs to the core. */
export function explainWord(
  asked: string,
  knowledge: Knowledge,
  commands: readonly CommandFact[] = [],
): LookedUp {
  const word = asked.trim().replace(/\s+/g, " ");
  if (word === "") return { isKnown: false, nearest: [] };
  const term = findWord(word, knowledge);
  const explanations = [
    ...asNamespace(word, knowledge),
    ...(term ? [explainTerm(term, knowledge)] : []),
    ...explainPrompt(word, commands, knowledge),
    ...commands
      .filter(({ name }) => name === word.toLowerCase())
      .map((command) => explainCommand(command, knowledge)),
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
    ...(term ? asNameInCore(word, knowledge) : asName(word, knowledge)),
    ...asTitle(word, knowledge),
  ];
  if (explanations.length > 0) return { isKnown: true, explanations };
  const rfc = rfcMeant(word, knowledge);
  if (rfc !== undefined) return { isKnown: false, nearest: [rfc] };
  const whole = nearestWords(word, knowledge, commands);
  const nearest = whole.length > 0 ? whole : nearestWords(bareName(word), knowledge, commands);
  return { isKnown: false, nearest };
}

function asNamespace(word: string, knowledge: Knowledge): readonly Explanation[] {
  const fact = knowledge.namespaces.get(word);
  if (fact) return [explainNamespace(fact, knowledge)];
  if (!word.endsWith("+notify")) return [];
  const published = knowledge.namespaces.get(word.slice(0, -"+notify".length));
  return published ? [withNotify(explainNamespace(published, knowledge))] : [];
}

function asName(word: string, knowledge: Knowledge): readonly Explanation[] {
  const named = namespacesEndingIn(word, knowledge).slice(0, 1);
  if (named.length === 0) return asElement(word, knowledge);
  return named.map((fact) => explainNamespace(fact, knowledge));
}

/** Of a word that is explained as such: some extension's element that happens to have its name tells nothing. */
function asNameInCore(word: string, knowledge: Knowledge): readonly Explanation[] {
  if (isOfHandshake(word, knowledge)) return asElement(word, knowledge);
  return namespacesEndingIn(word, knowledge)
    .filter((fact) => rankOf(fact) < 1)
    .slice(0, 1)
    .map((fact) => explainNamespace(fact, knowledge));
}

function isOfHandshake(word: string, { handshake, features }: Knowledge): boolean {
  const name = bareName(word);
  return (
    handshake.some(({ element }) => bareName(element) === name) ||
    features.some((feature) => feature.name === name)
  );
}

/** What people call by the last word of its namespace: the "roster" of jabber:iq:roster. The core's come first. */
function namespacesEndingIn(word: string, knowledge: Knowledge) {
  const { handshake, features, namespaces } = knowledge;
  if (handshake.some(({ element }) => element === word) || features.some(({ name }) => name === word))
    return [];
  return [...namespaces.values()]
    .filter(({ state, role, namespace }) => {
      const [, end] = /[:/#]([^:/#]+)(?::\d+)?$/.exec(namespace) ?? [];
      return state === "current" && role === "element" && end === word.toLowerCase();
    })
    .sort((a, b) => rankOf(a) - rankOf(b));
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
