// The RFCs that XMPP is made of: those that define namespaces, and those that a client meets besides.
import { NAMESPACES } from "./namespaces.ts";
import text from "./rfcs.tsv";
import { listIn, readTable } from "./table.ts";

export interface RfcFact {
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly supersededBy: readonly string[];
  /** What it is to XMPP, where its title does not say it. */
  readonly meaning: string;
}

const OTHERS: readonly RfcFact[] = readTable(text, (cell) => ({
  number: cell("number"),
  title: cell("title"),
  status: cell("status"),
  supersededBy: listIn(cell("superseded_by")),
  meaning: cell("meaning"),
}));

/** The table of namespaces has the titles of the RFCs that define some. */
const DEFINING: readonly RfcFact[] = NAMESPACES.filter(({ kind }) => kind === "rfc").map(
  ({ number, title, status }) => {
    const [, bare = status, by] = /^(.*) \(replaced by (.*)\)$/.exec(status) ?? [];
    return { number, title, status: bare, supersededBy: by === undefined ? [] : [by], meaning: "" };
  },
);

/** Each once, by its number. */
export const RFCS: ReadonlyMap<string, RfcFact> = new Map(
  [...DEFINING, ...OTHERS].map((fact) => [fact.number, fact]),
);
