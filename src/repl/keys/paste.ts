// What is pasted comes between two keys that the terminal sends, where it was told to (bracketed paste).
import type { Key } from "../readline.ts";

/** Asks the terminal to tell what is pasted from what is typed. */
export const PASTE_ON = "\x1b[?2004h";
export const PASTE_OFF = "\x1b[?2004l";

/** Puts the keys of a paste together. */
export class PasteCollector {
  #pieces: string[] | undefined;

  /**
   * Takes in a key; returns whether it belongs to a paste, and the whole of it where that ends now.
   * @param isLast says whether no other key came behind it in one go.
   */
  take(text: string, key: Key | undefined, isLast: () => boolean): "no paste" | "more" | { text: string } {
    if (key?.name === "paste-start") {
      this.#pieces ??= [];
      return "more";
    }
    const pieces = this.#pieces;
    if (!pieces) return key?.name === "paste-end" ? "more" : "no paste";
    const isEnd = key?.name === "paste-end";
    // A terminal that never says where the paste ends would leave the keyboard dead.
    if (isEnd || (key?.ctrl && key.name === "c" && isLast())) {
      this.#pieces = undefined;
      return isEnd ? { text: pieces.join("") } : "no paste";
    }
    pieces.push(key?.sequence ?? text);
    return "more";
  }
}

/** What a terminal would obey, and no line can hold: all control characters but the tab. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export interface Pasted {
  /** At least one; behind the last there was no line end. */
  readonly rows: readonly [string, ...string[]];
  /** How many control characters were left out. */
  readonly leftOut: number;
}

/** Says how many of what are not in what was pasted; undefined where all is. */
export function leftOutText(counts: Readonly<Record<string, number>>): string | undefined {
  const parts = Object.entries(counts).flatMap(([what, count]) =>
    count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`],
  );
  return parts.length === 0 ? undefined : `    -- ${parts.join(" and ")} of the paste left out\n`;
}

/** Terminals send \r for a line end, and some what the text has. */
export function readPaste(text: string): Pasted {
  let leftOut = 0;
  const rows = text.replace(/\r\n?/g, "\n").replace(CONTROLS, () => {
    leftOut += 1;
    return "";
  });
  const [first = "", ...others] = rows.split("\n");
  return { rows: [first, ...others], leftOut };
}
