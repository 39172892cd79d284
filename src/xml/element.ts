// The one place that takes Element from a package. `import { Element } from "ltx"` gives another class with the
// same name, for which `instanceof` is false and getChildElements() finds nothing.
import xml, { Element, escapeXML } from "@xmpp/xml";

export type { Node } from "@xmpp/xml";
export { Element, escapeXML, xml };

/**
 * An element whose attributes are exactly `attributes`.
 * Names such as `__proto__` and `constructor` are legal in XML and stay own properties.
 */
export function element(name: string, attributes: Iterable<readonly [string, string]>): Element {
  const made = new Element(name);
  for (const [key, value] of attributes) {
    if (key === "__proto__") {
      Object.defineProperty(made.attrs, key, { value, enumerable: true, writable: true, configurable: true });
    } else {
      made.attrs[key] = value;
    }
  }
  return made;
}

/** The value of an attribute, or undefined; never what an object inherits. */
export function attribute(of: Element, name: string): string | undefined {
  return Object.hasOwn(of.attrs, name) ? of.attrs[name] : undefined;
}
