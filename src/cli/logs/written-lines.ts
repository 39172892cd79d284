// Where the lines that were typed stand in a log: what is a secret may be known only when it has been written.
import type { Entry } from "../../transcript/entry.ts";

export interface WrittenLine {
  /** In bytes from the beginning of the file. */
  readonly at: number;
  readonly text: string;
}

export class WrittenLines {
  readonly #lines: WrittenLine[] = [];
  #end = 0;

  /** Takes in what is written next; returns its bytes. */
  written(text: string, entry?: Entry): Buffer {
    const bytes = Buffer.from(text, "utf8");
    if (entry?.type === "command") this.#lines.push({ at: this.#end, text });
    this.#end += bytes.length;
    return bytes;
  }

  /** The lines that had the secret, with as many bytes in its place: nothing in the file moves. */
  without(secret: string): readonly WrittenLine[] {
    const found: WrittenLine[] = [];
    for (const [index, { at, text }] of this.#lines.entries()) {
      const line = { at, text: blotted(text, secret) };
      if (line.text === text) continue;
      this.#lines[index] = line;
      found.push(line);
    }
    return found;
  }
}

/** What was typed, in NDJSON: a secret may be a word of that format, or a part of its numbers. */
const TYPED = /(?<=^\{.*"line":")(?:[^"\\]|\\.)*/;

/** Also where it is a part of a word: what stands before it may be an escape of JSON. */
function blotted(text: string, secret: string): string {
  const { 0: typed, index } = TYPED.exec(text) ?? { 0: text, index: 0 };
  const inJson = JSON.stringify(secret).slice(1, -1);
  const left = [secret, inJson].reduce(
    (kept, form) => kept.replaceAll(form, "*".repeat(Buffer.byteLength(form))),
    typed,
  );
  return text.slice(0, index) + left + text.slice(index + typed.length);
}
