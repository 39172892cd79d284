// Where something is defined, with an address that can be opened.
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import type { NamespaceFact } from "../xmpp/knowledge/namespaces.ts";
import type { Reference } from "./explanation.ts";

const CITATION =
  /^(?:XEP-(?<xep>\d{4})|RFC (?<rfc>\d+)|(?<draft>draft-[\w-]+))(?: (?:section|appendix) (?<section>[\w.]+))?/;

/** The specification that a table names: "RFC 6120", "XEP-0198", "RFC 4422 appendix A", "Microsoft specification". */
export function referenceTo(spec: string, section: string, knowledge: Knowledge): Reference {
  const { xep, rfc, draft, section: cited = "" } = CITATION.exec(spec)?.groups ?? {};
  const where = section === "" ? cited : section;
  const part = where === "" ? {} : { section: where.toUpperCase() };
  if (xep !== undefined) return { ...xepReference(xep, knowledge), ...part };
  if (rfc !== undefined) return rfcReference(rfc, where, knowledge);
  if (draft === undefined) return { name: spec };
  return { name: draft, status: "an Internet-Draft", url: `https://datatracker.ietf.org/doc/${draft}/` };
}

/** The specification of a namespace. */
export function referenceOf(fact: NamespaceFact, knowledge: Knowledge): Reference {
  const { kind, number, title, status, section } = fact;
  if (kind === "xep") return referenceTo(`XEP-${number}`, section, knowledge);
  if (kind === "rfc") return referenceTo(`RFC ${number}`, section, knowledge);
  const [, proposal] = /^inbox\/(.*)$/.exec(number) ?? [];
  if (proposal === undefined) return { name: number, title, status };
  const part = section === "" ? {} : { section };
  const url = `https://xmpp.org/extensions/inbox/${proposal}.html`;
  return { name: `ProtoXEP "${proposal}"`, title, status: "never numbered", url, ...part };
}

/** A XEP's headings have anchors that no table has: the page is all that is certain. */
function xepReference(number: string, { xeps }: Knowledge): Reference {
  const fact = xeps.get(number);
  return {
    name: `XEP-${number}`,
    ...(fact ? { title: fact.title, status: statusOf(fact.status, fact.supersededBy) } : {}),
    url: `https://xmpp.org/extensions/xep-${number}.html`,
  };
}

function rfcReference(number: string, section: string, { rfcs }: Knowledge): Reference {
  const fact = rfcs.get(number);
  const kind = /^\d/.test(section) ? "section" : "appendix";
  const anchor = section === "" ? "" : `#${kind}-${section.toUpperCase()}`;
  return {
    name: `RFC ${number}`,
    ...(section === "" ? {} : { section: section.toUpperCase() }),
    ...(fact ? { title: fact.title, status: statusOf(fact.status, fact.supersededBy) } : {}),
    url: `https://www.rfc-editor.org/rfc/rfc${number}${anchor}`,
  };
}

function statusOf(status: string, supersededBy: readonly string[]): string {
  return supersededBy.length === 0 ? status : `${status}, superseded by ${supersededBy.join(" and ")}`;
}
