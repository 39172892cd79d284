// Output above the line that is being typed: the line is always there, whole, below what has happened.
import { Writable } from "node:stream";
import { sanitize } from "../render/sanitize.ts";
import type { Repl } from "./readline.ts";

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
  /** Shows these rows between what has happened and the line, until others are given; none takes them away. */
  setStatus(rows: readonly string[]): void;
}

const ERASE_DOWN = "\x1b[J";

/** @param label is the prompt at this moment, or undefined where the present one stays. */
export function makeScreen(server: Repl, label: () => string | undefined): Screen {
  const output = server.output;
  let isDrawn = true;
  // Once the prompt is gone there is only text: drawing it again would wait for input for ever (Node 24: throw).
  let isClosed = false;
  let status: readonly string[] = [];
  const eraseSequence = () => {
    const up = server.getCursorPos().rows + status.length;
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
      for (const row of status) output.write(`${row}\n`);
      server.prompt(true);
      isDrawn = true;
    },
    setStatus(rows) {
      if (isDrawn) output.write(eraseSequence());
      status = rows;
      if (isDrawn) this.draw();
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
