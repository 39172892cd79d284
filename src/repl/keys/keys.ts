// Every key that is pressed: to whoever asks for them at the moment, else to the line.

import { type Key, type Repl, typingInto } from "../readline.ts";
import { PasteCollector } from "./paste.ts";
import { type Hiding, isCharacter, Unseen } from "./unseen.ts";

/**
 * Takes a key; false leaves it to whoever comes next, and at last to the line. What is pasted comes as one key named
 * "paste", with all of its text.
 */
export type KeyTaker = (text: string, key: Key) => boolean;

export interface Keys {
  /** Gets every key before the line does, and before those who were added earlier. Returns what ends that. */
  take(taker: KeyTaker): () => void;
  /** Puts text where the cursor stands, as a key does. */
  insert(text: string): void;
  /** Whether the key that is looked at now came together with others: pasted, or typed ahead. */
  readonly isInChunk: boolean;
}

/** What is done around every key. */
export interface Around {
  readonly screen: Hiding;
  before(): void;
  /** Also called where the key was taken; not amid a chunk, whose other keys come at once. */
  after(key: Key): void;
}

/** Stands between the terminal and readline from now on. */
export function takeKeys(server: Repl, { screen, before, after }: Around): Keys {
  let takers: readonly KeyTaker[] = [];
  const pastes = new PasteCollector();
  const chunks = new Chunks();
  const lineEnds = new LineEnds();
  const unseen = new Unseen(server, screen);
  const typeKey = typingInto(server);
  const give = (text: string, key: Key) => {
    const isText = isCharacter(text, key);
    // Other keys look at what is drawn. Enter may be one more row of XML, of which there may be thousands.
    if (!isText && key.name !== "return") unseen.show();
    // A taker may end itself, or another one: those of before are asked, as far as they are still there.
    if (takers.some((taker) => takers.includes(taker) && taker(text, key))) return;
    if (isText && unseen.insert(text)) return;
    unseen.show();
    // In the middle of a chunk readline skips its refresh, and loses count of the rows that are drawn.
    server.prevRows = server.getCursorPos().rows;
    // While it takes in a paste, readline puts every character at the end of the line, wherever the cursor is.
    const isPaste = !server.isCompletionEnabled;
    server.isCompletionEnabled = true;
    typeKey(text, key);
    server.isCompletionEnabled = !isPaste;
  };
  /** The last key of which others did not hear yet that it is done. */
  let begun: { readonly key: Key } | undefined;
  let tabs: TabKind[] = [];
  server.input.prependListener("data", (chunk: unknown) => {
    tabs = tabsIn(String(chunk));
  });
  // Behind readline's own listener, also where the chunk ends amid what the terminal sends for a key.
  server.input.on("data", () => unseen.show());
  server._ttyWrite = (text = "", pressed) => {
    const isCharacterTab = pressed?.name === "tab" && tabs.shift() === "character";
    const come = isCharacterTab ? { sequence: "\t" } : pressed;
    chunks.add(server.isCompletionEnabled ? "last" : "more to come");
    const pasted = pastes.take(text, come, () => server.isCompletionEnabled);
    const key = pasted === "no paste" ? lineEnds.take(come) : pasteKey(pasted);
    if (key) {
      before();
      begun = { key };
      give(pasted === "no paste" ? text : (key.sequence ?? ""), key);
    }
    if (!begun || !server.isCompletionEnabled) return;
    const { key: last } = begun;
    begun = undefined;
    unseen.show();
    after(last);
  };
  return {
    take(taker) {
      takers = [taker, ...takers];
      return () => {
        takers = takers.filter((other) => other !== taker);
      };
    },
    insert(text) {
      if (unseen.insert(text)) return;
      server.prevRows = server.getCursorPos().rows;
      server._insertString(text);
    },
    get isInChunk() {
      return chunks.isInChunk;
    },
  };
}

function pasteKey(pasted: "more" | { readonly text: string }): Key | undefined {
  return pasted === "more" ? undefined : { name: "paste", sequence: pasted.text };
}

/**
 * Enter is one key, "return", however it comes: as \r, as the \n that the terminal makes of it while JavaScript runs,
 * which readline takes for the rest of a \r shortly before, or as the \r\n of a paste without brackets.
 */
class LineEnds {
  #isBehindReturn = false;

  /** Undefined for what is no key of its own. */
  take(key: Key): Key | undefined {
    const isRest = this.#isBehindReturn && key.name === "enter" && !key.meta;
    this.#isBehindReturn = key.name === "return";
    if (isRest) return undefined;
    return key.name === "enter" ? { ...key, name: "return" } : key;
  }
}

type TabKind = "key" | "character";

/**
 * What each Tab is that comes in a chunk. Without brackets a paste is known by its line ends, and a Tab amid it is a
 * character; other keys that come together were typed ahead, and so were a Tab and the Enter right behind it.
 */
function tabsIn(chunk: string): TabKind[] {
  const hasLineEnd = /[\r\n]/.test(chunk);
  return [...chunk.matchAll(/\t(?=(\t*[\r\n])?)/g)].map(([, lineEnd]) =>
    hasLineEnd && lineEnd === undefined ? "character" : "key",
  );
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
