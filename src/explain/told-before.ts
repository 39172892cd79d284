// What an error means, and that a request wants an answer, is said in full once: whoever meets it again is told where
// that stands.
import type { Remarks } from "../session/session.ts";
import type { Remark, RemarksOn } from "./remark.ts";

/** How many explanations are remembered: a server must not fill the memory with them. */
const MOST = 500;

/** Remembers, for all clients, what was said. */
export class ToldBefore {
  /** The number of the entry that each was said of. */
  readonly #told = new Map<string, number>();

  /** These remarks, but those that have been made before are short. */
  shorten(remarksOn: RemarksOn): Remarks {
    return (entry, before, after) =>
      remarksOn(entry, before, after).map((remark) => this.#once(remark, entry.n));
  }

  #once(remark: Remark, n: number): string {
    if (typeof remark === "string") return remark;
    const first = this.#told.get(remark.what);
    if (first !== undefined) return remark.again(first);
    if (this.#told.size < MOST) this.#told.set(remark.what, n);
    return remark.text;
  }
}
