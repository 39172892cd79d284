// What can be wrong with a pattern, and where.
import { UsageError } from "../errors.ts";
import { ExpressionFault } from "./expressions.ts";

/** A pattern that cannot be read. `offset` counts UTF-16 units from the start of the text. */
export class PatternFault extends Error {
  override readonly name = "PatternFault";

  readonly detail: string;
  readonly offset: number;

  constructor(detail: string, offset: number) {
    super(detail);
    this.detail = detail;
    this.offset = offset;
  }
}

/** Says of an unknown variable or of an expression that cannot be used where it stands. */
export function readAt<Value>(offset: number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError || error instanceof ExpressionFault) {
      throw new PatternFault(error.message, offset);
    }
    throw error;
  }
}
