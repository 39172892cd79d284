// A script -> `.xmpp`.
import type { Item, Script } from "./script.ts";

const INDENTATION = "  ";

/** The text that is read back as the same items, as far as blocks can hold their text (`isBlockText`). */
export function writeScript({ items }: Script): string {
  const last = items.findLastIndex(({ kind }) => kind !== "blank");
  return items
    .slice(0, last + 1)
    .map((item) => `${writeItem(item)}\n`)
    .join("");
}

/**
 * Whether a block can hold a text: a text that ends with a blank line, or whose lines are all indented, comes back
 * without that. `send --hex` can send such a text.
 */
export function isBlockText(text: string): boolean {
  const rows = text.split("\n");
  const full = rows.filter((row) => row.trim() !== "");
  return !text.includes("\r") && rows.at(-1)?.trim() !== "" && !full.every((row) => /^\s/.test(row));
}

function writeItem(item: Item): string {
  switch (item.kind) {
    case "blank":
      return "";
    case "tag":
      return item.value === "" ? `## ${item.key}` : `## ${item.key}: ${item.value}`;
    case "comment":
      return item.text.split("\n").map(writeComment).join("\n");
    case "step":
      return item.block ? `${item.text}\n${indent(item.block.text)}` : item.text;
  }
}

/** Rows of ### and the first line of an executable file, #!, have no blank. */
function writeComment(text: string): string {
  return text === "" || /^(?:##|!\/)/.test(text) ? `#${text}` : `# ${text}`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((row) => (row === "" ? "" : INDENTATION + row))
    .join("\n");
}
