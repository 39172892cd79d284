// One value of a pattern, an attribute's or a text: read, compared, and written again.
import { type Compile, ExpressionFault, quoteForExpression } from "./expressions.ts";
import type { Expected } from "./pattern.ts";

/** What the reader of a pattern is given by whoever knows the variables. */
export interface ValueOptions {
  /** Puts variables in. Into an expression they go through `quote`: what is put in is data. */
  expand(text: string, quote?: (value: string) => string): string;
  readonly compile: Compile;
}

const PLACEHOLDER = /^\{(?:(any)|(empty)|capture:([\p{L}\p{N}_.-]+)|re:([\s\S]*))\}$/u;

/**
 * Reads a value as it was written. A variable is put in afterwards, so what it holds is never a placeholder.
 * @throws ExpressionFault for an expression that cannot be used.
 */
export function readExpected(written: string, { expand, compile }: ValueOptions): Expected {
  const [all, any, empty, name, expression] = PLACEHOLDER.exec(written) ?? [];
  if (all === undefined) return { kind: "text", text: expand(written) };
  if (any !== undefined) return { kind: "any" };
  if (empty !== undefined) return { kind: "empty" };
  if (name !== undefined) return { kind: "capture", name };
  const source = expand(expression ?? "", quoteForExpression);
  return { kind: "expression", source, matches: compileNamed(source, compile) };
}

function compileNamed(source: string, compile: Compile): (text: string) => boolean {
  try {
    return compile(source);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    throw new ExpressionFault(`the expression {re:${source}}: ${error.message}`);
  }
}

/** Whether the value of an attribute that is there fits. */
export function fitsAttribute(expected: Expected, value: string): boolean {
  switch (expected.kind) {
    case "any":
    case "capture":
      return true;
    case "empty":
      return value === "";
    case "text":
      return value === expected.text;
    case "expression":
      return expected.matches(value);
  }
}

/** Whether an element's text, trimmed, fits. */
export function fitsText(expected: Expected, text: string): boolean {
  if (expected.kind === "any" || expected.kind === "capture") return text !== "";
  return fitsAttribute(expected, text);
}

/** The value as a pattern has it, variables put in. */
export function writeExpected(expected: Expected): string {
  switch (expected.kind) {
    case "any":
      return "{any}";
    case "empty":
      return "{empty}";
    case "capture":
      return `{capture:${expected.name}}`;
    case "text":
      return expected.text;
    case "expression":
      return `{re:${expected.source}}`;
  }
}

/** The text without the white space of XML around it: a no-break space is text. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
