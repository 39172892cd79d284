// The expressions of `{re:…}`. They come from a script that may be a stranger's, and meet what a stranger's server
// sends: RE2 takes time in proportion to the text, where JavaScript's own may take forever.

/** Makes of an expression a predicate for whole values. @throws ExpressionFault */
export type Compile = (source: string) => (text: string) => boolean;

/** An expression that cannot be used: `message` says why. */
export class ExpressionFault extends Error {
  override readonly name = "ExpressionFault";
}

// Proportional to the text, but also to the size of the expression: both are bounded.
const LONGEST_SOURCE = 4000;
const LARGEST_PROGRAM = 2000;
/** Characters times instructions: a few seconds. A longer text fits no expression. */
const MOST_WORK = 100_000_000;

/**
 * Loads the engine (300 kB, hence only when a pattern is read).
 * An expression is Unicode and must fit the whole value. A dot does not match a line feed; behind `(?s)` it does, and
 * `(?i)` ignores case.
 */
export async function loadExpressions(): Promise<Compile> {
  const { compile } = await loadEngine();
  return (source) => {
    const { expression, mayRead } = compile(source);
    return (text) => mayRead(text) && expression.testExact(text);
  };
}

/** Where in a text an expression fits first: its beginning and its end, in UTF-16 units. */
export type Find = (text: string) => readonly [start: number, end: number] | undefined;

/** Loads what looks for an expression anywhere in a text, in any case. @throws ExpressionFault by what is returned. */
export async function loadFinder(): Promise<(source: string) => Find> {
  const { compile, ignoringCase } = await loadEngine();
  return (source) => {
    const { expression, mayRead } = compile(source, ignoringCase);
    return (text) => {
      if (!mayRead(text)) return undefined;
      const matcher = expression.matcher(text);
      return matcher.find() ? [matcher.start(), matcher.end()] : undefined;
    };
  };
}

async function loadEngine() {
  const { RE2JS, RE2JSException } = await import("re2js");
  const compile = (source: string, flags = 0) => {
    if (source.length > LONGEST_SOURCE) {
      throw new ExpressionFault(`it is longer than ${LONGEST_SOURCE} characters`);
    }
    try {
      const expression = RE2JS.compile(source, flags);
      const size = expression.programSize();
      if (size <= LARGEST_PROGRAM) {
        return { expression, mayRead: (text: string) => text.length * size <= MOST_WORK };
      }
    } catch (error) {
      if (error instanceof RE2JSException) throw new ExpressionFault(wordingOf(error.message));
      throw error;
    }
    throw new ExpressionFault("it is too large with its repetitions written out");
  };
  return { compile, ignoringCase: RE2JS.CASE_INSENSITIVE };
}

/** A value so that an expression takes it literally, also between square brackets. */
export function quoteForExpression(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$-]/g, "\\$&");
}

// re2js's own sentences, in the words of this project; $1 is the part of the expression that it names.
const WORDING: readonly (readonly [RegExp, string])[] = [
  [
    /^invalid escape sequence: `(\\[1-9])/,
    "$1 refers back to a group (not possible here: expressions run in linear time)",
  ],
  [
    /^invalid [^`]*: `(\(\?<?[=!])/,
    "$1 looks ahead or behind (not possible here: expressions run in linear time)",
  ],
  [/^invalid escape sequence: `(.*)`$/s, "$1 is no escape"],
  [/^invalid or unsupported Perl syntax: `(.*)`$/s, "$1 is not known"],
  [/^invalid named capture: `(.*)`$/s, "$1 gives a group no name"],
  [/^duplicate capture group name: `(.*)`$/s, "two groups have the name $1"],
  [
    /^invalid repeat count: `(.*)`$/s,
    "$1 is no repetition, or one of more than 1000 times (those inside each other multiply)",
  ],
  [/^missing closing \]/, "a [ is not closed"],
  [/^missing closing \)/, "a ( is not closed"],
  [/^unexpected \)/, "a ) closes nothing (write \\) for the character)"],
  [
    /^missing argument to repetition operator: `(.*)`$/s,
    "$1 repeats nothing (write a \\ before the character)",
  ],
  [/^invalid nested repetition operator: `(.*)`$/s, "$1 repeats a repetition"],
  [/^invalid character class range: `(.*)`$/s, "$1 is no class or range of characters"],
  [/^trailing backslash/, "it ends with a \\"],
  [/^expression nests too deeply/, "its groups are too deep inside each other"],
  [/^expression too large/, "it is too large with its repetitions written out"],
];

function wordingOf(message: string): string {
  const problem = message.replace(/^error parsing regexp: /, "");
  for (const [pattern, wording] of WORDING) {
    const match = pattern.exec(problem);
    if (match) return wording.replace("$1", () => match[1] ?? "");
  }
  return problem;
}
