// What is under way, and what Ctrl-C ends of it.

export type Work = "line" | "JavaScript";

export class Waits {
  #running: { readonly ending: AbortController; readonly what: Work } | undefined;
  readonly #left = new AbortController();

  /** Resolves when the work is done: never once the user has left, so that nothing is told or run behind it. */
  async run<T>(what: Work, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.left.aborted) return await never();
    const ending = new AbortController();
    this.#running = { ending, what };
    try {
      const result = await work(ending.signal);
      return this.left.aborted ? await never() : result;
    } finally {
      this.#running = undefined;
    }
  }

  /** Aborted when the user has left. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Ends what is under way, and says what that was; undefined where nothing is, or it is being ended. */
  end(): Work | undefined {
    if (!this.#running || this.#running.ending.signal.aborted) return undefined;
    this.#running.ending.abort();
    return this.#running.what;
  }

  /** The user has left: what is under way ends, and nothing else begins. */
  leave(): void {
    this.#left.abort();
    this.end();
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
