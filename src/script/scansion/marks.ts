// Scansion's marks and placeholders in one element, and ours in their stead.
import { isBuiltIn, VARIABLE_NAME } from "../../shell/variables.ts";
import { escapeXML } from "../../xml/element.ts";
import { trimBlanks } from "../../xml/expected.ts";
import { quoteForExpression } from "../../xml/expressions.ts";
import { PATTERN_NAMESPACE } from "../../xml/pattern-tag.ts";
import type { StartTag } from "../../xml/tokenizer.ts";
import type { Edit, Excerpt } from "./excerpt.ts";
import { known, type Report } from "./known.ts";

/** Text between two tags, or a part of it. */
export interface Run {
  readonly start: number;
  /** As it is written. */
  readonly text: string;
  /** With references resolved. */
  readonly value: string;
}

interface Context {
  readonly excerpt: Excerpt;
  /** The stream's own namespace. */
  readonly content: string;
  /** The mark of a strict element, with the blank ahead of it. */
  readonly strict: string;
  readonly report: Report;
}

interface WrittenTag {
  readonly start: number;
  readonly text: string;
  readonly tag: StartTag;
}

interface WrittenAttribute {
  readonly name: string;
  /** With references resolved. */
  readonly value: string;
  /** With the blanks ahead of it. */
  readonly start: number;
  readonly end: number;
  /** Between the quotes. */
  readonly valueStart: number;
}

const ATTRIBUTE = /\s+[^\s=<>/"']+\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** The prefix x: is ours, unless the script has it for something else. */
export function strictMark(tags: readonly StartTag[]): string {
  const isTaken = tags.some(({ attributes }) => attributes.some(([name]) => name === "xmlns:x"));
  return isTaken ? ` xmlns:mark="${PATTERN_NAMESPACE}" mark:strict="true"` : ' x:strict="true"';
}

/** Where no mark says otherwise, an element with a namespace of its own is strict. */
export function editsInTag(written: WrittenTag, context: Context): readonly Edit[] {
  const attributes = attributesOf(written);
  const nameEnd = written.start + "<".length + written.tag.name.length;
  const marks = attributes.filter(({ name }) => name.startsWith("scansion:"));
  for (const mark of marks) checkMark(mark, context);
  const mark = marks.find(({ name }) => name === "scansion:strict");
  const isStrict = mark ? mark.value === "true" : written.tag.namespace !== context.content;
  const strict = isStrict ? context.strict : "";
  const end = attributes.at(-1)?.end ?? nameEnd;
  return [
    ...attributes.flatMap((attribute) => (marks.includes(attribute) ? [] : editsInValue(attribute))),
    mark ? { start: mark.start, end: mark.end, text: strict } : { start: end, end, text: strict },
  ];
}

function attributesOf({ start, text, tag }: WrittenTag): readonly WrittenAttribute[] {
  return [...text.matchAll(ATTRIBUTE)].map((match, index) => {
    const [name = "", value = ""] = tag.attributes[index] ?? [];
    const end = start + match.index + match[0].length;
    const valueStart = start + match.index + match[0].search(/["']/) + 1;
    return { name, value, start: start + match.index, end, valueStart };
  });
}

function checkMark({ name, value, start, valueStart }: WrittenAttribute, { excerpt, report }: Context): void {
  if (name !== "scansion:strict") {
    report(
      excerpt.positionOf(start + 1),
      `Cannot read the mark ${name}: there is none of that name (${known(name, ["scansion:strict"])})`,
    );
  } else if (value !== "true" && value !== "false") {
    const at = excerpt.positionOf(valueStart);
    report(
      at,
      `Cannot read scansion:strict="${value}": it is neither true nor false (write "true" or "false")`,
    );
  }
}

function editsInValue({ value, valueStart: start, end }: WrittenAttribute): readonly Edit[] {
  const text = placeholderFor(value);
  return text === undefined ? [] : [{ start, end: end - 1, text }];
}

function placeholderFor(value: string): string | undefined {
  if (value === "{scansion:any}") return "{any}";
  const name = /^\{scansion:capture:([\s\S]*)\}$/.exec(value)?.[1];
  if (name === undefined) return literalFor(value);
  // No script reads a capture: one that we could not name need not be kept.
  return VARIABLE_NAME.test(name) && !isBuiltIn(name) ? `{capture:${name}}` : "{any}";
}

/** What Scansion takes as it is and we would take for a placeholder: an expression that only it fits. */
function literalFor(value: string): string | undefined {
  if (!/^\{(?:any|empty|(?:capture|re):[\s\S]*)\}$/.test(value)) return undefined;
  // The variables that macros have become stay variables.
  const quoted = value.replace(/\$\$\{|(\$\{[^{}]*\})|[^$]+?|\$/g, (part, variable?: string) =>
    variable ? part : quoteForExpression(part === "$${" ? "${" : part),
  );
  return escapeXML(`{re:${quoted}}`);
}

/** The runs are all the text that an element has of its own. */
export function editsInText(runs: readonly Run[]): readonly Edit[] {
  const literal = literalFor(trimBlanks(runs.map(({ value }) => value).join("")));
  if (literal === undefined) return [];
  return runs.map(({ start, text }, index) => ({
    start,
    end: start + text.length,
    text: index === 0 ? literal : "",
  }));
}
