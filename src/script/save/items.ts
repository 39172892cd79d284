// The items of a script that is being made.
import type { Comment, Item, Step } from "../script.ts";
import { isBlockText } from "../write.ts";

/** Nobody reads it from a file: it stands nowhere. */
const at = { line: 1, column: 1 };

export function comment(text: string): Comment {
  return { kind: "comment", at, text };
}

export const BLANK: Item = { kind: "blank" };

/** A step of a client; `main` is meant where nobody is named. */
export function step(client: string, line: string, block?: string): Step {
  const text = client === "main" ? line : `@${client} ${line}`;
  return {
    kind: "step",
    at,
    source: text,
    text,
    ...(block === undefined ? {} : { block: { text: block, at } }),
  };
}

/** Sends a text that has variables already: as a block where that can hold it, else as a word. */
export function sending(client: string, text: string): Step {
  return isBlockText(text) ? step(client, "send", text) : step(client, `send ${quoted(text)}`);
}

export function sendingBytes(client: string, bytes: Uint8Array): Step {
  return step(client, `send --hex ${Buffer.from(bytes).toString("hex")}`);
}

/** In double quotes on one row. */
function quoted(text: string): string {
  const escaped = text
    .replace(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
      (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
    );
  return `"${escaped}"`;
}
