// What is inside an element, one by one: features, payloads, conditions, status codes.
import { attribute, type Element } from "../xml/element.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { CONTENT_NAMESPACES, NS } from "../xmpp/namespaces.ts";
import { cite, elementTitle, type Part } from "./explanation.ts";
import { conditionText } from "./facts/condition.ts";
import { inShort } from "./facts/element-name.ts";
import { OWN_ELEMENTS } from "./stanza-types.ts";
import { stepInside } from "./which-step.ts";

const MUC_USER = NS.mucUser;

export function partsOf(element: Element, knowledge: Knowledge): readonly Part[] {
  const children = element.getChildElements();
  if (element.is("features", NS.stream)) return children.map((child) => featurePart(child, knowledge));
  const error = children.find((child) => child.getName() === "error" && isOwn(child));
  return children.flatMap((child) =>
    child === error ? conditionParts(child, knowledge) : childParts(child, element, knowledge),
  );
}

function isOwn(child: Element): boolean {
  return CONTENT_NAMESPACES.includes(child.getNS() ?? "");
}

function featurePart(child: Element, { features, namespaces }: Knowledge): Part {
  const [name, namespace] = [child.getName(), child.getNS() ?? ""];
  const fact = features.find(
    (row) => row.name === name && row.namespace === namespace && row.where.startsWith("features"),
  );
  const values = child.getChildElements().filter((one) => one.is("mechanism", NS.sasl));
  const list = values.length === 0 ? "" : ` Here: ${values.map((one) => one.getText()).join(", ")}.`;
  if (fact) {
    const where = cite({ name: fact.spec, section: fact.section });
    return { name: `<${name}>`, text: `${fact.meaning}${list} ${fact.step} (${where})` };
  }
  const defined = namespaces.get(namespace);
  return {
    name: elementTitle(name, namespace),
    text: defined ? definition(defined.title, defined.number) : UNKNOWN,
  };
}

const definition = (title: string, number: string) => `A feature of ${title} (${number}).`;
const UNKNOWN = "unknown to the tables";

/** A condition, a step's own child, or a payload. */
function childParts(child: Element, parent: Element, knowledge: Knowledge): readonly Part[] {
  const name = child.getName();
  if (isOwn(child)) {
    const own = Object.hasOwn(OWN_ELEMENTS, name) ? OWN_ELEMENTS[name] : undefined;
    return own === undefined ? [] : [{ name: `<${name}>`, text: own }];
  }
  if (isErrorElement(parent)) return conditionPart(child, parent, knowledge);
  const title = elementTitle(name, child.getNS());
  const step = stepInside(child, parent, knowledge);
  const fact = knowledge.namespaces.get(child.getNS() ?? "");
  if (step) {
    const where = cite({ name: step.spec, section: step.section });
    return [{ name: title, text: `${step.explanation} (${where})` }, ...statusParts(child, knowledge)];
  }
  return [{ name: title, text: fact ? inShort(fact, knowledge) : UNKNOWN }, ...statusParts(child, knowledge)];
}

function isErrorElement(element: Element): boolean {
  return ["error", "failure", "failed"].includes(element.getName());
}

function conditionParts(error: Element, knowledge: Knowledge): readonly Part[] {
  return error.getChildElements().flatMap((child) => conditionPart(child, error, knowledge));
}

function conditionPart(child: Element, parent: Element, { conditions }: Knowledge): readonly Part[] {
  const [name, namespace] = [child.getName(), child.getNS() ?? ""];
  if (name === "text") return [{ name: "<text>", text: `the server's own words: "${child.getText()}"` }];
  const fact = conditions.find((one) => one.name === name && one.namespace === namespace);
  const type = attribute(parent, "type");
  const what = fact ? conditionText(fact) : UNKNOWN;
  return [{ name, text: `${type === undefined ? "" : `(${type}) `}${what}` }];
}

/** XEP-0045: what a room says with numbers. */
function statusParts(child: Element, { mucStatus }: Knowledge): readonly Part[] {
  return child.getChildren("status", MUC_USER).flatMap((status) => {
    const code = attribute(status, "code");
    const fact = mucStatus.find((one) => one.code === code);
    return fact ? [{ name: `status ${fact.code}`, text: fact.meaning }] : [];
  });
}
