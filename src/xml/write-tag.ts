// The tags of a comparison, as they would be written, long values cut.
import { attribute, type Element } from "./element.ts";
import { excerpt, excerpts } from "./excerpt.ts";
import { writeExpected } from "./expected.ts";
import { textOf } from "./match.ts";
import { childElements, declarationFor, findAttribute, namespaceOf } from "./names.ts";
import type { Pattern } from "./pattern.ts";

/** A tag without its `<` and `>`. */
export type Tag = string;

export interface TagOptions {
  readonly showsNamespace: boolean;
}

type Written = readonly [name: string, value: string];

/** Of those that nobody asked for. */
const MOST_ATTRIBUTES = 50;

export function startTag(tag: Tag): string {
  return `<${tag}>`;
}

export function endTag(tag: Tag): string {
  return `</${nameIn(tag)}>`;
}

/** An element on one line; `content` is escaped already, and may be empty. */
export function oneLine(tag: Tag, content: string): string {
  return content === "" ? `<${tag}/>` : `<${tag}>${content}</${nameIn(tag)}>`;
}

/** The tag of a pattern, with its placeholders and `x:strict`. */
export function patternTag(pattern: Pattern, { showsNamespace }: TagOptions): Tag {
  return join(pattern.name, [
    ...(showsNamespace ? [[declarationFor(pattern.name), excerpt(pattern.namespace)] as const] : []),
    ...pattern.attributes.map(({ name, expected }): Written => [name, excerpt(writeExpected(expected))]),
    ...strictMark(pattern),
  ]);
}

/**
 * The tag of a pattern, and that of a received element: the attributes that the pattern asks for, then those with the
 * names in `extra`.
 */
export function bothTags(
  { pattern, element }: { readonly pattern: Pattern; readonly element: Element },
  { showsNamespace, extra }: TagOptions & { readonly extra: readonly string[] },
): readonly [expected: Tag, received: Tag] {
  const wanted: Written[] = [];
  const found: Written[] = [];
  if (showsNamespace) {
    const [asked, received] = excerpts(pattern.namespace, namespaceOf(element));
    wanted.push([declarationFor(pattern.name), asked]);
    found.push([declarationFor(element.name), received]);
  }
  for (const asked of pattern.attributes) {
    const there = findAttribute(element, asked);
    const [value, received] = excerpts(writeExpected(asked.expected), there?.value ?? "");
    wanted.push([asked.name, value]);
    if (there) found.push([there.name, received]);
  }
  return [
    join(pattern.name, [...wanted, ...strictMark(pattern)]),
    join(element.name, [...found, ...some(element, extra)]),
  ];
}

function strictMark({ isStrict }: Pattern): readonly Written[] {
  return isStrict ? [["x:strict", "true"]] : [];
}

/** An element on one line with all its attributes; of what is in it only the text, if there is nothing else. */
export function wholeElement(element: Element): string {
  const content = childElements(element).length > 0 ? "…" : escapeText(excerpt(textOf(element)));
  return oneLine(join(element.name, some(element, Object.keys(element.attrs))), content);
}

/** Attributes that were received: not all where they are very many. */
function some(element: Element, names: readonly string[]): readonly (Written | "…")[] {
  const shown = names
    .slice(0, MOST_ATTRIBUTES)
    .map((name): Written => [name, excerpt(attribute(element, name) ?? "")]);
  return names.length > shown.length ? [...shown, "…"] : shown;
}

export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapeValue(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;");
}

function join(name: string, attributes: readonly (Written | "…")[]): Tag {
  const written = attributes.map((one) =>
    one === "…" ? one : `${excerpt(one[0])}='${escapeValue(one[1])}'`,
  );
  return [excerpt(name), ...written].join(" ");
}

function nameIn(tag: Tag): string {
  const blank = tag.indexOf(" ");
  return blank < 0 ? tag : tag.slice(0, blank);
}
