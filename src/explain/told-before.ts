// What an error means, and that a request wants an answer, is said in full once: whoever meets it again is told where
// that stands.
import type { Remarks } from "../session/session.ts";
import type { Entry } from "../transcript/entry.ts";
import { isFailure } from "./failure.ts";

/** How many explanations are remembered: a server must not fill the memory with them. */
const MOST = 500;

/** A condition, then what it means; the server's own words are in the element above. */
const EXPLAINED = /^([a-z][a-z-]*)(?: \([^)]*\))?: /;
const SERVER_SAYS = /\. The server says: [\s\S]*$/;

/** What is said of every request, with the line that answers it. */
const TO_ANSWER = /^a request, .*\(run "([^"]*reply \d+)"; [^()]*\)$/s;

/** Remembers, for all clients, what was said of errors and of requests. */
export class ToldBefore {
  /** The number of the entry that each explanation was made for. */
  readonly #told = new Map<string, number>();
  /** The entry of the first request that was remarked on. */
  #request: number | undefined;

  /** These remarks, but those that have been made before are short. */
  shorten(remarks: Remarks): Remarks {
    return (entry, before, after) => {
      const said = remarks(entry, before, after);
      if (isFailure(entry)) return said.map((text) => this.#once(text, entry));
      return said.map((text) => this.#requestOnce(text, entry));
    };
  }

  #requestOnce(text: string, { n }: Entry): string {
    const line = TO_ANSWER.exec(text)?.[1];
    if (line === undefined) return text;
    if (this.#request !== undefined) return `a request again (run "${line}"; #${this.#request} says more)`;
    this.#request = n;
    return text;
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
