// What a line takes by chance or from the clock. A rehearsal draws it, and the line itself gets the same.

export interface Source {
  /** A fresh id for a stanza. */
  id(): string;
  /** A fresh nonce for SCRAM: nobody can guess it, and it has no comma. */
  nonce(): Promise<string>;
  /** Milliseconds since 1970. */
  now(): number;
}

interface Drawn {
  readonly ids: string[];
  readonly nonces: string[];
  readonly moments: number[];
}

const nothing = (): Drawn => ({ ids: [], nonces: [], moments: [] });

export class Draws implements Source {
  readonly #source: Source;
  /** What was drawn in the last rehearsal and is still to be given out. */
  #rehearsed = nothing();
  #recording: Drawn | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  id(): string {
    return this.#draw("ids", this.#rehearsed.ids.shift() ?? this.#source.id());
  }

  async nonce(): Promise<string> {
    return this.#draw("nonces", this.#rehearsed.nonces.shift() ?? (await this.#source.nonce()));
  }

  now(): number {
    return this.#draw("moments", this.#rehearsed.moments.shift() ?? this.#source.now());
  }

  /** What is drawn meanwhile is drawn again by the next line. */
  async rehearse<T>(run: () => Promise<T>): Promise<T> {
    this.forget();
    const recording = nothing();
    this.#recording = recording;
    try {
      return await run();
    } finally {
      this.#recording = undefined;
      this.#rehearsed = recording;
    }
  }

  /** The line that was rehearsed is not run. */
  forget(): void {
    this.#rehearsed = nothing();
  }

  #draw<K extends keyof Drawn>(kind: K, value: Drawn[K][number]): Drawn[K][number] {
    const kept: (string | number)[] | undefined = this.#recording?.[kind];
    kept?.push(value);
    return value;
  }
}
