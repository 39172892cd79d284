// The words of the glossary, and those that newcomers ask for besides, in plain sentences of our own.
import { listIn, readTable } from "./table.ts";
import text from "./words.tsv";

export interface WordFact {
  /** The word, then others for the same thing. */
  readonly names: readonly string[];
  readonly meaning: string;
  /** "RFC 6120", "XEP-0045"; nothing of the tool's own words. */
  readonly spec: string;
  readonly section: string;
  /** What can be asked for next. */
  readonly alsoSee: readonly string[];
}

export const WORDS: readonly WordFact[] = readTable(text, (cell) => ({
  names: listIn(cell("word")),
  meaning: cell("meaning"),
  spec: cell("spec"),
  section: cell("section"),
  alsoSee: listIn(cell("see_also")),
}));
