// A value that stands for itself.
import { escapeVariables } from "../../shell/language/expansion.ts";
import { readExpected } from "../../xml/expected.ts";
import { quoteForExpression } from "../../xml/expressions.ts";

/** An expression must not be long: beyond that nothing is asked of the value. */
const LONGEST = 1000;

/** The value as a pattern has it: what looks like a placeholder is an expression that only it fits. */
export function literalValue(value: string): string {
  const { kind } = readExpected(value, { expand: (text) => text, compile: () => () => false });
  if (kind === "text") return escapeVariables(value);
  return value.length > LONGEST ? "{any}" : `{re:${quoteForExpression(value)}}`;
}
