// What stands in XML text: its elements with their attributes and texts, in order, by depth. For text that was read
// already; of what is not well-formed it makes what it can.
import { attributesIn, isDeclaration } from "./attributes.ts";
import type { Piece } from "./markup.ts";
import { resolveReferences } from "./references.ts";

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

interface Scope {
  readonly namespace: string | undefined;
  readonly declared: ReadonlyMap<string, string>;
}

const OUTSIDE: Scope = { namespace: undefined, declared: new Map() };

/** The items of XML text in its order; blank text between elements is left out. */
export function outlineOf(all: readonly Piece[]): readonly OutlineItem[] {
  const items: OutlineItem[] = [];
  const scopes: Scope[] = [];
  for (const piece of all) {
    const depth = scopes.length;
    if (piece.type === "end") scopes.pop();
    else if (piece.type === "text") addText(items, depth, piece.text);
    else if (piece.type === "other") items.push({ type: "other", depth, text: piece.text });
    else {
      const { element, scope } = readTag(piece, depth, scopes.at(-1) ?? OUTSIDE);
      items.push(element);
      if (piece.type === "start") scopes.push(scope);
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

function readTag(piece: Piece, depth: number, around: Scope): { element: OutlineElement; scope: Scope } {
  const name = TAG_NAME.exec(piece.text)?.[1] ?? "";
  const declarations = piece.text.includes("xmlns") ? attributesOf(piece, isDeclaration) : [];
  const declared =
    declarations.length === 0
      ? around.declared
      : new Map([
          ...around.declared,
          ...declarations.map(({ name: attribute, value }) => [attribute.slice(6), value] as const),
        ]);
  const prefix = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
  const namespace = declared.get(prefix);
  const element: OutlineElement = {
    type: "element",
    depth,
    name,
    localName: piece.name,
    namespace,
    changesNamespace: namespace !== around.namespace,
    get attributes() {
      return attributesOf(piece, (attribute) => !isDeclaration(attribute));
    },
    piece,
  };
  return { element, scope: { namespace, declared } };
}

function attributesOf({ text }: Piece, isWanted: (name: string) => boolean): readonly OutlineAttribute[] {
  return Array.from(attributesIn(text), ({ name, value }) => ({
    name,
    value: resolveReferences(value),
  })).filter(({ name }) => isWanted(name));
}
