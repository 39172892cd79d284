// Whether a pattern can be read, and what it captures.
import { expand } from "../shell/language/expansion.ts";
import { whyNoName } from "../shell/variables.ts";
import type { Compile } from "../xml/expressions.ts";
import { captureNames } from "../xml/pattern.ts";
import { PatternFault } from "../xml/pattern-fault.ts";
import { readPatterns } from "../xml/read-patterns.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Passage, type Problem, placesIn } from "./passage.ts";

export interface PatternCheck {
  readonly problems: readonly Problem[];
  /** The names it gives to what it captures. */
  readonly captures: readonly string[];
}

export function checkPatterns(passage: Passage, compile: Compile): PatternCheck {
  try {
    const patterns = readPatterns(passage.text, {
      // Neither the client's namespace nor what variables stand for is known yet. Any namespace will do, and a letter
      // can stand in a text as well as in an expression.
      contentNamespace: NS.client,
      expand: (text) => expand(text, () => "x"),
      compile,
    });
    const captures = patterns.flatMap(captureNames);
    return { problems: captures.flatMap((name) => badName(name, passage)), captures };
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    const at = placesIn(passage)(error.offset);
    const reason = `Cannot read the pattern: ${error.detail}`;
    // What it captures is not complained about as well, where it is used.
    const captures = Array.from(passage.text.matchAll(/\{capture:([^{}]+)\}/g), ([, name = ""]) => name);
    return { problems: [{ at, reason }], captures };
  }
}

function badName(name: string, passage: Passage): readonly Problem[] {
  const reason = whyNoName(name);
  if (reason === undefined) return [];
  const offset = Math.max(0, passage.text.indexOf(`{capture:${name}}`));
  return [{ at: placesIn(passage)(offset), reason }];
}

/** The passage with comments blanked out: nothing in them is ever looked up. */
export function withoutComments(passage: Passage): Passage {
  const text = passage.text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, " "));
  return { ...passage, text };
}
