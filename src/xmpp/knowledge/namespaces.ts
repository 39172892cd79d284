// Every namespace, feature and node name that a specification of XMPP defines.
import text from "./namespaces.tsv";
import { listIn, readTable } from "./table.ts";

export interface NamespaceFact {
  readonly namespace: string;
  readonly kind: "xep" | "rfc" | "other";
  /** "0198", "6120"; of others what it comes from, "inbox/dna" for a proposal that never had a number. */
  readonly number: string;
  readonly title: string;
  /** Of the specification. */
  readonly status: string;
  readonly section: string;
  /** The elements that stand by themselves in it, and those inside them. */
  readonly elements: readonly string[];
  readonly children: readonly string[];
  /** Elements that an older version of the specification had. */
  readonly olderElements: readonly string[];
  /** Of the namespace: "current", "superseded" … */
  readonly state: string;
  readonly supersededBy: readonly string[];
  /** What the name is used as: "element", "feature", "form-type" … */
  readonly role: string;
  readonly sectionTitle: string;
}

export const NAMESPACES: readonly NamespaceFact[] = readTable(text, (cell) => ({
  namespace: cell("namespace"),
  kind: kindOf(cell("kind")),
  number: cell("number"),
  title: cell("title"),
  status: cell("status"),
  section: cell("section"),
  elements: listIn(cell("elements")),
  children: listIn(cell("child_elements")),
  olderElements: listIn(cell("older_elements")),
  state: cell("ns_state"),
  supersededBy: listIn(cell("superseded_by")),
  role: cell("role"),
  sectionTitle: cell("section_title"),
}));

function kindOf(kind: string): NamespaceFact["kind"] {
  return kind === "xep" || kind === "rfc" ? kind : "other";
}
