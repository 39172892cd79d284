// What named filters may be called, and which use which.
import { UsageError } from "../../errors.ts";
import { type Expression, JOINERS, KINDS, namesIn, VALUED } from "./expression.ts";

const NAME = /^[a-zA-Z][\w-]*$/;

/** @throws UsageError for a name that means something else in a filter, or could not be told from something else. */
export function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw new UsageError(
      `Cannot make the filter "${name}": a name has letters, digits, "-" and "_" only, and begins with a letter`,
    );
  }
  if ([...Object.keys(KINDS), ...Object.keys(VALUED), ...JOINERS, "off"].includes(name))
    throw new UsageError(
      `Cannot make the filter "${name}": that is a word of every filter (a value stands behind it without "=")`,
    );
}

/** @throws UsageError where the filter of that name would need itself. */
export function checkCircle(
  name: string,
  meaning: Expression,
  named: (name: string) => Expression | undefined,
): void {
  for (const used of namesIn(meaning)) {
    const by = used === name ? "" : `, by way of "${used}"`;
    const inner = named(used);
    if (used === name || (inner && usedBy(inner, named).has(name)))
      throw new UsageError(`Cannot make the filter "${name}": it would use itself${by}`);
  }
}

/** All that a filter uses, and what that uses. */
function usedBy(
  expression: Expression,
  named: (name: string) => Expression | undefined,
  found = new Set<string>(),
): ReadonlySet<string> {
  for (const used of namesIn(expression)) {
    if (found.has(used)) continue;
    found.add(used);
    const inner = named(used);
    if (inner) usedBy(inner, named, found);
  }
  return found;
}

interface Meaning {
  readonly meaning: Expression;
}

/** Who uses a named filter: other filters, and the one that is on. */
export function usersOf(
  name: string,
  named: ReadonlyMap<string, Meaning>,
  current: Meaning | undefined,
): readonly string[] {
  const filters = [...named].filter(([, { meaning }]) => namesIn(meaning).includes(name));
  const isOn = current !== undefined && namesIn(current.meaning).includes(name);
  return [...filters.map(([user]) => `the filter "${user}"`), ...(isOn ? ["the filter that is on"] : [])];
}
