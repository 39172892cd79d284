// A script's file -> the script. The name says what format it has.
import { ScriptError } from "../errors.ts";
import { decodeScript } from "./decode.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readXmpp } from "./read-xmpp.ts";
import type { Reading } from "./reading.ts";
import { rowsOf } from "./rows.ts";
import { readScansion } from "./scansion.ts";

export type Format = "xmpp" | "markdown" | "scansion";

/** What is not known by its name, standard input too, is `.xmpp`. */
export function formatOf(file: string): Format {
  const [, extension] = /\.([^./\\]+)$/.exec(file.toLowerCase()) ?? [];
  if (extension === "md") return "markdown";
  return extension === "scs" ? "scansion" : "xmpp";
}

/** Reads as much as can be read; `commands` are the commands' names. */
export function readScript(file: string, bytes: Uint8Array, commands: ReadonlySet<string>): Reading {
  let text: string;
  try {
    text = decodeScript(file, bytes);
  } catch (error) {
    if (error instanceof ScriptError) return { script: { file, items: [] }, errors: [error] };
    throw error;
  }
  return readText(file, text, commands);
}

function readText(file: string, text: string, commands: ReadonlySet<string>): Reading {
  switch (formatOf(file)) {
    case "xmpp":
      return readXmpp(file, rowsOf(text), commands);
    case "markdown":
      return readMarkdown(file, rowsOf(text), commands);
    case "scansion":
      return readScansion(file, text);
  }
}
