// One stanza goes to many: each gets its own, so that what is done to one is not done to all.
import { attribute, type Element, element } from "../xml/element.ts";

/** A copy that stands where the original stands: what namespace a name is in does not change. */
export function copyOf(original: Element): Element {
  const made = copyInside(original);
  made.parent = original.parent;
  return made;
}

/** A copy with other addresses. */
export function readdressed(
  stanza: Element,
  { from, to }: { readonly from: string; readonly to: string },
): Element {
  const made = copyOf(stanza);
  made.attrs.from = from;
  made.attrs.to = to;
  return made;
}

function copyInside(original: Element): Element {
  const made = element(
    original.name,
    Object.keys(original.attrs).map((name) => [name, attribute(original, name) ?? ""]),
  );
  made.append(...original.children.map((child) => (typeof child === "string" ? child : copyInside(child))));
  return made;
}
