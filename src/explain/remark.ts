// What is said of an entry, and what of it need not be said twice.
import type { Remarks } from "../session/session.ts";

/** A text, or one that is said in full once. */
export type Remark = string | SaidOnce;

export interface SaidOnce {
  readonly text: string;
  /** What is the same where it would be said again. */
  readonly what: string;
  /** What stands in its place then: the entry of that number has it in full. */
  again(first: number): string;
}

export type RemarksOn = (...happened: Parameters<Remarks>) => readonly Remark[];

function textOf(remark: Remark): string {
  return typeof remark === "string" ? remark : remark.text;
}

/** All that there is to say, each time. */
export function inFull(remarksOn: RemarksOn): Remarks {
  return (...happened) => remarksOn(...happened).map(textOf);
}
