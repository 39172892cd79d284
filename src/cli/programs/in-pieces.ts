// A long text a piece at a time: between the pieces keys are read, and Ctrl-C is heard.
import { setImmediate } from "node:timers/promises";

/** So many characters take a moment that nobody notices. */
const PIECE = 65_536;

/** Whole rows, each with the newline behind it. */
export async function* inPieces(text: string | Iterable<string>): AsyncGenerator<string> {
  if (typeof text === "string") return yield `${text}\n`;
  let piece = "";
  for (const row of text) {
    piece += `${row}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
    await setImmediate();
  }
  if (piece !== "") yield piece;
}
