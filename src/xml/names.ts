// What a received element and its attributes are called: namespace and local name, whatever the prefix.
import { attribute, type Element } from "./element.ts";

export interface ReceivedAttribute {
  /** As it was received, with its prefix. */
  readonly name: string;
  readonly local: string;
  /** Empty where it has none. */
  readonly namespace: string;
  readonly value: string;
}

export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

/** A name as it is written, cut at its colon; the prefix is empty where there is none. */
export function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** Whether an attribute declares a namespace. */
export function isDeclaration(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

/** The attribute that declares the namespace of an element with this name. */
export function declarationFor(name: string): string {
  const [prefix] = splitName(name);
  return prefix === "" ? "xmlns" : `xmlns:${prefix}`;
}

/** The namespace of an element, empty where it has none: unlike ltx's own, `xmlns=""` ends the one around it. */
export function namespaceOf(element: Element): string {
  return resolve(element, splitName(element.name)[0]);
}

export function localNameOf(element: Element): string {
  return splitName(element.name)[1];
}

/** The attributes of an element but declarations of namespaces, in their order. */
export function attributesOf(element: Element): readonly ReceivedAttribute[] {
  return Object.keys(element.attrs).flatMap((name) => {
    const value = attribute(element, name);
    if (value === undefined || isDeclaration(name)) return [];
    const [prefix, local] = splitName(name);
    // Namespaces in XML §6.2: the default namespace is not for attributes.
    return [{ name, local, namespace: prefix === "" ? "" : resolve(element, prefix), value }];
  });
}

/** The attribute with this local name and namespace. */
export function findAttribute(
  element: Element,
  { local, namespace }: { readonly local: string; readonly namespace: string },
): ReceivedAttribute | undefined {
  if (namespace !== "") {
    return attributesOf(element).find((found) => found.local === local && found.namespace === namespace);
  }
  const value = attribute(element, local);
  return value === undefined ? undefined : { name: local, local, namespace, value };
}

export function childElements(element: Element): readonly Element[] {
  return element.children.filter((child) => typeof child !== "string");
}

function resolve(from: Element, prefix: string): string {
  if (prefix === "xml") return XML_NAMESPACE;
  const declaration = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  for (let at: Element | null = from; at; at = at.parent) {
    const declared = attribute(at, declaration);
    if (declared !== undefined) return declared;
  }
  return "";
}
