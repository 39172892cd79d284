// What a server can offer in its features, and inside of those.
import text from "./stream-features.tsv";
import { readTable } from "./table.ts";

export interface FeatureFact {
  readonly name: string;
  readonly namespace: string;
  /** "features", or what it is inside of. */
  readonly where: string;
  /** "RFC 6120", "XEP-0198". */
  readonly spec: string;
  readonly section: string;
  /** When it is offered: "before TLS". */
  readonly offered: string;
  readonly mandatory: string;
  readonly meaning: string;
  /** What a client does about it. */
  readonly step: string;
}

export const FEATURES: readonly FeatureFact[] = readTable(text, (cell) => ({
  name: cell("feature"),
  namespace: cell("namespace"),
  where: cell("where"),
  spec: cell("spec"),
  section: cell("section"),
  offered: cell("offered"),
  mandatory: cell("mandatory"),
  meaning: cell("meaning"),
  step: cell("client_step"),
}));
