// What is looked for in text: words, or an expression between slashes.
import { UsageError } from "../../errors.ts";
import { ExpressionFault, type Find, loadFinder } from "../../xml/expressions.ts";

/** Where it is found first, in any case. */
export type Search = Find;

const BETWEEN_SLASHES = /^\/([\s\S]+)\/$/;

/** @throws UsageError for an expression that cannot be used. */
export async function readSearch(text: string): Promise<Search> {
  if (/^\/[\s\S]+\/[a-z]+$/.test(text))
    throw new UsageError(
      `Cannot look for ${text}: nothing stands behind the last "/" (case never counts; leave it out)`,
    );
  const source = BETWEEN_SLASHES.exec(text)?.[1];
  if (source === undefined) return literally(text);
  const finder = await loadFinder();
  try {
    return finder(source);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    throw new UsageError(`Cannot look for ${text}: ${error.message}`);
  }
}

/** A regular expression of one literal takes time in proportion to the text, and keeps its place whatever the case. */
function literally(text: string): Search {
  const expression = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
  return (inText) => {
    const found = expression.exec(inText);
    return found ? [found.index, found.index + found[0].length] : undefined;
  };
}
