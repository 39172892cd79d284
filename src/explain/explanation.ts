// What something is, as a value: the views make lines of it.

export interface Explanation {
  readonly title: string;
  /** Paragraphs: what it is, how it stands with it. */
  readonly text: readonly string[];
  /** What is in it, or the cases there are, each with a name. */
  readonly parts: readonly Part[];
  /** Where it is defined. */
  readonly spec?: Reference;
  /** What usually follows. */
  readonly follows?: string;
  readonly alsoSee: readonly string[];
}

export interface Part {
  readonly name: string;
  readonly text: string;
}

/** A specification, or a section of one. */
export interface Reference {
  /** "RFC 6120", "XEP-0198". */
  readonly name: string;
  /** "4.9.3", or the letter of an appendix. */
  readonly section?: string;
  readonly title?: string;
  /** "Stable", "Obsolete, superseded by RFC 6120" … */
  readonly status?: string;
  readonly url?: string;
}

/** `RFC 6120 §4.9.3` */
export function cite({ name, section }: Pick<Reference, "name" | "section">): string {
  if (section === undefined) return name;
  return /^\d/.test(section) ? `${name} §${section}` : `${name}, appendix ${section}`;
}

/** `<enable xmlns='urn:xmpp:sm:3'/>` */
export function elementTitle(name: string, namespace: string | undefined): string {
  return namespace === undefined || namespace === "" ? `<${name}/>` : `<${name} xmlns='${namespace}'/>`;
}
