// The last entries of a transcript, for the report of a script that fails.
import { Redactor, type Shown } from "../render/secrets/redact.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { shortEntry } from "./short-entry.ts";

const MOST = 10;

/** Keeps the last few entries as they may be shown. Lines and the runner's verdicts are told elsewhere. */
export class LastEntries {
  readonly #kept: Shown<Entry>[] = [];

  constructor(transcript: Transcript, { showsSecrets }: { readonly showsSecrets: boolean }) {
    const redactor = new Redactor();
    transcript.read((entry) => {
      // Every entry passes the redactor: a secret may go on from one to the next.
      const redacted = redactor.redact(entry);
      if (entry.type === "command" || entry.type === "expectation") return;
      this.#kept.push(shortEntry(showsSecrets ? entry : redacted));
      if (this.#kept.length > MOST) this.#kept.shift();
    });
  }

  /** Oldest first. */
  get entries(): readonly Shown<Entry>[] {
    return [...this.#kept];
  }
}
