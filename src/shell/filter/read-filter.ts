// A filter's text -> what it means. `and` may be left out, and binds closer than `or`.
import { readNumbers } from "../entry-numbers.ts";
import { type Expression, isKind, isValued, VALUED } from "./expression.ts";
import { emptyStep, placeOf, problem, strayWord, unknownWord } from "./problems.ts";
import { readSearch, type Search } from "./search.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Deeper than anybody writes, and not so deep that reading it takes all of the stack. */
const DEEPEST = 100;

/**
 * @param names are those of the named filters.
 * @throws UsageError that says which word is wrong, and what can stand there.
 */
export async function readFilter(text: string, names: readonly string[]): Promise<Expression> {
  const all = tokensOf(text);
  const [only] = all;
  // A filter that is quoted as a whole is meant as if it were not.
  const tokens = all.length === 1 && only?.isQuoted ? tokensOf(only.text) : all;
  const searches = new Map<string, Search>();
  for (const [at, token] of tokens.entries())
    if (isWord(tokens[at - 1], "text")) searches.set(token.text, await readSearch(token.text));
  return new FilterReader(tokens, names, searches).read();
}

class FilterReader {
  readonly #tokens: readonly Token[];
  readonly #names: readonly string[];
  readonly #searches: ReadonlyMap<string, Search>;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], names: readonly string[], searches: ReadonlyMap<string, Search>) {
    this.#tokens = tokens;
    this.#names = names;
    this.#searches = searches;
  }

  read(): Expression {
    const expression = this.#any();
    const left = this.#tokens[this.#at];
    if (left) throw problem(`the ")"${placeOf(left)} closes nothing`);
    return expression;
  }

  #any(): Expression {
    const of = [this.#all()];
    while (isWord(this.#tokens[this.#at], "or")) {
      this.#at += 1;
      of.push(this.#all());
    }
    return joined("any", of);
  }

  #all(): Expression {
    const of = [this.#single()];
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      if (isWord(token, "or") || isWord(token, ")")) break;
      if (isWord(token, "and")) this.#at += 1;
      of.push(this.#single());
    }
    return joined("all", of);
  }

  #single(): Expression {
    const token = this.#tokens[this.#at];
    const before = this.#tokens[this.#at - 1];
    if (!token) throw problem(before ? `something must follow "${before.text}"` : "there is nothing in it");
    this.#at += 1;
    if (isWord(token, "not")) return { is: "not", of: this.#deeper(() => this.#single()) };
    if (isWord(token, "(")) return this.#enclosed(token);
    if (isWord(token, "and") || isWord(token, "or") || isWord(token, ")"))
      throw problem(`"${token.text}"${placeOf(token)} stands where something must be said first`);
    return this.#term(token);
  }

  #enclosed(opening: Token): Expression {
    const inside = this.#deeper(() => this.#any());
    if (!isWord(this.#tokens[this.#at], ")")) throw problem(`the "("${placeOf(opening)} is not closed`);
    this.#at += 1;
    return inside;
  }

  #deeper(read: () => Expression): Expression {
    if (this.#depth === DEEPEST) throw problem(`it goes deeper than ${DEEPEST} times "not" and "("`);
    this.#depth += 1;
    const expression = read();
    this.#depth -= 1;
    return expression;
  }

  #term(token: Token): Expression {
    const { text, isQuoted } = token;
    if (!isQuoted) {
      if (isKind(text)) return { is: "kind", kind: text };
      if (isValued(text)) return this.#valued(text, token);
      if (this.#names.includes(text)) return { is: "named", name: text };
      const ranges = text.startsWith("#") ? readNumbers(text) : undefined;
      const backwards = ranges?.find(({ from, to }) => from > to);
      if (backwards)
        throw problem(
          `"${text}"${placeOf(token)} goes backwards`,
          `write #${backwards.to}-${backwards.from}`,
        );
      if (ranges) return { is: "numbered", ranges };
    }
    // Behind `text` and its word: what was to be one text.
    if (isWord(this.#tokens[this.#at - 3], "text")) throw strayWord(token);
    throw unknownWord(token, this.#names);
  }

  #valued(is: keyof typeof VALUED, token: Token): Expression {
    const value = this.#tokens[this.#at];
    if (!value || (!value.isQuoted && ["(", ")"].includes(value.text)))
      throw problem(`"${is}"${placeOf(token)} needs a value behind it: ${is} ${VALUED[is]}`);
    this.#at += 1;
    if (value.text.trim() === "") throw problem(`what stands behind "${is}"${placeOf(token)} is empty`);
    if (is === "path" && value.text.split("/").includes("")) throw emptyStep(value);
    if (is !== "text") return { is, value: value.text };
    if (!value.isQuoted && /^\/.*[^/]$/.test(value.text)) {
      throw problem(
        `the expression "${value.text}"${placeOf(value)} has no "/" at its end`,
        'quote it where it has blanks: text "/a b/"',
      );
    }
    const search = this.#searches.get(value.text);
    return search ? { is, search } : { is: "any", of: [] };
  }
}

function joined(is: "all" | "any", of: readonly Expression[]): Expression {
  const [only] = of;
  return of.length === 1 && only ? only : { is, of };
}

function isWord(token: Token | undefined, text: string): boolean {
  return token !== undefined && !token.isQuoted && token.text === text;
}
