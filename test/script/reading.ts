// Scripts as literal text, and what is read of them.
import { readScript } from "../../src/script/read.ts";
import type { Reading } from "../../src/script/reading.ts";
import { type Item, stepsOf } from "../../src/script/script.ts";

export const COMMANDS: ReadonlySet<string> = new Set([
  "open",
  "auth",
  "send",
  "expect",
  "presence",
  "message",
]);

/** The rows of a file, each with a newline. */
export function rows(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

export function read(text: string, file = "a.xmpp"): Reading {
  return readScript(file, new TextEncoder().encode(text), COMMANDS);
}

/** The steps as "line:column text", each with its block as "line:column text" behind it. */
export function steps(text: string, file = "a.xmpp"): readonly string[] {
  return stepsOf(read(text, file).script).flatMap(({ at, text: line, block }) => [
    `${at.line}:${at.column} ${line}`,
    ...(block ? [`${block.at.line}:${block.at.column} ${block.text}`] : []),
  ]);
}

export function errors(text: string, file = "a.xmpp"): readonly string[] {
  return read(text, file).errors.map(({ message }) => message);
}

/** An item without its place in the file. */
export function withoutPlace(item: Item): unknown {
  switch (item.kind) {
    case "blank":
      return item;
    case "comment":
      return { kind: item.kind, text: item.text };
    case "tag":
      return { kind: item.kind, key: item.key, value: item.value };
    case "step":
      return { kind: item.kind, text: item.text, block: item.block?.text };
  }
}
