// A received element -> a pattern, one element a line.
import type { Element } from "../../xml/element.ts";
import { textOf } from "../../xml/match.ts";
import {
  attributesOf,
  childElements,
  localNameOf,
  namespaceOf,
  type ReceivedAttribute,
  splitName,
} from "../../xml/names.ts";
import { NS } from "../../xmpp/namespaces.ts";

/** What of an element goes into the pattern, and in which words. */
export interface Dialect {
  /** Undefined leaves the attribute out. */
  attribute(of: Element, attribute: ReceivedAttribute): string | undefined;
  /** Undefined leaves the text out: any will do. */
  text(of: Element, text: string): string | undefined;
  keeps(child: Element): boolean;
  /** More attributes, with a blank ahead of each. */
  marks(of: Element): string;
}

const INDENTATION = "  ";

/** `namespace` is what elements without xmlns have: the stream's content namespace. */
export function writePattern(element: Element, namespace: string, dialect: Dialect): string {
  return linesOf(element, namespace, dialect).join("\n");
}

function linesOf(element: Element, scope: string, dialect: Dialect): readonly string[] {
  const own = namespaceOf(element);
  const isOfStream = own === NS.stream;
  const name = isOfStream ? `stream:${localNameOf(element)}` : localNameOf(element);
  const inside = isOfStream ? scope : own;
  const declared = inside === scope ? "" : ` xmlns="${escapeValue(own)}"`;
  const start = `${name}${declared}${attributesIn(element, dialect)}${dialect.marks(element)}`;
  const received = textOf(element);
  const written = received === "" ? undefined : dialect.text(element, received);
  const text = written === undefined ? [] : [escapeContent(written)];
  const children = childElements(element)
    .filter((child) => dialect.keeps(child))
    .flatMap((child) => linesOf(child, inside, dialect));
  if (children.length === 0) {
    return text.length === 0 ? [`<${start}/>`] : [`<${start}>${text.join("")}</${name}>`];
  }
  const lines = [...text, ...children].map((line) => INDENTATION + line);
  return [`<${start}>`, ...lines, `</${name}>`];
}

function attributesIn(element: Element, dialect: Dialect): string {
  const declared = new Set(["", "xml", "stream"]);
  return attributesOf(element)
    .map((attribute) => {
      const value = dialect.attribute(element, attribute);
      if (value === undefined) return "";
      const [prefix] = splitName(attribute.name);
      const declaration = declared.has(prefix)
        ? ""
        : ` xmlns:${prefix}="${escapeValue(attribute.namespace)}"`;
      declared.add(prefix);
      return `${declaration} ${attribute.name}="${escapeValue(value)}"`;
    })
    .join("");
}

/** A line break in a value must not become one in the script: its indentation would be a part of it. */
function escapeContent(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function escapeValue(value: string): string {
  return escapeContent(value).replaceAll('"', "&quot;").replaceAll("\t", "&#9;");
}
