import type { Outcome } from "../shell/outcome.ts";

/** Something that is gone through step by step, between the lines that are typed. */
export interface Stepping {
  /** What the prompt says where a step waits; undefined where none does. */
  readonly label: string | undefined;
  /** Goes up to the first stop. */
  begin(signal: AbortSignal): Promise<void>;
  /** Takes a row that is meant for it, and goes up to the next stop; false where the row is for the prompt. */
  take(row: string, signal: AbortSignal): Promise<boolean>;
  /** The words that are meant for it, for completion. */
  readonly words?: readonly { readonly name: string; readonly summary: string }[];
  /** Whether a row amid unfinished XML is meant for it, and what becomes of the XML; without this none is. */
  amidXml?(row: string): "kept" | "dropped" | undefined;
  /** Those of its words that help whoever does not get on with the XML. */
  readonly helpAmidXml?: readonly string[];
  /**
   * A row for the prompt has been run: it may have done the step, and what was shown of the next may not hold any more.
   * @param outcome is how it ended; undefined for JavaScript, and for what could not be read.
   */
  rowRan(signal: AbortSignal, outcome: Outcome | undefined): Promise<void>;
}
