// The status codes of XEP-0045.
import text from "./muc-status.tsv";
import { readTable } from "./table.ts";

export interface MucStatusFact {
  readonly code: string;
  /** What it comes with: "presence". */
  readonly stanza: string;
  readonly context: string;
  readonly meaning: string;
  readonly spec: string;
}

export const MUC_STATUS: readonly MucStatusFact[] = readTable(text, (cell) => ({
  code: cell("code"),
  stanza: cell("stanza"),
  context: cell("context"),
  meaning: cell("meaning"),
  spec: cell("spec"),
}));
