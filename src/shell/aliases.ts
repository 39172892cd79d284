// Names for lines: `alias hi = message juliet@localhost hi`.
import { UsageError } from "../errors.ts";

export interface Alias {
  readonly name: string;
  readonly line: string;
}

const NAME = /^[a-z][a-z0-9-]*$/;

/** An alias, behind the client that is to run it, and what stands behind it. */
const BEGINS = /^(\s*(?:@\S+\s+)?)([a-z][a-z0-9-]*)(\s[\s\S]*)?$/;

/** What a row of JavaScript can begin with: an alias of that name would take its place. */
const IN_JAVASCRIPT: ReadonlySet<string> = new Set([
  ...["client", "clients", "transcript", "last", "features", "xml"],
  ...["async", "await", "break", "case", "class", "const", "continue", "debugger", "default", "delete"],
  ...["do", "enum", "export", "false", "for", "function", "if", "import", "let", "new", "null", "return"],
  ...["static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void"],
  ...["while", "with", "yield", "console", "process", "global", "require", "module"],
]);

/** What a line makes an alias of that is typed: `alias in = auth me`. */
export function aliasIn(line: string): Alias | undefined {
  const [, name, meant] = /^\s*(?:@\S+\s+)?alias\s+([a-z][a-z0-9-]*)\s*=\s*(\S[\s\S]*)$/.exec(line) ?? [];
  return name === undefined || meant === undefined ? undefined : { name, line: meant };
}

export class Aliases {
  readonly #aliases = new Map<string, string>();
  readonly #isTaken: (name: string) => boolean;

  /** @param isTaken says whether a command has that name. */
  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** By name. */
  get all(): readonly Alias[] {
    return [...this.#aliases]
      .map(([name, line]) => ({ name, line }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  get(name: string): string | undefined {
    return this.#aliases.get(name);
  }

  /** @throws UsageError for a name that cannot be one, and for a line that would lead back to it. */
  define(name: string, text: string): void {
    const cannot = `Cannot make the alias "${name}"`;
    const line = text.trim();
    if (!NAME.test(name)) {
      throw new UsageError(
        `${cannot}: a name has small letters, digits and "-" only, and begins with a letter`,
      );
    }
    if (this.#isTaken(name)) throw new UsageError(`${cannot}: a command has that name (take another)`);
    if (IN_JAVASCRIPT.has(name)) throw new UsageError(`${cannot}: JavaScript has that name (take another)`);
    if (line === "") throw new UsageError(`${cannot}: there is no line behind "="`);
    const round = this.#wayBack(name, line);
    if (round) throw new UsageError(`${cannot}: it would lead back to itself (${round.join(", then ")})`);
    this.#aliases.set(name, line);
  }

  /** Whether there was one. */
  remove(name: string): boolean {
    return this.#aliases.delete(name);
  }

  /** The line with the alias that it begins with replaced; what stands behind it stays. Undefined where it has none. */
  expand(line: string): string | undefined {
    const [, before = "", name = "", behind = ""] = BEGINS.exec(line) ?? [];
    const meant = this.#aliases.get(name);
    return meant === undefined ? undefined : before + meant + behind;
  }

  /** The line that runs: an alias may stand for a line that begins with another one. Undefined where it has none. */
  resolve(line: string): string | undefined {
    let resolved = this.expand(line);
    if (resolved === undefined) return undefined;
    // No circle can be defined, so that this ends.
    for (let next = this.expand(resolved); next !== undefined; next = this.expand(next)) resolved = next;
    return resolved;
  }

  /** The aliases that lead from a line back to a name. */
  #wayBack(name: string, line: string): readonly string[] | undefined {
    const passed = [name];
    for (let next: string | undefined = line; next !== undefined; next = this.expand(next)) {
      const begins: string = BEGINS.exec(next)?.[2] ?? "";
      passed.push(begins);
      if (begins === name) return passed;
    }
    return undefined;
  }
}
