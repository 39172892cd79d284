// A stanza leaves the stream that it came on. What it has from there only, it must have itself before it goes to others:
// their streams have other headers.
import { attribute, type Element } from "../xml/element.ts";
import { childElements, isDeclaration, splitName } from "../xml/names.ts";

/**
 * Declares on a stanza the prefixes that its stream's header declares, takes the prefix off its own name, and gives it
 * the stream's language where it has none.
 * @param lang the xml:lang of the stream's header.
 */
export function makeSelfContained(stanza: Element, lang: string | undefined): void {
  declarePrefixes(stanza);
  dropOwnPrefix(stanza);
  // RFC 6120 §8.1.5
  if (lang && attribute(stanza, "xml:lang") === undefined) stanza.attrs["xml:lang"] = lang;
}

/** RFC 6120 §4.8.5: no prefix but stream: is known on every stream. */
function declarePrefixes(stanza: Element): void {
  for (const prefix of undeclaredIn(stanza, new Set(["", "xml"]))) {
    const namespace = stanza.findNS(prefix);
    if (namespace !== undefined) stanza.attrs[`xmlns:${prefix}`] = namespace;
  }
}

/** The prefixes that are used in an element and declared neither in it nor around it, as far as is `known`. */
function undeclaredIn(element: Element, known: ReadonlySet<string>): ReadonlySet<string> {
  const names = Object.keys(element.attrs);
  const declared = names.filter(isDeclaration).map((name) => splitName(name)[1]);
  const inside = declared.length === 0 ? known : new Set([...known, ...declared]);
  const used = [element.name, ...names.filter((name) => !isDeclaration(name))].map(
    (name) => splitName(name)[0],
  );
  return new Set([
    ...used.filter((prefix) => !inside.has(prefix)),
    ...childElements(element).flatMap((child) => [...undeclaredIn(child, inside)]),
  ]);
}

/** RFC 6120 §4.8.3: `<c:message/>` is a message where c: stands for the content namespace; others see `<message/>`. */
function dropOwnPrefix(stanza: Element): void {
  const [prefix, local] = splitName(stanza.name);
  if (prefix === "") return;
  // What it says of the namespace of names without prefix goes on for its children, and no longer for itself.
  const inherited = attribute(stanza, "xmlns");
  for (const child of childElements(stanza)) {
    const isAffected = splitName(child.name)[0] === "" && attribute(child, "xmlns") === undefined;
    if (inherited !== undefined && isAffected) child.attrs.xmlns = inherited;
  }
  delete stanza.attrs.xmlns;
  stanza.name = local;
}
