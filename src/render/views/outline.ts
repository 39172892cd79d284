// What stands in XML text: its elements with their attributes and texts, in order, by depth. For text that was read
// already; of what is not well-formed it makes what it can.
import { attributesIn, isDeclaration } from "../attributes.ts";
import { resolveReferences } from "../references.ts";
import type { Piece } from "./markup.ts";

export interface OutlineAttribute {
  readonly name: string;
  readonly value: string;
}

export interface OutlineElement {
  readonly type: "element";
  readonly depth: number;
  /** With its prefix, as it stands. */
  readonly name: string;
  /** Without it. */
  readonly localName: string;
  /** Undefined where it is declared outside of the text. */
  readonly namespace: string | undefined;
  /** Whether its namespace is another than that of the element around it. */
  readonly changesNamespace: boolean;
  /** Without the declarations of namespaces. They are read when they are asked for: of most elements nobody asks. */
  readonly attributes: readonly OutlineAttribute[];
  /** Where it begins. */
  readonly piece: Piece;
}

export type OutlineItem =
  | OutlineElement
  | { readonly type: "text"; readonly depth: number; readonly text: string }
  /** A declaration, a comment, an instruction: as it stands. */
  | { readonly type: "other"; readonly depth: number; readonly text: string };

/** An element that has begun and not ended. */
interface Open {
  readonly namespace: string | undefined;
  /** The prefixes that it declares. */
  readonly prefixes: readonly string[];
}

/** For each prefix what it stands for, the innermost declaration last: with thousands of them none may be copied. */
type Declared = Map<string, string[]>;

/** The items of XML text in its order; blank text between elements is left out. */
export function outlineOf(all: readonly Piece[]): readonly OutlineItem[] {
  const items: OutlineItem[] = [];
  const open: Open[] = [];
  const declared: Declared = new Map();
  for (const piece of all) {
    const depth = open.length;
    if (piece.type === "end") leave(open.pop(), declared);
    else if (piece.type === "text") addText(items, depth, piece.text);
    else if (piece.type === "other") items.push({ type: "other", depth, text: piece.text });
    else {
      const prefixes = declare(piece, declared);
      const element = readTag(piece, { depth, declared, around: open.at(-1) });
      items.push(element);
      const begun = { namespace: element.namespace, prefixes };
      if (piece.type === "start") open.push(begun);
      else leave(begun, declared);
    }
  }
  return items;
}

/** The places of the items directly inside the one at a place. */
export function childPlaces(items: readonly OutlineItem[], at: number): readonly number[] {
  const depth = items[at]?.depth ?? 0;
  const places: number[] = [];
  for (let next = at + 1; next < items.length; next += 1) {
    const item = items[next];
    if (!item || item.depth <= depth) break;
    if (item.depth === depth + 1) places.push(next);
  }
  return places;
}

/** The text of an element that has nothing else in it. */
export function soleText(items: readonly OutlineItem[], at: number): string | undefined {
  const item = items[at];
  const inner = items[at + 1];
  if (item?.type !== "element" || inner?.type !== "text" || inner.depth <= item.depth) return undefined;
  const next = items[at + 2];
  return next === undefined || next.depth <= item.depth ? inner.text : undefined;
}

/** Text that goes on behind a CDATA section is one text. */
function addText(items: OutlineItem[], depth: number, written: string): void {
  const cdata = /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(written);
  const text = cdata ? (cdata[1] ?? "") : resolveReferences(written);
  const last = items.at(-1);
  if (last?.type === "text" && last.depth === depth) {
    items[items.length - 1] = { ...last, text: last.text + text };
  } else if (text.trim() !== "") items.push({ type: "text", depth, text });
}

const TAG_NAME = /^<([^\s/>]+)/;

/** Takes in the declarations of an element, and returns their prefixes. */
function declare(piece: Piece, declared: Declared): readonly string[] {
  if (!piece.text.includes("xmlns")) return [];
  return attributesOf(piece, isDeclaration).map(({ name, value }) => {
    const prefix = name.slice("xmlns:".length);
    const known = declared.get(prefix);
    if (known) known.push(value);
    else declared.set(prefix, [value]);
    return prefix;
  });
}

function leave(ended: Open | undefined, declared: Declared): void {
  for (const prefix of ended?.prefixes ?? []) declared.get(prefix)?.pop();
}

interface Surroundings {
  readonly depth: number;
  /** With those of the element itself. */
  readonly declared: Declared;
  readonly around: Open | undefined;
}

function readTag(piece: Piece, { depth, declared, around }: Surroundings): OutlineElement {
  const name = TAG_NAME.exec(piece.text)?.[1] ?? "";
  const prefix = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
  const namespace = declared.get(prefix)?.at(-1);
  return {
    type: "element",
    depth,
    name,
    localName: piece.name,
    namespace,
    changesNamespace: namespace !== around?.namespace,
    get attributes() {
      return attributesOf(piece, (attribute) => !isDeclaration(attribute));
    },
    piece,
  };
}

function attributesOf({ text }: Piece, isWanted: (name: string) => boolean): readonly OutlineAttribute[] {
  return Array.from(attributesIn(text), ({ name, value }) => ({
    name,
    value: resolveReferences(value),
  })).filter(({ name }) => isWanted(name));
}
