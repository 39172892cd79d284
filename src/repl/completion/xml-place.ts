// Where in XML the cursor stands, behind text that need not be whole.
import type { Place } from "../../xmpp/knowledge/elements.ts";
import { NS } from "../../xmpp/namespaces.ts";

/** An element that is open, with the namespace that it has. */
export interface OpenElement {
  /** As it is written, so that it can be closed. */
  readonly name: string;
  /** Without the prefix, but for `stream:`, which everybody writes. */
  readonly plainName: string;
  readonly namespace: string;
  /** What a child without a prefix has. */
  readonly defaultNamespace: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What stands around the XML: the stream, what the server sends, or the stanza that a command makes. */
export interface XmlAround {
  readonly open: readonly OpenElement[];
  readonly place: Place;
}

/** The start tag that the cursor is in. */
export interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** `from` is where the piece begins that the cursor stands behind, `typed` what it says. */
export type XmlPlace = {
  /** Outermost first. */
  readonly open: readonly OpenElement[];
  readonly typed: string;
  readonly from: number;
} & (
  | { readonly in: "text" | "name" | "end tag" | "elsewhere" }
  | { readonly in: "attribute"; readonly tag: OpenTag }
  /** The quote is "" where it is still to be written. */
  | {
      readonly in: "value";
      readonly tag: OpenTag;
      readonly attribute: string;
      readonly quote: "" | "'" | '"';
    }
);

/** What is passed over, from its beginning to its end. */
const PASSED_OVER = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;
const NAME = /[^\s/>"'<=]*/y;
const END_TAG = /[^<>]*/y;
const BLANK = /\s*/y;

/** @param around is what stands around the text: first-level elements have the content namespace. */
export function xmlPlace(xml: string, around: readonly OpenElement[]): XmlPlace {
  const open = [...around];
  let at = 0;
  for (;;) {
    const start = xml.indexOf("<", at);
    if (start < 0) return { in: "text", open, typed: xml.slice(at), from: at };
    const passed = PASSED_OVER.find(([begin]) => xml.startsWith(begin, start));
    if (passed) {
      const end = xml.indexOf(passed[1], start);
      if (end < 0) return elsewhere(open, xml);
      at = end + passed[1].length;
    } else if (xml[start + 1] === "/") {
      const typed = match(END_TAG, xml, start + 2);
      at = start + 2 + typed.length;
      if (at >= xml.length) return { in: "end tag", open, typed, from: start };
      if (xml[at] === ">") at += 1;
      // What is around was not typed, and is not closed here.
      if (open.length > around.length) open.pop();
    } else {
      const read = readTag(xml, start, open);
      if (typeof read !== "number") return read;
      at = read;
    }
  }
}

/** Whether all is closed that the text opens. */
export function isClosed(xml: string, around: readonly OpenElement[]): boolean {
  const at = xmlPlace(xml, around);
  return at.in === "text" && at.typed.trim() === "" && at.open.length === around.length;
}

/** Reads a start tag, and puts its element on the stack; returns where it ends, or the place where the text does. */
function readTag(xml: string, start: number, open: OpenElement[]): XmlPlace | number {
  const name = match(NAME, xml, start + 1);
  let at = start + 1 + name.length;
  if (at >= xml.length) return { in: "name", open, typed: name, from: start };
  const attributes = new Map<string, string>();
  const tag = { name, attributes };
  for (;;) {
    const blank = match(BLANK, xml, at);
    at += blank.length;
    if (xml.startsWith("/>", at)) return at + 2;
    if (xml[at] === ">") {
      open.push(elementOf(tag, open.at(-1)));
      return at + 1;
    }
    const attribute = match(NAME, xml, at);
    const behind = at + attribute.length;
    if (behind >= xml.length) {
      if (blank === "") return elsewhere(open, xml);
      return { in: "attribute", open, tag, typed: attribute, from: at };
    }
    const equals = /\s*=\s*/y;
    const value = behind + match(equals, xml, behind).length;
    const quote = xml[value] ?? "";
    // What is not well-formed is not gone on with.
    if (value === behind || (quote !== "" && quote !== '"' && quote !== "'")) return elsewhere(open, xml);
    if (quote === "") return { in: "value", open, tag, attribute, quote, typed: "", from: value };
    const end = xml.indexOf(quote, value + 1);
    if (end < 0) {
      const typed = xml.slice(value + 1);
      return { in: "value", open, tag, attribute, quote, typed, from: value + 1 };
    }
    attributes.set(attribute, xml.slice(value + 1, end));
    at = end + 1;
  }
}

function elsewhere(open: readonly OpenElement[], xml: string): XmlPlace {
  return { in: "elsewhere", open, typed: "", from: xml.length };
}

/** What a start tag makes, inside another element. */
export function elementOf({ name, attributes }: OpenTag, parent: OpenElement | undefined): OpenElement {
  const [, prefix, local = name] = /^([^:]+):(.+)$/.exec(name) ?? [];
  const defaultNamespace = attributes.get("xmlns") ?? parent?.defaultNamespace ?? "";
  if (prefix === "stream")
    return { name, plainName: name, namespace: NS.stream, defaultNamespace, attributes };
  const declared = prefix === undefined ? defaultNamespace : (attributes.get(`xmlns:${prefix}`) ?? "");
  return { name, plainName: local, namespace: declared, defaultNamespace, attributes };
}

function match(what: RegExp, text: string, at: number): string {
  what.lastIndex = at;
  return what.exec(text)?.[0] ?? "";
}
