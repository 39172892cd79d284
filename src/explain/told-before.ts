// What an error means is said in full once: whoever meets it again is told where it stands.
import type { Remarks } from "../session/session.ts";
import type { Entry } from "../transcript/entry.ts";
import { isFailure } from "./failure.ts";

/** How many explanations are remembered: a server must not fill the memory with them. */
const MOST = 500;

/** A condition, then what it means; the server's own words are in the element above. */
const EXPLAINED = /^([a-z][a-z-]*)(?: \([^)]*\))?: /;
const SERVER_SAYS = /\. The server says: [\s\S]*$/;

/** Remembers, for all clients, what was said of errors. */
export class ToldBefore {
  /** The number of the entry that each explanation was made for. */
  readonly #told = new Map<string, number>();

  /** These remarks, but those on errors that have been made before are short. */
  shorten(remarks: Remarks): Remarks {
    return (entry, before, after) => {
      const said = remarks(entry, before, after);
      return isFailure(entry) ? said.map((text) => this.#once(text, entry)) : said;
    };
  }

  #once(text: string, { n }: Entry): string {
    const condition = EXPLAINED.exec(text)?.[1];
    if (condition === undefined) return text;
    const explanation = text.replace(SERVER_SAYS, "");
    const first = this.#told.get(explanation);
    if (first !== undefined) return `${condition} again (#${first} says more; "explain ${condition}")`;
    if (this.#told.size < MOST) this.#told.set(explanation, n);
    return text;
  }
}
