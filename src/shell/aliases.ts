// Names for lines: `alias hi = message juliet@localhost hi`.
import { UsageError } from "../errors.ts";

export interface Alias {
  readonly name: string;
  readonly line: string;
}

const NAME = /^[a-z][a-z0-9-]*$/;

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

  /** @throws UsageError for a name that cannot be one. */
  define(name: string, line: string): void {
    if (!NAME.test(name)) {
      throw new UsageError(
        `Cannot make the alias "${name}": a name has small letters, digits and "-" only, and begins with a letter`,
      );
    }
    if (this.#isTaken(name)) throw new UsageError(`Cannot make the alias "${name}": a command has that name`);
    if (line.trim() === "")
      throw new UsageError(`Cannot make the alias "${name}": there is no line behind "="`);
    this.#aliases.set(name, line.trim());
  }

  /** Whether there was one. */
  remove(name: string): boolean {
    return this.#aliases.delete(name);
  }

  /** The line with the alias that it begins with replaced; what stands behind it stays. Undefined where it has none. */
  expand(line: string): string | undefined {
    const [, before = "", name = "", behind = ""] =
      /^(\s*(?:@\S+\s+)?)([a-z][a-z0-9-]*)(\s[\s\S]*)?$/.exec(line) ?? [];
    const meant = this.#aliases.get(name);
    return meant === undefined ? undefined : before + meant + behind;
  }
}
