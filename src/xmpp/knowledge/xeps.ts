// The XMPP Extension Protocols, and of those that matter most what they are for.
import { listIn, readTable } from "./table.ts";
import summaries from "./xep-summaries.tsv";
import text from "./xeps.tsv";

export interface XepFact {
  /** Four digits. */
  readonly number: string;
  readonly title: string;
  readonly status: string;
  /** "Standards Track", "Informational" … */
  readonly type: string;
  readonly shortName: string;
  readonly version: string;
  /** Of that version, as 2024-08-30. */
  readonly date: string;
  readonly supersededBy: readonly string[];
  /** What it is for, in one sentence; nothing of those that are rarely met. */
  readonly summary: string;
}

const SUMMARIES = new Map(readTable(summaries, (cell) => [cell("number"), cell("summary")] as const));

export const XEPS: readonly XepFact[] = readTable(text, (cell) => ({
  number: cell("number"),
  title: cell("title"),
  status: cell("status"),
  type: cell("type"),
  shortName: cell("shortname"),
  version: cell("version"),
  date: cell("date"),
  supersededBy: listIn(cell("superseded_by")),
  summary: SUMMARIES.get(cell("number")) ?? "",
}));
