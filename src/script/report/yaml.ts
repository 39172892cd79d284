// The part of YAML 1.2 that a TAP diagnostic needs. Quoted texts are JSON, which is YAML as well.
import { printable } from "./printable.ts";

export type Yaml = string | number | readonly string[] | YamlFields;

/** A mapping, in its order; what is undefined is left out. */
export interface YamlFields {
  readonly [key: string]: Yaml | undefined;
}

const INDENT = "  ";

export function yamlLines(fields: YamlFields): readonly string[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : fieldLines(key, value),
  );
}

function fieldLines(key: string, value: Yaml): readonly string[] {
  if (typeof value === "number") return [`${key}: ${value}`];
  if (typeof value === "string") return textLines(key, printable(value));
  if (isList(value)) return [`${key}:`, ...value.map((item) => `${INDENT}- ${quoted(printable(item))}`)];
  return [`${key}:`, ...yamlLines(value).map((line) => INDENT + line)];
}

/** Rows stay rows, so that XML can be read: as a list, because not every reader of TAP knows block literals. */
function textLines(key: string, text: string): readonly string[] {
  if (!text.includes("\n")) return [`${key}: ${quoted(text)}`];
  return [`${key}:`, ...text.split("\n").map((row) => `${INDENT}- ${quoted(row)}`)];
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function isList(value: readonly string[] | YamlFields): value is readonly string[] {
  return Array.isArray(value);
}
