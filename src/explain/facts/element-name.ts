// What an element is that only its name is known of: several namespaces may have one of that name.
import type { HandshakeFact } from "../../xmpp/knowledge/handshake.ts";
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import type { NamespaceFact } from "../../xmpp/knowledge/namespaces.ts";
import type { FeatureFact } from "../../xmpp/knowledge/stream-features.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { cite, type Explanation, elementTitle, type Part } from "../explanation.ts";
import { referenceOf, referenceTo } from "../reference.ts";
import { STANZA_TYPES } from "../stanza-types.ts";

/** What an element of that name is in one namespace. */
interface Sense {
  readonly namespace: string;
  readonly fact?: NamespaceFact | undefined;
  readonly steps: readonly HandshakeFact[];
  readonly features: readonly FeatureFact[];
  /** How far it is from the core: the least comes first. */
  readonly rank: number;
}

/** How many namespaces are listed. */
const MOST_LISTED = 10;
/** The rank from which on a namespace is out of use. */
const FAR = 10;

/** The element in full where it is a step or a feature, and a list of the other namespaces that have one of the name. */
export function explainElementName(
  name: string,
  namespace: string | undefined,
  knowledge: Knowledge,
): readonly Explanation[] {
  const senses = sensesOf(name, knowledge).filter(
    (sense) => (namespace ?? sense.namespace) === sense.namespace,
  );
  const important = senses.filter(
    ({ steps, features, rank }) => rank < FAR && steps.length + features.length > 0,
  );
  const full = important.length > 0 ? important : senses.slice(0, 1);
  const others = senses.filter((sense) => !full.includes(sense));
  return [
    ...full.map((sense) => explainSense(name, sense, knowledge)),
    ...(others.length === 0 ? [] : [otherNamespaces(name, others, knowledge)]),
  ];
}

function sensesOf(name: string, knowledge: Knowledge): readonly Sense[] {
  const { handshake, features, namespaces, conditions } = knowledge;
  const steps = handshake.filter(({ element }) => localName(element) === name);
  const offered = features.filter((feature) => feature.name === name);
  const defining = [...namespaces.values()].filter((fact) => has(fact, name)).map((fact) => fact.namespace);
  const all = new Set([...steps, ...offered].map((row) => row.namespace).concat(defining));
  // A condition is explained as one.
  for (const condition of conditions) if (condition.name === name) all.delete(condition.namespace);
  all.delete("");
  return [...all]
    .map((namespace) => {
      const fact = namespaces.get(namespace);
      const here = { steps: steps.filter(isIn(namespace)), features: offered.filter(isIn(namespace)) };
      return { namespace, fact, ...here, rank: rankOf(fact) + (fact?.elements.includes(name) ? 0 : 0.5) };
    })
    .sort((a, b) => a.rank - b.rank);
}

const isIn = (namespace: string) => (row: { readonly namespace: string }) => row.namespace === namespace;

function localName(element: string): string {
  return /^[(?/]/.test(element) ? "" : element.replace(/^.*:/, "");
}

function has({ elements, children, olderElements }: NamespaceFact, name: string): boolean {
  return elements.includes(name) || children.includes(name) || olderElements.includes(name);
}

const STATUSES = ["Final", "Active", "Stable", "Proposed", "Experimental", "Deferred"];

/** How far a namespace is from the core. */
export function rankOf(fact: NamespaceFact | undefined): number {
  if (!fact) return 5;
  const isCore = fact.kind === "rfc" && ["6120", "6121"].includes(fact.number);
  const place = STATUSES.indexOf(fact.status);
  const status = isCore ? 0 : 1 + (place < 0 ? STATUSES.length : place);
  return status + (fact.state === "current" ? 0 : FAR);
}

function explainSense(name: string, sense: Sense, knowledge: Knowledge): Explanation {
  const { namespace, fact, steps, features } = sense;
  const title = elementTitle(name, namespace);
  const [step, ...more] = steps;
  const [feature] = features;
  if (step && more.length === 0) {
    const spec = referenceTo(step.spec, step.section, knowledge);
    const parts = namespace === NS.client ? typesOf(name) : [];
    return { title, text: [step.explanation], parts, spec, follows: step.next, alsoSee: [] };
  }
  if (step) {
    const spec = referenceTo(step.spec, step.section, knowledge);
    const told = steps.map(({ context }) => context);
    const types = namespace === NS.client ? typesOf(name).filter((part) => !told.includes(part.name)) : [];
    return { title, text: [], parts: [...steps.map(stepPart), ...types], spec, alsoSee: [] };
  }
  if (feature) {
    const spec = referenceTo(feature.spec, feature.section, knowledge);
    return {
      title,
      text: [feature.meaning, offer(feature)],
      parts: [],
      spec,
      follows: feature.step,
      alsoSee: [],
    };
  }
  const spec = fact ? { spec: referenceOf(fact, knowledge) } : {};
  return { title, text: [definition(name, fact)], parts: [], ...spec, alsoSee: [namespace] };
}

/** What the types of a stanza are that no step of the handshake tells of. */
function typesOf(name: string): readonly Part[] {
  return STANZA_TYPES.filter((row) => row.stanza === name && row.type !== undefined).map(
    ({ type, meaning, spec, section }) => ({
      name: `type=${type}`,
      text: `${meaning} (${cite({ name: spec, section })})`,
    }),
  );
}

function stepPart({ context, from, explanation, spec, section }: HandshakeFact): Part {
  const sender = from === "both" ? "from either side" : `from the ${from}`;
  const where = cite({ name: spec, ...(section === "" ? {} : { section }) });
  return { name: context === "" ? sender : context, text: `${explanation} (${where})` };
}

function offer({ where, offered, mandatory }: FeatureFact): string {
  return `Where: ${where}. When: ${offered}. Mandatory: ${mandatory}.`;
}

function definition(name: string, fact: NamespaceFact | undefined): string {
  if (!fact) return "An element that the tables know by its name only.";
  const { title, elements, children, state, supersededBy } = fact;
  const place =
    elements.includes(name) || !children.includes(name) ? "An element" : "An element inside another one";
  const instead = supersededBy.length === 0 ? "" : ` (now: ${supersededBy.join(" and ")})`;
  return `${place} of ${title}${state === "current" ? "" : `; its namespace is ${state}${instead}`}.`;
}

function otherNamespaces(name: string, senses: readonly Sense[], knowledge: Knowledge): Explanation {
  // The older versions of one that stands here tell nothing new.
  const current = senses.filter(({ rank }) => rank < FAR);
  const listed = (current.length > 0 ? current : senses).slice(0, MOST_LISTED);
  const rest = senses.length - listed.length;
  return {
    title: `<${name}/> in other namespaces`,
    text: [],
    parts: [
      ...listed.map(({ namespace, fact }) => ({
        name: namespace,
        text: fact ? inShort(fact, knowledge) : "",
      })),
      ...(rest > 0 ? [{ name: "and others", text: `${rest} more, most of them out of use` }] : []),
    ],
    alsoSee: [],
  };
}

/** `Stream Management (XEP-0198 §2, Stable)` */
export function inShort(fact: NamespaceFact, knowledge: Knowledge): string {
  const reference = referenceOf(fact, knowledge);
  const state = fact.state === "current" ? "" : `, ${fact.state}`;
  return `${fact.title} (${cite(reference)}, ${fact.status}${state})`;
}
