// Every key that is pressed: to whoever asks for them at the moment, else to the line.
import type { Key, Repl } from "./readline.ts";

/** Takes a key; false leaves it to whoever comes next, and at last to the line. */
export type KeyTaker = (text: string, key: Key) => boolean;

export interface Keys {
  /** Gets every key before the line does, and before those who were added earlier. Returns what ends that. */
  take(taker: KeyTaker): () => void;
}

/** Stands between the terminal and readline from now on. */
export function takeKeys(server: Repl): Keys {
  const takers: KeyTaker[] = [];
  const typeKey = server._ttyWrite.bind(server);
  server._ttyWrite = (text, key) => {
    if (takers.some((taker) => taker(text ?? "", key))) return;
    // In the middle of a chunk readline skips its refresh, and loses count of the rows that are drawn.
    server.prevRows = server.getCursorPos().rows;
    // While it takes in a paste, readline puts every character at the end of the line, wherever the cursor is.
    const isPaste = !server.isCompletionEnabled;
    server.isCompletionEnabled = true;
    if (isPaste && key?.name === "tab") server._insertString("\t");
    else typeKey(text, key);
    server.isCompletionEnabled = !isPaste;
  };
  return {
    take(taker) {
      takers.unshift(taker);
      return () => {
        takers.splice(takers.indexOf(taker), 1);
      };
    },
  };
}
