// What a Scansion script expects -> patterns of ours: the same text, with Scansion's own strictness written out.
import { XmlFault } from "../../xml/fault.ts";
import { cut, type Edit, type Excerpt, edited } from "./excerpt.ts";
import type { Report } from "./known.ts";
import { editsInTag, editsInText, type Run, strictMark } from "./marks.ts";
import { type Token, tokensIn } from "./tokens.ts";

/**
 * One excerpt for each element, in their order; macros are replaced before. `content` is the stream's own namespace, in
 * which Scansion is loose.
 */
export function patternsIn(excerpt: Excerpt, content: string, report: Report): readonly Excerpt[] {
  try {
    return elementsIn(tokensIn(excerpt.text, content)).map((tokens) =>
      patternOf(excerpt, tokens, { content, report }),
    );
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    report(excerpt.positionOf(error.offset), `Cannot read what is expected: ${error.detail}`);
    return [];
  }
}

/** The tokens of each element that is in no other. */
function elementsIn(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const elements: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0) elements.push([]);
    elements.at(-1)?.push(token);
    if (token.kind === "start") depth += 1;
    if (token.kind === "end") depth -= 1;
  }
  return elements;
}

function patternOf(
  whole: Excerpt,
  tokens: readonly Token[],
  context: { readonly content: string; readonly report: Report },
): Excerpt {
  const start = tokens.at(0)?.start ?? 0;
  const excerpt = cut(whole, start, tokens.at(-1)?.end ?? start);
  const strict = strictMark(tokens.flatMap((token) => (token.kind === "start" ? [token.tag] : [])));
  const edits: Edit[] = [];
  const open: Run[][] = [];
  for (const token of tokens) {
    const run = {
      start: token.start - start,
      text: excerpt.text.slice(token.start - start, token.end - start),
    };
    if (token.kind === "start") {
      edits.push(...editsInTag({ ...run, tag: token.tag }, { ...context, excerpt, strict }));
      open.push([]);
    } else if (token.kind === "text") open.at(-1)?.push({ ...run, value: token.text });
    else edits.push(...editsInText(open.pop() ?? []));
  }
  return edited(excerpt, edits);
}
