// Every key that is pressed: to whoever asks for them at the moment, else to the line.
import { PasteCollector } from "./paste.ts";
import type { Key, Repl } from "./readline.ts";

/**
 * Takes a key; false leaves it to whoever comes next, and at last to the line. What is pasted comes as one key named
 * "paste", with all of its text.
 */
export type KeyTaker = (text: string, key: Key) => boolean;

export interface Keys {
  /** Gets every key before the line does, and before those who were added earlier. Returns what ends that. */
  take(taker: KeyTaker): () => void;
  /** Whether the key that is looked at now came together with others: pasted, or typed ahead. */
  readonly isInChunk: boolean;
}

/** What is done around every key. */
export interface Around {
  before(): void;
  /** Also called where the key was taken; not amid a chunk, whose other keys come at once. */
  after(key: Key): void;
}

/** Stands between the terminal and readline from now on. */
export function takeKeys(server: Repl, { before, after }: Around): Keys {
  const takers: KeyTaker[] = [];
  const pastes = new PasteCollector();
  const chunks = new Chunks();
  const typeKey = server._ttyWrite.bind(server);
  const give = (text: string, key: Key) => {
    if (takers.some((taker) => taker(text, key))) return;
    // In the middle of a chunk readline skips its refresh, and loses count of the rows that are drawn.
    server.prevRows = server.getCursorPos().rows;
    // While it takes in a paste, readline puts every character at the end of the line, wherever the cursor is.
    const isPaste = !server.isCompletionEnabled;
    server.isCompletionEnabled = true;
    if (isPaste && key?.name === "tab") server._insertString("\t");
    else typeKey(text, key);
    server.isCompletionEnabled = !isPaste;
  };
  server._ttyWrite = (text = "", key) => {
    chunks.add(server.isCompletionEnabled ? "last" : "more to come");
    const pasted = pastes.take(text, key, () => server.isCompletionEnabled);
    if (pasted === "more") return;
    before();
    if (pasted === "no paste") give(text, key);
    else give(pasted.text, { name: "paste", sequence: pasted.text });
    if (server.isCompletionEnabled) after(pasted === "no paste" ? key : { name: "paste" });
  };
  return {
    take(taker) {
      takers.unshift(taker);
      return () => {
        takers.splice(takers.indexOf(taker), 1);
      };
    },
    get isInChunk() {
      return chunks.isInChunk;
    },
  };
}

/** Which keys came together in one chunk. */
class Chunks {
  #place: "alone" | "first" | "amid" | "last" = "alone";

  add(what: "last" | "more to come"): void {
    const goesOn = this.#place === "first" || this.#place === "amid";
    if (what === "last") this.#place = goesOn ? "last" : "alone";
    else this.#place = goesOn ? "amid" : "first";
  }

  get isInChunk(): boolean {
    return this.#place !== "alone";
  }
}
