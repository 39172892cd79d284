// The attributes of an element in a row of the compact view: which stand first, and which last.

import { STANZA_NAMES } from "../../session/no-stanza.ts";
import type { Side } from "../../transcript/entry.ts";
import type { Span } from "../text/span.ts";
import { type Bounds, beginning, safe } from "./compact-bounds.ts";
import { mark, valueText } from "./compact-words.ts";
import type { OutlineAttribute, OutlineElement } from "./outline.ts";

/** Of the attributes of a stanza these stand first: who it is from, or to. */
const FIRST: Readonly<Record<Side, readonly string[]>> = {
  client: ["to", "from"],
  server: ["from"],
};
/** And these behind what is in it. Whom it is to, the client knows. */
const LAST: readonly string[] = ["id", "from", "to"];

export interface Placed {
  readonly first: readonly Span[];
  readonly last: readonly Span[];
}

/** Who has sent it, and whose account it came to: of what that one forwards it is known, and says nothing. */
export interface Standpoint {
  readonly from: Side;
  readonly own?: string | undefined;
}

export function attributesOf(element: OutlineElement, standpoint: Standpoint, bounds: Bounds): Placed {
  const { localName, attributes } = element;
  const spans = (attribute: OutlineAttribute): readonly Span[] => {
    const written: Span = { role: "value", text: shownValue(attribute, bounds) };
    // The type of a stanza is known by itself.
    if (attribute.name === "type" && STANZA_NAMES.includes(localName)) return [mark(" "), written];
    return [{ role: "attribute", text: ` ${safe(attribute.name, bounds)}` }, mark("="), written];
  };
  if (!STANZA_NAMES.includes(localName)) return { first: attributes.flatMap(spans), last: [] };
  const named = (names: readonly string[]) =>
    names.flatMap((name) => attributes.filter((attribute) => attribute.name === name));
  const first = [...named(["type"]), ...named(whoIn(element, standpoint))];
  const last = named(LAST).filter((attribute) => !first.includes(attribute));
  const others = attributes.filter((attribute) => !first.includes(attribute) && !last.includes(attribute));
  return { first: first.flatMap(spans), last: [...last, ...others].flatMap(spans) };
}

function whoIn({ attributes }: OutlineElement, { from, own }: Standpoint): readonly string[] {
  if (own === undefined) return FIRST[from];
  return ["from", "to"].filter((name) =>
    attributes.some((attribute) => attribute.name === name && bareOf(attribute.value) !== own),
  );
}

/** A JID without what is behind its first slash (RFC 7622 §3.1). */
export function bareOf(jid: string): string {
  return jid.replace(/\/.*$/s, "");
}

function shownValue({ name, value }: OutlineAttribute, bounds: Bounds): string {
  const most = name === "id" ? bounds.id : name === "from" || name === "to" ? bounds.jid : bounds.text;
  // The sign takes the place of a character.
  return valueText(value.length > most ? beginning(value, Math.max(1, most - 1)) : value, value);
}
