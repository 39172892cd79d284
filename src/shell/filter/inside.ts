// What a filter looks for inside an element: namespaces, and the way from the first level.
import type { Element } from "../../xml/element.ts";
import { childElements, localNameOf, namespaceOf } from "../../xml/names.ts";
import { fitsWildcard } from "./wildcard.ts";

/** Whether the element, or one in it, has that namespace. */
export function hasNamespace(element: Element, wanted: string): boolean {
  return (
    fitsNamespace(wanted, namespaceOf(element)) ||
    childElements(element).some((child) => hasNamespace(child, wanted))
  );
}

/** A namespace is known by its last part as well, with or without a version: `disco#info`, `info`, `mam`, `mam:2`. */
export function fitsNamespace(wanted: string, namespace: string): boolean {
  if (wanted.includes("*")) return fitsWildcard(wanted, namespace);
  const unversioned = namespace.replace(/:\d+$/, "");
  return [namespace, unversioned].some(
    (name) => name === wanted || (name.endsWith(wanted) && /[/:#-]$/.test(name.slice(0, -wanted.length))),
  );
}

/** Whether there is an element with that path from the first level; `*` is one step, `**` any number of them. */
export function hasPath(element: Element, path: string): boolean {
  const steps = path.split("/");
  return leads(element, steps, reachable(steps, [0]));
}

/** `from` are the steps of which one may come next: several, because `**` can be of any length. */
function leads(element: Element, steps: readonly string[], from: readonly number[]): boolean {
  const name = localNameOf(element);
  const next = from.flatMap((at) => {
    const step = steps[at];
    if (step === undefined) return [];
    if (step === "**") return [at];
    return fitsWildcard(step, name) ? [at + 1] : [];
  });
  const then = reachable(steps, next);
  if (then.includes(steps.length)) return true;
  return then.length > 0 && childElements(element).some((child) => leads(child, steps, then));
}

/** These steps, and those behind a `**` that stands for nothing. */
function reachable(steps: readonly string[], from: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const first of from) {
    all.add(first);
    for (let at = first; steps[at] === "**"; at += 1) all.add(at + 1);
  }
  return [...all];
}
