// The tags of a comparison, as they would be written.
import { attribute, type Element } from "./element.ts";
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
    ...(showsNamespace ? [[declarationFor(pattern.name), pattern.namespace] as const] : []),
    ...pattern.attributes.map(({ name, expected }): Written => [name, writeExpected(expected)]),
    ...(pattern.isStrict ? [["x:strict", "true"] as const] : []),
  ]);
}

/** The tag of a received element: the attributes that the pattern asks for, then those with the names in `extra`. */
export function receivedTag(
  { pattern, element }: { readonly pattern: Pattern; readonly element: Element },
  { showsNamespace, extra }: TagOptions & { readonly extra: readonly string[] },
): Tag {
  const asked = pattern.attributes.flatMap((expected) => findAttribute(element, expected)?.name ?? []);
  return join(element.name, [
    ...(showsNamespace ? [[declarationFor(element.name), namespaceOf(element)] as const] : []),
    ...[...asked, ...extra].map((name): Written => [name, attribute(element, name) ?? ""]),
  ]);
}

/** An element on one line with all its attributes; of what is in it only the text, if there is nothing else. */
export function wholeElement(element: Element): string {
  const attributes = Object.keys(element.attrs).map(
    (name): Written => [name, attribute(element, name) ?? ""],
  );
  const content = childElements(element).length > 0 ? "…" : escapeText(textOf(element));
  return oneLine(join(element.name, attributes), content);
}

export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapeValue(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;");
}

function join(name: string, attributes: readonly Written[]): Tag {
  return [name, ...attributes.map(([key, value]) => `${key}='${escapeValue(value)}'`)].join(" ");
}

function nameIn(tag: Tag): string {
  const blank = tag.indexOf(" ");
  return blank < 0 ? tag : tag.slice(0, blank);
}
