// The values in XML: those of attributes, and texts.
import { pieces } from "../../render/views/markup.ts";
import type { Element } from "../../xml/element.ts";
import { trimBlanks } from "../../xml/expected.ts";
import { textOf } from "../../xml/match.ts";
import { attributesOf, childElements, localNameOf } from "../../xml/names.ts";

/** A value and where it stands. */
export interface Value {
  readonly value: string;
  /** The local name of the element. */
  readonly element: string;
  /** The local name of the attribute; without one it is the element's text. */
  readonly attribute?: string | undefined;
}

/** All values in an element and those in it, in their order. */
export function valuesIn(element: Element): readonly Value[] {
  const name = localNameOf(element);
  const text = textOf(element);
  return [
    ...attributesOf(element).map(({ local, value }) => ({ value, element: name, attribute: local })),
    ...(text === "" ? [] : [{ value: text, element: name }]),
    ...childElements(element).flatMap(valuesIn),
  ];
}

const ATTRIBUTE = /(\s)([^\s=<>/"']+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/** What becomes of a value: its new text, or undefined where it stays. */
export type Replace = (value: Value) => string | undefined;

/** XML text, which may be broken, with values replaced; `rest` is what becomes of everything else. */
export function replaceValues(
  text: string,
  replace: Replace,
  rest: (text: string) => string = (same) => same,
): string {
  let around = "";
  return pieces(text)
    .map((piece) => {
      if (piece.type === "start" || piece.type === "empty") {
        around = piece.name;
        return replaceAttributes(piece.text, replace, rest);
      }
      if (piece.type !== "text" || piece.text.startsWith("<")) return rest(piece.text);
      const value = trimBlanks(resolveReferences(piece.text));
      const found = value === "" ? undefined : replace({ value, element: around });
      if (found === undefined) return rest(piece.text);
      const [blanksAhead = "", blanksBehind = ""] = [/^\s*/, /\s*$/].map((blanks) =>
        blanks.exec(piece.text)?.at(0),
      );
      return blanksAhead + found + blanksBehind;
    })
    .join("");
}

function replaceAttributes(tag: string, replace: Replace, rest: (text: string) => string): string {
  const element = /^<(?:[^\s:/>]*:)?([^\s:/>]+)/.exec(tag)?.[1] ?? "";
  return tag.replace(ATTRIBUTE, (all, blank: string, name: string, equals: string, quoted: string) => {
    if (/^xmlns(?:$|:)/.test(name)) return rest(all);
    const value = resolveReferences(quoted.slice(1, -1));
    const found = replace({ value, element, attribute: name.replace(/^.*:/, "") });
    const quote = quoted.charAt(0);
    return found === undefined ? rest(all) : `${blank}${name}${equals}${quote}${found}${quote}`;
  });
}

/** All values in XML text that may be broken. */
export function valuesInText(text: string): readonly string[] {
  const found: string[] = [];
  replaceValues(text, ({ value }) => {
    found.push(value);
    return undefined;
  });
  return found;
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function resolveReferences(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : Number.NaN;
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    return NAMED[String(name)] ?? all;
  });
}
