// Values that a server made up and that were sent later: captured where they come, put in where they go.
import { receivedElement } from "../../session/replies.ts";
import { isBuiltIn, VARIABLE_NAME } from "../../shell/variables.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import type { Known } from "./known.ts";
import { isMadeUp } from "./made-up.ts";
import type { Typed } from "./typed.ts";
import { type Value, valuesIn } from "./values.ts";

/** By the number of the entry in which a value is captured: the value, and the name that it gets. */
export type Captures = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** Looks random: letters and digits, and no name of a namespace. */
const RANDOM = /^(?!urn:|http:)(?=.*\d)(?=.*[A-Za-z])[\w+/=.:-]{12,}$/;

/** @param expected what the script will expect, in its order; the names that are found are added to `known`. */
export function capturesIn(
  expected: readonly Entry<Traffic>[],
  { typed, known }: { readonly typed: Typed; readonly known: Known },
): Captures {
  const captures = new Map<number, Map<string, string>>();
  const seen = new Set<string>();
  for (const entry of expected) {
    const element = receivedElement(entry);
    for (const value of element ? valuesIn(element) : []) {
      const isNew = !seen.has(value.value);
      seen.add(value.value);
      if (!isNew || !isSentLater(value, entry, typed)) continue;
      if (known.variable(value.value, entry) ?? known.jid(value.value, entry)) continue;
      const name = nameFor(value, known);
      const names = captures.get(entry.n) ?? new Map<string, string>();
      captures.set(entry.n, names.set(value.value, name));
      known.add({ name, value: value.value, n: entry.n });
    }
  }
  return captures;
}

function isSentLater(value: Value, entry: Entry, typed: Typed): boolean {
  return (isMadeUp(value) || RANDOM.test(value.value)) && (typed.get(value.value) ?? 0) > entry.n;
}

/** "enabled-id" for the id of <enabled/>. */
function nameFor({ element, attribute }: Value, known: Known): string {
  const wanted = attribute === undefined ? element : `${element}-${attribute}`;
  const plain = VARIABLE_NAME.test(wanted) && !isBuiltIn(wanted) ? wanted : `captured-${attribute ?? "text"}`;
  let name = plain;
  for (let number = 2; known.hasName(name); number += 1) name = `${plain}-${number}`;
  return name;
}
