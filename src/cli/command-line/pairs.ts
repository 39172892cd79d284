// NAME=VALUE, as --account and --var have it.
import { UsageError } from "../../errors.ts";

/** @throws UsageError where a text is none; `example` is one. */
export function pairsIn(texts: readonly string[], option: string, example: string): [string, string][] {
  return texts.map((text) => {
    const equals = text.indexOf("=");
    if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
    throw new UsageError(`Cannot read --${option} "${text}": it has no name and value (write ${example})`);
  });
}
