// Output above the line that is being typed: the line is always there, whole, below what has happened.
import { Writable } from "node:stream";
import { sanitize } from "../render/sanitize.ts";
import type { Key, Repl } from "./readline.ts";

export interface Screen {
  /** Shows text that ends with a newline above the line. */
  write(text: string): void;
  /** Draws the prompt and what is typed. */
  draw(): void;
  /** Takes the line off the screen, for output that others write. */
  lift(): void;
  /** The line was entered: it stays where it is, and the next one begins below. */
  drop(): void;
  /** Leaves the line as it is; from now on text is written below it. */
  close(): void;
  /** Forgets what is typed. */
  clearLine(): void;
  /** Sends all keys there; undefined gives them back to the line. */
  redirectKeys(to: ((text: string, key: Key) => void) | undefined): void;
}

const ERASE_DOWN = "\x1b[J";

/** @param label is the prompt at this moment, or undefined where the present one stays. */
export function makeScreen(server: Repl, label: () => string | undefined): Screen {
  const output = server.output;
  let isDrawn = true;
  // Once the prompt is gone there is only text: drawing it again would wait for input for ever (Node 24: throw).
  let isClosed = false;
  let keys: ((text: string, key: Key) => void) | undefined;

  const typeKey = server._ttyWrite.bind(server);
  server._ttyWrite = (text, key) => {
    if (keys) return keys(text ?? "", key);
    // In the middle of a chunk readline skips its refresh, and loses count of the rows that are drawn.
    server.prevRows = server.getCursorPos().rows;
    // While it takes in a paste, readline puts every character at the end of the line, wherever the cursor is.
    const isPaste = !server.isCompletionEnabled;
    server.isCompletionEnabled = true;
    if (isPaste && key?.name === "tab") server._insertString("\t");
    else typeKey(text, key);
    server.isCompletionEnabled = !isPaste;
  };

  const eraseSequence = () => {
    const up = server.getCursorPos().rows;
    return `${up > 0 ? `\x1b[${up}A` : ""}\r${ERASE_DOWN}`;
  };

  return {
    write(text) {
      output.write(isDrawn ? eraseSequence() + text : text);
      this.draw();
    },
    draw() {
      if (isClosed) return;
      const prompt = label();
      if (prompt !== undefined) server.setPrompt(prompt);
      server.prevRows = 0;
      server.prompt(true);
      isDrawn = true;
    },
    lift() {
      if (!isDrawn) return;
      output.write(eraseSequence());
      server.prevRows = 0;
      isDrawn = false;
    },
    drop() {
      isDrawn = false;
    },
    clearLine() {
      server.write(null, { ctrl: true, name: "e" });
      server.write(null, { ctrl: true, name: "u" });
    },
    redirectKeys(to) {
      keys = to;
    },
    close() {
      if (isDrawn && !isClosed) output.write("\n");
      isClosed = true;
      isDrawn = false;
    },
  };
}

/** A stream whose text appears above the line: for console.log. */
export function screenStream(screen: Screen): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      const text = sanitize(String(chunk));
      screen.write(text.endsWith("\n") ? text : `${text}\n`);
      done();
    },
  });
}
