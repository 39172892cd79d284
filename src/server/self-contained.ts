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
  for (const prefix of undeclaredIn(stanza)) {
    const namespace = stanza.findNS(prefix);
    if (namespace !== undefined) stanza.attrs[`xmlns:${prefix}`] = namespace;
  }
}

/** The prefixes that are used in a stanza and not declared in it where they are used. */
function undeclaredIn(stanza: Element): ReadonlySet<string> {
  const undeclared = new Set<string>();
  // How many of the elements around declare each prefix. One map for all, because a copy for each element that declares
  // something would take minutes on a stanza made for it.
  const declarations = new Map([
    ["", 1],
    ["xml", 1],
  ]);
  const count = (prefixes: readonly string[], by: 1 | -1) => {
    for (const prefix of prefixes) declarations.set(prefix, (declarations.get(prefix) ?? 0) + by);
  };
  const visit = (element: Element) => {
    const names = Object.keys(element.attrs);
    const declared = names.filter(isDeclaration).map((name) => splitName(name)[1]);
    count(declared, 1);
    for (const name of [element.name, ...names.filter((each) => !isDeclaration(each))]) {
      const [prefix] = splitName(name);
      if ((declarations.get(prefix) ?? 0) === 0) undeclared.add(prefix);
    }
    for (const child of childElements(element)) visit(child);
    count(declared, -1);
  };
  visit(stanza);
  return undeclared;
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
