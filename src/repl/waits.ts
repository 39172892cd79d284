// What is under way, and what Ctrl-C ends of it.

export type Work = "line" | "JavaScript";

export class Waits {
  #running: { readonly ending: AbortController; readonly what: Work } | undefined;

  async run<T>(what: Work, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    this.#running = { ending, what };
    try {
      return await work(ending.signal);
    } finally {
      this.#running = undefined;
    }
  }

  /** Ends what is under way, and says what that was; undefined where nothing is, or it is being ended. */
  end(): Work | undefined {
    if (!this.#running || this.#running.ending.signal.aborted) return undefined;
    this.#running.ending.abort();
    return this.#running.what;
  }
}
